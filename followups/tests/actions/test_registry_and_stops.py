"""What planning makes of the do-not-call registry, and of a stop of sales contact."""

from datetime import date, timedelta

import pytest

from customers.actions import record_stop
from customers.actions.registry import keep_scrub
from customers.models import Customer
from customers.rules.ways import ALL_WAYS, PROMISED, STOPPED
from dealerfollow.lib.workdays import add_months
from dealerfollow.testing.sales import buyer, deliver, noon
from followups.actions.plan import plan_and_smooth, plan_follow_ups
from followups.actions.registry import respect_registry
from followups.models import FollowUp, FollowUpEvent
from followups.queries.explain import explain, explained

TUESDAY = date(2026, 3, 3)
NOW = noon(TUESDAY)
MOBILE = "+12125550177"


@pytest.fixture
def owner(cast):
    """Bought two years ago, so the check-in is due on TUESDAY; no relationship any more."""
    told = buyer(phones=((MOBILE, "mobile"),))
    bought_on = add_months(TUESDAY, -24)
    return deliver(
        cast.north, bought_on, buyer=told, salesperson=cast.sam, now=noon(bought_on)
    ).customer


def scrub(cast, numbers=(), *, on=TUESDAY, now=NOW):
    keep_scrub(cast.group, ["212"], numbers, scrubbed_on=on, now=now)


def check_in(owner, occurrence=4):
    return FollowUp.objects.get(customer=owner, touchpoint="check_in", occurrence=occurrence)


def plan(cast, on=TUESDAY):
    plan_and_smooth(cast.north, today=on, now=noon(on))


def test_edge_58_without_a_fresh_file_the_check_in_is_written(cast, owner):
    plan(cast)
    assert check_in(owner).channel == "email"


def test_edge_58_a_fresh_file_without_the_number_lets_it_be_a_call(cast, owner):
    scrub(cast)
    plan(cast)
    assert check_in(owner).channel == "phone"


def test_edge_58_a_fresh_file_with_the_number_does_not(cast, owner):
    scrub(cast, [MOBILE])
    plan(cast)
    assert check_in(owner).channel == "email"


def test_edge_58_a_file_too_old_on_the_due_day_does_not(cast, owner):
    scrub(cast, on=TUESDAY - timedelta(days=25))  # 32 days old a week from now
    plan(cast)
    assert check_in(owner).channel == "email"


def test_edge_58_a_number_registered_since_is_written_to_when_the_file_comes(cast, owner):
    scrub(cast)
    plan(cast)
    assert check_in(owner).channel == "phone"
    scrub(cast, [MOBILE], on=TUESDAY, now=NOW + timedelta(hours=1))
    row = check_in(owner)
    assert row.channel == "email"
    event = FollowUpEvent.objects.get(follow_up=row, kind="channel_changed")
    assert (event.was, event.became, event.reason) == ("phone", "email", "on_registry")
    words = [link.words for link in explain(explained(row.pk), now=NOW)]
    assert any("the do-not-call registry names their number" in line for line in words)


def test_edge_58_a_file_that_grew_too_old_is_seen_when_planning(cast, owner):
    scrub(cast)
    plan(cast)
    row = check_in(owner)
    later = TUESDAY + timedelta(days=32)
    assert respect_registry(cast.north, today=later, now=noon(later)) > 0
    assert respect_registry(cast.north, today=later, now=noon(later)) == 0
    row.refresh_from_db()
    assert row.channel == "email"


def test_edge_58_who_has_no_other_way_keeps_the_follow_up_as_a_letter_to_find(cast, owner):
    owner.emails.all().delete()
    Customer.objects.update(address="", city="", postal_code="")
    scrub(cast)
    plan(cast)
    Customer.objects.update(ways=3)
    scrub(cast, [MOBILE])
    row = check_in(owner)
    assert (row.state, row.channel) == ("open", "letter")


def test_a_promise_and_a_running_relationship_are_left_alone(cast, owner):
    recent = deliver(cast.north, TUESDAY - timedelta(days=2), salesperson=cast.sam)
    scrub(cast)
    plan(cast)
    FollowUp.objects.filter(customer=owner, state="open").update(kind="promise")
    scrub(cast, [MOBILE])
    assert set(FollowUp.objects.open().values_list("channel", flat=True)) == {"phone"}
    assert FollowUp.objects.open().filter(delivery=recent).exists()


@pytest.fixture
def tagged(cast):
    """Delivered today with a temporary tag of four weeks: the call about plates is planned."""
    return deliver(
        cast.north, TUESDAY, salesperson=cast.sam, tag_expires_on=TUESDAY + timedelta(days=28)
    )


@pytest.mark.parametrize(
    ("scope", "state"), [("sales", "open"), ("everything", "stopped")], ids=["edge-60", "edge-59"]
)
def test_a_stop_of_sales_contact_leaves_the_plates(cast, tagged, scope, state):
    record_stop(tagged.customer, scope=scope, channel="all", words="", by=cast.sam, now=NOW)
    due = TUESDAY + timedelta(days=25)
    plan_follow_ups(cast.north, today=due, now=noon(due))
    row = FollowUp.objects.get(delivery=tagged, kind="plates")
    assert (row.state, row.channel) == (state, "phone")


def test_edge_60_what_a_sales_stop_leaves_is_kept_beside_it(cast, tagged):
    record_stop(tagged.customer, scope="sales", channel="all", words="", by=cast.sam, now=NOW)
    ways = Customer.objects.get(pk=tagged.customer_id).ways
    assert ways == STOPPED | ALL_WAYS << PROMISED


def test_edge_60_with_the_phone_stopped_for_all_the_plates_are_written(cast, tagged):
    for scope, channel in (("everything", "phone"), ("everything", "text"), ("sales", "all")):
        record_stop(tagged.customer, scope=scope, channel=channel, words="", by=None, now=NOW)
    due = TUESDAY + timedelta(days=25)
    plan_follow_ups(cast.north, today=due, now=noon(due))
    row = FollowUp.objects.get(delivery=tagged, kind="plates")
    assert (row.state, row.channel) == ("open", "email")


def test_edge_58_where_no_channel_is_left_no_event_piles_up(cast, owner):
    scrub(cast)
    plan(cast)
    scrub(cast, [MOBILE], on=TUESDAY + timedelta(days=1), now=NOW + timedelta(days=1))
    Customer.objects.filter(pk=owner.pk).update(ways=STOPPED)
    FollowUp.objects.filter(pk=check_in(owner).pk).update(channel="phone")
    before = FollowUpEvent.objects.count()
    for _ in range(2):
        assert respect_registry(cast.north, today=TUESDAY, now=NOW + timedelta(days=1)) == 0
    assert check_in(owner).channel == "phone"
    assert FollowUpEvent.objects.count() == before
