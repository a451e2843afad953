"""Edge case 20: she wants to be rung from 18 to 20, and he leaves at 17."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from accountability.models import Miss
from accountability.queries.ledger import miss_rows
from accountability.tests.sweeping import close
from customers.models import Customer
from dealerfollow.stores.actions import add_absence, create_user, hire
from dealerfollow.stores.models import Membership
from dealerfollow.stores.rules.rights import Role
from dealerfollow.testing.calls import calls_at
from dealerfollow.testing.sales import deliver, noon
from followups.actions.hand_off import hand_off
from followups.models import Attempt, FollowUp
from followups.queries.explain import explain, explained

THURSDAY = date(2026, 3, 5)
NOW = noon(THURSDAY)
EVENING = datetime(2026, 3, 5, 23, 30, tzinfo=UTC)  # 18:30 in New York
HOURS = "For others, at the hours the customer asked for"


@pytest.fixture
def row(cast):
    until_five = {str(day): ["09:00", "17:00"] for day in range(6)}
    Membership.objects.filter(user=cast.sam).update(weekly_hours=until_five)
    delivery = deliver(cast.north, THURSDAY - timedelta(days=2), salesperson=cast.sam)
    Customer.objects.update(reach_from=time(18), reach_until=time(20))
    return FollowUp.objects.get(delivery=delivery)


@pytest.fixture
def rita(cast):
    """Sells at North until 20:00, and covers Sam."""
    rita = create_user("rita@copperline.example", "Rita Moss", password="correct horse battery")
    hire(rita, Role.SALESPERSON, group=cast.group, store=cast.north)
    Membership.objects.filter(user=cast.sam).update(cover=rita)
    return rita


def groups(user, sign_in, monkeypatch, now=NOW):
    context = calls_at(now, sign_in(user), monkeypatch).client.get("/calls/").context
    return [(group.label, group.count) for group in context["groups"]]


def test_edge_20_it_is_on_the_covers_list_and_not_on_the_owners(
    row, cast, rita, sign_in, monkeypatch
):
    assert groups(cast.sam, sign_in, monkeypatch) == []
    assert groups(rita, sign_in, monkeypatch) == [(HOURS, 1)]


def test_edge_20_without_a_cover_it_is_on_the_bdc_evening_list(row, cast, sign_in, monkeypatch):
    assert groups(cast.sam, sign_in, monkeypatch) == []
    assert groups(cast.bea, sign_in, monkeypatch) == [(HOURS, 1)]


def test_edge_20_a_cover_who_is_off_passes_it_to_the_bdc(row, cast, rita, sign_in, monkeypatch):
    add_absence(cast.north, rita, starts_on=THURSDAY, ends_on=THURSDAY, by=cast.maya, now=NOW)
    assert groups(cast.bea, sign_in, monkeypatch) == [(HOURS, 1)]


def test_edge_20_hours_at_which_the_owner_works_leave_it_with_him(row, cast, sign_in, monkeypatch):
    Customer.objects.update(reach_from=time(16), reach_until=time(18))
    assert groups(cast.sam, sign_in, monkeypatch) == [("Due today", 1)]
    assert groups(cast.bea, sign_in, monkeypatch) == [("Due at the store today", 1)]


def test_edge_20_the_wish_is_read_where_the_customer_is(row, cast, sign_in, monkeypatch):
    Customer.objects.update(
        reach_from=time(9), reach_until=time(11), state="HI", postal_code="96815"
    )
    Customer.objects.get().phones.all().delete()
    assert groups(cast.sam, sign_in, monkeypatch) == [("Due today", 1)]  # from 14:00 here
    Customer.objects.update(reach_from=time(13), reach_until=time(14))
    assert groups(cast.sam, sign_in, monkeypatch) == []  # from 18:00 here


@pytest.mark.parametrize("changed", [{"channel": "email"}, {"due_at": EVENING}])
def test_edge_20_what_does_not_ring_or_was_promised_stays_with_its_owner(
    row, cast, sign_in, monkeypatch, changed
):
    FollowUp.objects.update(**changed)
    assert sum(count for _, count in groups(cast.sam, sign_in, monkeypatch)) == 1


def test_edge_20_the_bdcs_try_satisfies_it_and_counts_for_her(row, cast, sign_in, monkeypatch):
    bea = calls_at(EVENING, sign_in(cast.bea), monkeypatch)
    card = bea.open(row).context["card"]
    assert "For Sam, at the hours they asked for" in [chip.label for chip in card.chips]
    assert card.can_snooze
    bea.log(row, outcome="spoke")
    row.refresh_from_db()
    assert (row.state, row.first_tried_on, row.counted_for) == ("done", THURSDAY, cast.bea)
    assert Attempt.objects.get().by == cast.bea


def test_edge_20_the_owner_who_rings_them_all_the_same_is_counted(row, cast, sign_in, monkeypatch):
    sam = calls_at(EVENING, sign_in(cast.sam), monkeypatch)
    chips = [chip.label for chip in sam.open(row).context["card"].chips]
    assert "Bea is there at the hours they asked for" in chips
    sam.log(row, outcome="spoke")
    row.refresh_from_db()
    assert (row.state, row.counted_for) == ("done", cast.sam)


def test_edge_20_nobody_tried_then_it_is_a_miss_of_who_held_it(row, cast, rita):
    close(cast.north, THURSDAY)
    assert list(Miss.objects.values_list("counted_for", "because")) == [(rita.pk, "at_asked_hours")]


def test_edge_20_without_a_cover_the_miss_is_the_bdcs(row, cast):
    close(cast.north, THURSDAY)
    assert list(Miss.objects.values_list("counted_for", "because")) == [
        (cast.bea.pk, "at_asked_hours")
    ]


def test_edge_20_hours_at_which_nobody_works_change_nothing(row, cast, sign_in, monkeypatch):
    Membership.objects.filter(store=cast.north).update(
        weekly_hours={str(day): ["09:00", "17:00"] for day in range(6)}
    )
    assert groups(cast.sam, sign_in, monkeypatch) == [("Due today", 1)]
    close(cast.north, THURSDAY)
    assert list(Miss.objects.values_list("counted_for", "because")) == [(cast.sam.pk, "owner")]


def test_edge_20_once_missed_it_is_on_the_owners_list_again(row, cast, sign_in, monkeypatch):
    close(cast.north, THURSDAY)
    friday = NOW + timedelta(days=1)
    assert groups(cast.sam, sign_in, monkeypatch, friday) == [("Overdue", 1)]
    assert groups(cast.bea, sign_in, monkeypatch, friday) == [("Missed, yours to cover", 1)]


def test_edge_20_who_holds_it_may_hand_it_off(row, cast):
    assert hand_off(row, by=cast.bea, now=NOW).to == cast.maya


def test_edge_20_the_chain_says_who_makes_it(row, cast):
    words = [link.words for link in explain(explained(row.pk), now=NOW)]
    said = "Not there at the hours the customer asked for: Bea Walsh makes it."
    assert any(said in line for line in words)


def test_edge_20_the_missed_report_says_how_it_came_to_them(row, cast):
    close(cast.north, THURSDAY)
    (miss,) = miss_rows(Miss.objects.all(), now=NOW + timedelta(days=1))
    assert "Sam was not there at the hours asked for" in str(miss)
