"""What every history keeps, whatever happened in it."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from accountability.invariants import verify
from accountability.models import Miss, SweepRun
from customers.models import Customer
from dealerfollow.stores.models import Absence, ClosedDay
from dealerfollow.stores.queries import store_day
from followups.models import CallTap, FollowUp
from followups.queries.today import call_list
from tests.histories.story import Story

# The law of the places where the histories' customers live, in its own words.
ZONE = {
    "NY": "America/New_York",
    "FL": "America/New_York",
    "AL": "America/Chicago",
    "HI": "Pacific/Honolulu",
}
HOURS = {"NY": (8, 21), "FL": (8, 20), "AL": (8, 20), "HI": (8, 21)}


def broken_promises(story: Story) -> list[str]:
    """All that is wrong, in words; empty when all is well."""
    rows = verify(now=story.now)
    return [
        *(f"{name}: {found[:2]}" for name, found in rows.items() if found),
        *lists_over_the_cap(story),
        *rings_that_the_law_forbids(),
        *counted_on_a_day_off(),
        *counted_in_a_closed_store(),
    ]


def lists_over_the_cap(story: Story) -> list[str]:
    """Tier 2 never makes a list longer than the cap (decision 4); a call back was asked for."""
    found = []
    for store in story.stores:
        day = store_day(store, now=story.now)
        for person in story.people:
            calls = call_list(day, person, may_cover=person == story.cast.maya)
            if calls.left <= store.cards_a_day:
                continue
            rows = FollowUp.objects.filter(pk__in=calls.ids, tier=2, due_at=None)
            alone = [row for row in rows if not _has_tier_1(row, day.today)]
            if alone:
                found.append(f"{person.name} has {calls.left} cards, {len(alone)} of tier 2")
    return found


def _has_tier_1(row: FollowUp, today: date) -> bool:
    """Whether something of tier 1 is on the same card."""
    own = FollowUp.objects.open().filter(customer=row.customer_id, due_on__lte=today)
    return own.filter(tier=1).exists()


def rings_that_the_law_forbids() -> list[str]:
    """Everybody has an address and a New York number: both places must be awake."""
    found = []
    states = dict(Customer.objects.values_list("pk", "state"))
    for tap in CallTap.objects.all():
        for state in {states[tap.customer_id], "NY"}:
            local = tap.at.astimezone(ZoneInfo(ZONE[state]))
            opens, closes = HOURS[state]
            is_barred = state == "AL" and local.isoweekday() == 7
            if not opens <= local.hour < closes or is_barred:
                found.append(f"rung at {local} in {state}")
    return found


def counted_on_a_day_off() -> list[str]:
    """No miss of a person who was off that day, as far as it was known when the day ended."""
    ran = {(run.store_id, run.day): run.ran_at for run in SweepRun.objects.all()}
    return [
        f"{miss.counted_for.name} is counted for {miss.day}, a day off"
        for miss in Miss.objects.select_related("counted_for")
        for away in Absence.objects.filter(user=miss.counted_for_id, store=miss.store_id)
        if away.starts_on <= miss.due_on <= away.ends_on
        and away.entered_at < ran[miss.store_id, miss.day] - timedelta(days=2)
        and miss.due_on == miss.day
    ]


def counted_in_a_closed_store() -> list[str]:
    """No miss for a day on which the store was closed, as declared before it."""
    return [
        f"a miss of {miss.day}, on which the store was closed"
        for miss in Miss.objects.all()
        if ClosedDay.objects.filter(
            store=miss.store_id, on=miss.day, revoked_at=None, declared_at__date__lt=miss.day
        ).exists()
    ]
