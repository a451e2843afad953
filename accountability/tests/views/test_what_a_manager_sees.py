"""What the first article asks for: flags, who was due and tried, and what follows from a miss."""

from datetime import date

import pytest
import time_machine

from accountability.tests.history import NOW, live_a_month
from accountability.tests.sweeping import (
    FRIDAY,
    MONDAY,
    THURSDAY,
    at,
    close,
    event,
    post_sale,
    tried,
)
from dealerfollow.stores.actions import hire
from dealerfollow.stores.rules.rights import Role
from deliveries.models import FLAGS
from followups.models import FollowUp

MARCH = "period=2026-03-01..2026-03-31"
FLAGGED = "/accountability/rows/?metric=flagged"
REPROACHES = ("complain", "angry", "fault", "lied", "hide", "damage", "defect", "accident", "bad")


@pytest.fixture(autouse=True)
def on_april_first():
    with time_machine.travel(NOW, tick=False):
        yield


def test_line_4_every_flag_is_a_neutral_fact():
    said = " ".join(str(words).lower() for words in FLAGS.values())
    assert [word for word in REPROACHES if word in said] == []
    assert len(FLAGS) == 7


def test_line_4_a_flagged_call_is_due_as_any_other(cast):
    plain, flagged = (
        post_sale(cast.north, cast.sam),
        post_sale(cast.north, cast.sam, flags=tuple(FLAGS)),
    )
    assert sorted(flagged.delivery.flags) == sorted(FLAGS)
    for row in (plain, flagged):
        assert (row.state, row.due_on, row.owner) == ("open", THURSDAY, cast.sam)
    close(cast.north, THURSDAY)
    missed = FollowUp.objects.exclude(missed_on=None)
    assert set(missed) == {plain, flagged}
    assert set(missed.values_list("state", flat=True)) == {"open"}


def test_line_4_a_flagged_call_is_marked_for_the_manager_until_it_is_made(cast, sign_in):
    post_sale(cast.north, cast.sam)
    call = post_sale(cast.north, cast.sam, condition="used", flags=("cosmetic_item", "cut_short"))
    close(cast.north, date(2026, 2, 27))
    client = sign_in(cast.maya)
    page = client.get(f"/accountability/?{MARCH}").content.decode()
    assert "1 call flagged at delivery is still to be made" in page
    assert "metric=flagged" in page
    ((row, _),) = client.get(FLAGGED).context["rows"]
    assert row["name"] == call.customer.name
    assert row["flags"] == ("Cosmetic item to disclose", "Delivery cut short")
    shown = client.get(FLAGGED).content.decode()
    assert '<span class="chip hand">Cosmetic item to disclose</span>' in shown
    assert client.get(f"{FLAGGED}&condition=new").context["rows"] == []
    assert client.get(f"{FLAGGED}&person={cast.bea.pk}").context["rows"] == []
    tried(call, cast.sam, at(THURSDAY, 11), outcome="spoke")
    assert client.get(FLAGGED).context["rows"] == []
    assert "flagged at delivery" not in client.get(f"/accountability/?{MARCH}").content.decode()


def test_line_4_a_flagged_call_that_was_missed_says_so_in_the_list(cast, sign_in):
    post_sale(cast.north, cast.sam, flags=("long_finance",))
    close(cast.north, THURSDAY)
    client = sign_in(cast.maya)
    ((row, _),) = client.get(f"/accountability/misses/?{MARCH}").context["rows"]
    assert "Long time in finance" in row.why
    ((row, _),) = client.get(f"/accountability/rows/?metric=missed&{MARCH}").context["rows"]
    assert row["flags"] == ("Long time in finance",)


def test_line_5_due_made_late_and_missed_stand_per_salesperson_new_and_used_apart(cast, sign_in):
    on_time, late, missed, used = (
        post_sale(cast.north, cast.sam, condition=condition)
        for condition in ("new", "new", "new", "used")
    )
    for row, day in ((on_time, THURSDAY), (used, THURSDAY)):
        tried(row, cast.sam, at(day, 11), outcome="spoke")
    event(late, "snoozed", at(THURSDAY, 16), due_on=FRIDAY)
    close(cast.north, THURSDAY)
    tried(late, cast.sam, at(FRIDAY, 11), outcome="spoke")
    close(cast.north, FRIDAY)
    client = sign_in(cast.maya)

    def of_sam(condition):
        page = client.get(f"/accountability/?{MARCH}&condition={condition}")
        line = next(line for line in page.context["people"] if line.name == "Sam Rivera")
        return tuple(
            count.count for count in (line.due, line.on_time, line.late, line.missed)
        ), line

    assert of_sam("new")[0] == (3, 1, 1, 1)
    assert of_sam("used")[0] == (1, 1, 0, 0)
    numbers, line = of_sam("")
    assert numbers == (4, 2, 1, 1)
    rows = client.get(line.missed.url).context["rows"]
    assert [row["name"] for row, _ in rows] == [missed.customer.name]


def test_line_5_each_missed_call_opens_on_a_page_of_its_own(cast, sign_in):
    live_a_month(cast, until=date(2026, 3, 10))
    client = sign_in(cast.maya)
    listed = client.get(f"/accountability/misses/?{MARCH}")
    rows = [row for row, _ in listed.context["rows"]]
    assert len(rows) > 1
    for row in rows:
        url = f"/accountability/misses/{row.id}/"
        assert url in listed.content.decode()
        page = client.get(url)
        assert page.status_code == 200
        assert (page.context["row"].name, page.context["row"].person) == (row.name, row.person)


@pytest.fixture
def miss(cast):
    call = post_sale(cast.north, cast.sam)
    close(cast.north, THURSDAY)
    return call.miss


def test_line_6_a_miss_names_who_is_to_review_it(cast, miss, sign_in):
    page = sign_in(cast.grace).get(f"/accountability/misses/{miss.pk}/")
    assert page.context["reviewer"] == cast.maya
    assert "To review it</span><b>Maya Torres</b>" in page.content.decode()


def test_line_6_nobody_is_named_to_review_their_own(cast, sign_in):
    own = post_sale(cast.north, cast.maya)
    close(cast.north, THURSDAY)
    url = f"/accountability/misses/{own.miss.pk}/"
    assert sign_in(cast.grace).get(url).context["reviewer"] == cast.grace
    hire(cast.noor, Role.GM, group=cast.group, store=cast.north)
    assert sign_in(cast.grace).get(url).context["reviewer"] == cast.noor


def test_line_6_who_reviewed_it_when_and_the_next_step_stay_on_it(cast, miss, sign_in):
    url = f"/accountability/misses/{miss.pk}/"
    with time_machine.travel(at(MONDAY, 9, 5), tick=False):
        sign_in(cast.maya).post(f"{url}review/", {"next_step": "Maya rides along this week"})
    page = sign_in(cast.grace).get(url)
    assert page.context["reviewer"] is None
    (said,) = page.context["story"]
    assert (said.title, said.at) == ("Reviewed by Maya Torres", at(MONDAY, 9, 5))
    assert said.words == "Maya rides along this week"
    assert "Mar 9, 9:05 AM" in page.content.decode()
    ((row, _),) = sign_in(cast.maya).get(f"/accountability/misses/?{MARCH}").context["rows"]
    assert "Reviewed by Maya Torres" in row.why


def test_line_6_a_voided_miss_waits_for_no_review(cast, miss, sign_in):
    url = f"/accountability/misses/{miss.pk}/"
    sign_in(cast.maya).post(f"{url}void/", {"reason": "absence"})
    assert sign_in(cast.maya).get(url).context["reviewer"] is None
