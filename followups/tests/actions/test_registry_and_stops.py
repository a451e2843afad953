"""What planning makes of the do-not-call registry, and of a stop of sales contact."""

from datetime import date, timedelta

import pytest

from customers.actions import record_death, record_stop
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


def stop(customer, scope="everything", now=NOW):
    record_stop(customer, scope=scope, channel="all", words="", by=None, now=now)


def planned(tagged, day=25):
    """The call about plates, once it was time to plan it."""
    due = TUESDAY + timedelta(days=day)
    plan_follow_ups(tagged.store, today=due, now=noon(due))
    return FollowUp.objects.get(delivery=tagged, kind="plates")


def test_edge_60_a_stop_of_sales_contact_leaves_the_plates(cast, tagged):
    stop(tagged.customer, "sales")
    row = planned(tagged)
    assert (row.state, row.channel, row.owner) == ("open", "phone", cast.sam)


def told(row):
    """What it is, and every word that the card says about why."""
    events = row.events.order_by("id").values_list("kind", "was", "became", "reason")
    links = [link.words for link in explain(explained(row.pk), now=NOW + timedelta(days=25))]
    words = [line.split(": ", 1)[1] for line in links if "may not be contacted" in line]
    return (row.state, row.state_reason, row.channel, row.owner.name, list(events), words)


def test_edge_59_plates_planned_after_a_stop_are_told_as_those_that_were_open(cast, tagged):
    other = deliver(
        cast.north, TUESDAY, salesperson=cast.sam, tag_expires_on=TUESDAY + timedelta(days=28)
    )
    stop(tagged.customer)
    after, before = planned(tagged), planned(other)
    assert (after.channel, before.channel) == ("letter", "phone")
    stop(other.customer, now=noon(TUESDAY + timedelta(days=25)))
    before.refresh_from_db()
    assert told(after) == told(before)
    assert (after.state, after.channel, after.owner) == ("open", "letter", cast.maya)
    assert len(told(after)[-1]) == 2


def test_edge_59_all_else_that_is_planned_after_a_stop_is_not_made(cast, tagged):
    stop(tagged.customer)
    planned(tagged)
    rest = FollowUp.objects.filter(delivery=tagged).exclude(kind="plates")
    assert set(rest.values_list("state", "state_reason")) == {("stopped", "asked_to_stop")}
    assert not FollowUpEvent.objects.filter(follow_up__in=rest, kind="reassigned").exists()


def test_edge_59_a_letter_that_is_the_managers_anyway_changes_no_hands(cast):
    house = deliver(
        cast.north, TUESDAY, sale_kind="house", tag_expires_on=TUESDAY + timedelta(days=28)
    )
    stop(house.customer)
    row = planned(house)
    assert (row.channel, row.owner) == ("letter", cast.maya)
    assert [e.kind for e in row.events.all()] == ["channel_changed"]


def test_edge_70_plates_of_a_sale_learned_of_after_the_death_are_the_managers_to_ring(cast, owner):
    """The death ended the plans there were; these begin after it."""
    record_death(owner, by=cast.maya, now=NOW)
    again = deliver(
        cast.north,
        TUESDAY,
        salesperson=cast.sam,
        buyer=buyer(
            first_name=owner.first_name, last_name=owner.last_name, phones=((MOBILE, "mobile"),)
        ),
        tag_expires_on=TUESDAY + timedelta(days=28),
    )
    assert again.customer == owner
    row = planned(again)
    assert (row.state, row.channel, row.owner) == ("open", "phone", cast.maya)
    assert [(e.kind, e.reason) for e in row.events.all()] == [("reassigned", "died")]
    satisfaction = FollowUp.objects.get(delivery=again, kind="satisfaction")
    assert (satisfaction.state, satisfaction.state_reason) == ("stopped", "died")


def test_edge_60_what_a_sales_stop_leaves_is_kept_beside_it(cast, tagged):
    stop(tagged.customer, "sales")
    ways = Customer.objects.get(pk=tagged.customer_id).ways
    assert ways == STOPPED | ALL_WAYS << PROMISED


def test_edge_60_with_the_phone_stopped_for_all_the_plates_are_written(cast, tagged):
    for scope, channel in (("everything", "phone"), ("everything", "text"), ("sales", "all")):
        record_stop(tagged.customer, scope=scope, channel=channel, words="", by=None, now=NOW)
    row = planned(tagged)
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
