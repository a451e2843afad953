"""Sixty plates out of a pasted list: looked over first, saved once."""

import uuid
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from dealerfollow.testing.sales import buyer
from deliveries.actions import settle_we_owe
from deliveries.models import PastedList, WeOwe, WeOweChange
from deliveries.tests.desks import hire_clerk, owed_on
from followups.models import FollowUp

TODAY = timezone.localdate(timezone=ZoneInfo("America/New_York"))  # the cast's store
SOLD = TODAY - timedelta(days=14)
TOLD = TODAY + timedelta(days=1)
URL = "/we-owes/many/"


@pytest.fixture
def tina(cast):
    return hire_clerk(cast)


@pytest.fixture
def clerk(tina, sign_in):
    return sign_in(tina)


def plates(cast, number, **told):
    return owed_on(cast, SOLD, number=number, **told)


def said(numbers, outcome="sent", **more):
    told = {"numbers": numbers, "department": "title", "item": "plates", "outcome": outcome}
    return {**told, "word": "", "promised_on": "", "key": str(uuid.uuid4()), **more}


def look(client, *args, **more):
    return client.post(URL, {**said(*args, **more), "act": "look"})


def rows_of(page):
    return {group["label"].split(",")[0]: group["rows"] for group in page.context["groups"]}


def save(client, told, we_owes):
    return client.post(URL, {**told, "act": "save", "pick": [row.pk for row in we_owes]})


def test_the_page_starts_at_the_department_of_the_clerk(clerk):
    page = clerk.get(URL)
    assert page.context["form"].initial["department"] == "title"
    assert reverse("deliveries:we-owes") == page.context["desk_url"]


def test_looking_changes_nothing_and_shows_now_and_then(cast, clerk):
    row = plates(cast, "47990", promised_on=TOLD)
    page = look(clerk, "47990")
    (line,) = rows_of(page)["Will change"]
    assert (line["name"], line["item"]) == (row.customer.name, "Plates")
    assert line["now"].startswith("Open")
    assert line["then"].startswith("Sent to the state")
    row.refresh_from_db()
    assert (row.stage, row.word) == ("", "")
    assert not PastedList.objects.exists()


def test_each_line_is_found_or_says_what_helps(cast, clerk):
    found = plates(cast, "47990")
    other = plates(cast, "H-77", stock="")
    plates(cast, "47992", department="parts")
    same = plates(cast, "47993")
    done = plates(cast, "47994")
    settle_we_owe(done, by=cast.maya, now=timezone.now())
    two = plates(cast, "47995")
    owed_on(cast, SOLD, "Plate frames, plates", delivery=two.delivery)
    plates(cast, "88888", store=cast.south)
    first = look(clerk, "47993")
    save(clerk, said("47993"), [same])
    text = "47990\n h77 \n47990\n47992\n47993\n47994\n47995\n88888\n4.799E+04\nno number here"
    page = look(clerk, text)
    kinds = {
        label: [(row["shown"], bool(row["problem"])) for row in rows]
        for label, rows in rows_of(page).items()
    }
    assert rows_of(first)["Will change"][0]["name"] == same.customer.name
    assert [shown for shown, _ in kinds["Will change"]] == ["47990", "h77"]
    assert [shown for shown, _ in kinds["Nothing to change"]] == ["47990", "47993", "47994"]
    assert [shown for shown, _ in kinds["Need another look"]] == [
        "47992",
        "88888",
        "4.799E+04",
        "no number here",
    ]
    assert len(rows_of(page)["Which one is it? 1"]) == 2
    assert cast.south.name not in page.content.decode()
    assert {found.customer.name, other.customer.name} <= {
        row["name"] for row in rows_of(page)["Will change"]
    }


def test_a_sheet_with_other_columns_finds_its_deals(cast, clerk):
    one, two = plates(cast, "47990", stock="P1"), plates(cast, "47991", stock="P2")
    text = f"Deal\tName\tYear\n47990\t{one.customer.name}\t2026\n 47991\t{two.customer.name}\t2026"
    assert [row["shown"] for row in rows_of(look(clerk, text))["Will change"]] == ["47990", "47991"]
    assert [row["shown"] for row in rows_of(look(clerk, "p2; p1"))["Will change"]] == ["p2", "p1"]


def test_saving_changes_what_is_ticked_once_and_keeps_the_rest_for_mending(cast, clerk, tina):
    rows = [plates(cast, f"4799{n}") for n in range(3)]
    told = said("47990 47991 47992 99999", "sent")
    page = save(clerk, told, rows[:2])
    assert page.context["saved"] == "2 are saved. 1 line needs another look: it stays here."
    assert page.context["form"].initial["numbers"] == "99999"
    for row in rows:
        row.refresh_from_db()
    assert [row.stage for row in rows] == ["sent", "sent", ""]
    assert [row.word for row in rows] == ["Sent to the state", "Sent to the state", ""]
    assert {row.word_by for row in rows[:2]} == {tina}
    again = save(clerk, told, rows[:2])  # pressed twice
    assert again.context["saved"].startswith("2 are saved.")
    other = save(clerk, told, rows)  # the page from before, with another tick
    assert other.context["saved"] == ""
    assert "nothing was changed now" in other.context["problem"]
    assert dict(other.context["kept"])["key"] != told["key"]
    rows[2].refresh_from_db()
    assert rows[2].stage == ""
    assert PastedList.objects.get().changed == 2


def test_edge_82_a_delay_of_the_state_is_one_wording_and_one_contact_each(cast, clerk):
    rows = [plates(cast, f"4799{n}", promised_on=TOLD, told_on=TOLD) for n in range(4)]
    later = TODAY + timedelta(days=15)
    told = said("47990,47991,47992,47993", "moved", word="The state is late", promised_on=later)
    for _ in range(2):
        assert save(clerk, told, rows).status_code == 200
    calls = FollowUp.objects.filter(touchpoint="tell", state="open")
    assert calls.count() == 4
    assert calls.values("customer").distinct().count() == 4
    slips = WeOweChange.objects.filter(we_owe__in=rows)
    assert set(slips.values_list("promised_was", "promised_on", "word")) == {
        (TOLD, later, "The state is late")
    }
    assert slips.count() == 4


def test_done_for_all_settles_them(cast, clerk):
    rows = [plates(cast, f"4799{n}") for n in range(2)]
    save(clerk, said("47990 47991", "settled"), rows)
    assert set(WeOwe.objects.values_list("status", flat=True)) == {"done"}
    assert not WeOwe.objects.filter(settled_at=None).exists()


def test_of_two_that_fit_only_the_ticked_one_changes(cast, clerk):
    one = plates(cast, "47990")
    two = owed_on(cast, SOLD, "Plates, second set", delivery=one.delivery)
    told = said("47990")
    page = save(clerk, told, [])
    assert (page.status_code, page.context["problem"]) == (422, "Tick at least one.")
    save(clerk, told, [two])
    one.refresh_from_db()
    two.refresh_from_db()
    assert (one.stage, two.stage) == ("", "sent")


def test_a_tick_from_elsewhere_changes_nothing(cast, clerk):
    mine, hers = plates(cast, "47990"), plates(cast, "88888", store=cast.south)
    other = plates(cast, "47991")
    save(clerk, said("47990 88888"), [mine, hers, other])
    assert list(WeOwe.objects.filter(stage="sent")) == [mine]


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"numbers": " "}, "numbers"),
        ({"numbers": "1 " * 20 + " ".join(str(n) for n in range(600))}, "numbers"),
        ({"outcome": ""}, "outcome"),
        ({"outcome": "cancelled"}, "outcome"),
        ({"outcome": "moved", "word": "Late"}, "promised_on"),
        ({"outcome": "moved", "promised_on": TODAY + timedelta(days=3)}, "word"),
        ({"outcome": "moved", "word": "x", "promised_on": date(2020, 1, 1)}, "promised_on"),
        ({"outcome": "ordered"}, "promised_on"),
        ({"key": "nonsense"}, "key"),
        ({"numbers": "47990\x00"}, "numbers"),
    ],
)
@pytest.mark.parametrize("act", ["look", "save"])
def test_what_is_wrong_is_said_at_its_field(cast, clerk, told, field, act):
    page = clerk.post(URL, {**said("47990"), **told, "act": act})
    assert page.status_code == 422
    assert field in page.context["form"].errors


def test_the_clerk_sees_no_number_and_no_address_of_a_customer(cast, clerk):
    person = buyer(phones=(("+12125559876", "mobile"),), emails=("secret@example.com",))
    plates(cast, "47990", buyer=person)
    text = look(clerk, "47990").content.decode()
    assert "555-9876" not in text
    assert "5559876" not in text
    assert "secret@example.com" not in text


def test_a_stranger_and_a_reader_change_nothing(cast, sign_in):
    row = plates(cast, "47990")
    page = sign_in(cast.otto).post(URL, {**said("47990"), "act": "look"})
    assert [one["problem"] != "" for one in rows_of(page)["Need another look"]] == [True]
    save(sign_in(cast.noor), said("47990"), [row])
    row.refresh_from_db()
    assert row.stage == ""


def test_looking_up_sixty_costs_the_queries_of_one(cast, clerk):
    rows = [plates(cast, f"5{n:04d}") for n in range(20)]
    look(clerk, "50000")
    with CaptureQueriesContext(connection) as at_one:
        look(clerk, "50000")
    numbers = "\n".join(row.delivery.deal_number for row in rows)
    with CaptureQueriesContext(connection) as at_twenty:
        page = look(clerk, numbers)
    assert len(rows_of(page)["Will change"]) == 20
    assert len(at_twenty) == len(at_one)


def test_a_step_back_stands_apart_and_is_saved_only_when_it_is_ticked(cast, clerk):
    rows = [plates(cast, f"4799{n}") for n in range(2)]
    save(clerk, said("47991", "ready"), rows[1:])
    told = said("47990 47991 99999", "sent")
    page = clerk.post(URL, {**told, "act": "look"})
    found = rows_of(page)
    assert [*found] == ["Will change", "These would go back", "Need another look"]
    (back,) = found["These would go back"]
    assert (back["pick"]["is_ticked"], back["then"]) == (False, "Sent to the state")
    assert page.context["ticked"] == 1
    assert [group["is_below"] for group in page.context["groups"]] == [False, False, True]
    page = save(clerk, told, rows[:1])
    assert WeOwe.objects.get(pk=rows[1].pk).status == "ready"
    assert page.context["form"].initial["numbers"] == "47991\n99999"
    save(clerk, said("47991", "sent"), rows[1:])
    assert WeOwe.objects.get(pk=rows[1].pk).status == "open"
