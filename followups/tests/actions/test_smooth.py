"""Ordinary days with more than the cap: tier 2 slides, tier 1 stays, nothing is late for it."""

from collections import Counter
from datetime import date

from accountability.invariants import verify
from accountability.tests.sweeping import close
from dealerfollow.testing.sales import days, deliver, noon
from followups.actions.plan import plan_and_smooth
from followups.actions.smooth import smooth_load
from followups.models import FollowUp, FollowUpEvent

HALF_A_YEAR_AGO = date(2025, 9, 10)
DUE = date(2026, 3, 10)
PLANNED = DUE - days(7)


def small_cap(cast):
    cast.north.cards_a_day, cast.north.follow_up_starts_on = 5, PLANNED - days(1)
    cast.north.save()


def owners(cast, n, *, delivered_on=HALF_A_YEAR_AGO):
    for _ in range(n):
        deliver(cast.north, delivered_on, salesperson=cast.sam, now=noon(PLANNED - days(1)))


def plan(cast, day=PLANNED):
    return plan_and_smooth(cast.north, today=day, now=noon(day))


def loads(user):
    rows = FollowUp.objects.open().filter(owner=user)
    return Counter(rows.values_list("due_on", flat=True))


def test_edge_33_sixty_old_sales_of_one_day_are_spread_within_their_slack(cast):
    small_cap(cast)
    owners(cast, 30)

    assert plan(cast) == 30

    assert set(loads(cast.sam).values()) == {5}
    assert max(loads(cast.sam)) <= DUE + days(21)
    slid = FollowUp.objects.get(due_on=max(loads(cast.sam)), pk=FollowUp.objects.latest("pk").pk)
    assert slid.first_due_on == slid.due_on
    assert slid.planning_note[-1] == {"code": "spread", "days": ["2026-03-10"], "number": 0}
    events = FollowUpEvent.objects.all()
    assert set(events.values_list("kind", "reason")) == {("first_due_moved", "over_cap")}
    assert events.count() == 25
    assert not verify(now=noon(PLANNED))["I9"]


def test_edge_33_a_second_run_moves_nothing_and_nothing_of_it_is_a_miss(cast):
    small_cap(cast)
    owners(cast, 12)
    plan(cast)
    before = loads(cast.sam)

    calendar = plan_calendar(cast)
    assert smooth_load(cast.north, calendar, today=PLANNED, now=noon(PLANNED)) == 0

    assert loads(cast.sam) == before
    FollowUp.objects.filter(due_on=DUE).update(state="done", closed_at=noon(DUE))
    assert close(cast.north, DUE).missed == 0


def plan_calendar(cast):
    from dealerfollow.stores.queries import calendar_of

    return calendar_of(cast.north, today=PLANNED)


def test_tier_one_stays_on_its_day_and_takes_its_room_first(cast):
    small_cap(cast)
    owners(cast, 4)
    for _ in range(3):
        deliver(
            cast.north, DUE - days(2), salesperson=cast.sam, now=noon(PLANNED), condition="used"
        )

    plan(cast)

    on_the_day = FollowUp.objects.filter(due_on=DUE)
    assert sorted(on_the_day.values_list("tier", flat=True)) == [1, 1, 1, 2, 2]


def test_what_finds_no_room_in_its_slack_goes_to_the_bdc(cast):
    small_cap(cast)
    owners(cast, 110)  # nineteen open days within the slack hold ninety-five

    plan(cast)

    assert max(loads(cast.sam).values()) == 5
    assert sum(loads(cast.sam).values()) == 95
    assert sum(loads(cast.bea).values()) == 15
    assert max(loads(cast.bea).values()) == 5
    handed = FollowUpEvent.objects.filter(kind="reassigned")
    assert set(handed.values_list("reason", "became")) == {("over_cap", "Bea Walsh")}
