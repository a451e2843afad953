"""What every history keeps, whatever happened in it.

`broken_promises` looks at everything; `Watch` looks at what is new since it last looked, after
every round of the jobs and every morning.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from django.db import connection

from accountability.invariants import verify
from accountability.models import Miss
from accountability.queries.ledger import miss_rows
from customers.models import Customer
from dealerfollow.lib.workdays import WeeklyHours
from dealerfollow.stores.models import Absence, Membership, Store, User
from dealerfollow.stores.queries import calendar_of, store_day
from followups.models import CallTap, FollowUp
from followups.queries.today import call_list
from tests.histories.story import CAP, Story

# The law of the places where the histories' customers live, in its own words.
ZONE = {
    "NY": "America/New_York",
    "FL": "America/New_York",
    "AL": "America/Chicago",
    "HI": "Pacific/Honolulu",
}
HOURS = {"NY": (8, 21), "FL": (8, 20), "AL": (8, 20), "HI": (8, 21)}
FULL = """
SELECT store_id FROM followups_followup WHERE state = 'open' AND due_on <= %s
 GROUP BY 1 HAVING count(DISTINCT customer_id) > %s
"""
NEWEST = """
SELECT (SELECT coalesce(max(id), 0) FROM accountability_miss),
       (SELECT coalesce(max(id), 0) FROM followups_calltap)
"""
LATE_ABSENCES = """
SELECT m.id FROM accountability_miss m JOIN stores_store s ON s.id = m.store_id
 WHERE m.because = 'owner'
   AND NOT EXISTS (SELECT FROM accountability_missvoid v WHERE v.miss_id = m.id)
   AND EXISTS (SELECT FROM stores_absence a
                WHERE a.user_id = m.counted_for_id AND a.store_id = m.store_id
                  AND m.day BETWEEN a.starts_on AND a.ends_on
                  AND a.entered_at > (m.day + s.day_ends_at) AT TIME ZONE s.time_zone)
 ORDER BY m.id
"""


@dataclass
class Watch:
    """What a history promised so far: called after every round and every morning."""

    last_miss: int = 0
    last_tap: int = 0

    def new(self, story: Story, hour: str) -> list[str]:
        """What is wrong with what is new, in words."""
        if hour == "morning":
            return lists_over_the_cap(story)
        misses, taps = self._since()
        if not misses and not taps:
            return []
        return [
            *rings_that_the_law_forbids(taps),
            *counted_in_a_closed_store(misses),
            *counted_on_a_day_off(misses),
        ]

    def _since(self) -> tuple[list[Miss], list[CallTap]]:
        """Misses and taps that were not there when it last looked."""
        with connection.cursor() as cursor:
            cursor.execute(NEWEST)
            miss, tap = cursor.fetchone()
        was, self.last_miss, self.last_tap = (self.last_miss, self.last_tap), miss, tap
        if was == (miss, tap):
            return [], []
        misses = Miss.objects.filter(pk__gt=was[0]).order_by("pk")
        taps = CallTap.objects.filter(pk__gt=was[1]).order_by("pk")
        return list(misses.select_related("store", "counted_for")), list(taps)


def broken_promises(story: Story) -> list[str]:
    """All that is wrong at the end of a day, in words; empty when all is well."""
    # Fresh tables have no statistics: without this the planner joins each row with each other.
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_nestloop = off")
        found = verify(now=story.now)
        cursor.execute("SET LOCAL enable_nestloop = on")
    return [
        *(f"{name}: {rows[:2]}" for name, rows in found.items() if rows),
        *lists_over_the_cap(story),
        *late_absences_that_nobody_sees(story),
    ]


def lists_over_the_cap(story: Story) -> list[str]:
    """Tier 2 never makes a list longer than the cap (decision 4); a call back was asked for."""
    with connection.cursor() as cursor:  # no list is longer than what the whole store owes
        cursor.execute(FULL, [story.day, CAP])
        full = {pk for (pk,) in cursor.fetchall()}
    if not full:
        return []
    return [
        f"{person.name} has {too_many}"
        for store in story.stores
        if store.pk in full
        for person in story.people_at(store)
        if (too_many := _too_many(story, store, person))
    ]


def _too_many(story: Story, store: Store, person: User) -> str:
    day = store_day(store, now=story.now)
    calls = call_list(day, person, may_cover=person in (story.cast.maya, story.cast.bea))
    if calls.left <= store.cards_a_day:
        return ""
    rows = FollowUp.objects.filter(pk__in=calls.ids, tier=2, due_at=None)
    alone = [row for row in rows if not _has_tier_1(row, day.today)]
    return f"{calls.left} cards, {len(alone)} of tier 2" if alone else ""


def _has_tier_1(row: FollowUp, today: date) -> bool:
    """Whether something of tier 1 is on the same card."""
    own = FollowUp.objects.open().filter(customer=row.customer_id, due_on__lte=today)
    return own.filter(tier=1).exists()


def rings_that_the_law_forbids(taps: list[CallTap]) -> Iterator[str]:
    """Everybody has an address and a New York number: both places must be awake."""
    states = dict(
        Customer.objects.filter(pk__in=[tap.customer_id for tap in taps]).values_list("pk", "state")
    )
    for tap in taps:
        for state in {states[tap.customer_id], "NY"}:
            local = tap.at.astimezone(ZoneInfo(ZONE[state]))
            opens, closes = HOURS[state]
            is_barred = state == "AL" and local.isoweekday() == 7
            if not opens <= local.hour < closes or is_barred:
                yield f"rung at {local} in {state}"


def counted_in_a_closed_store(misses: list[Miss]) -> Iterator[str]:
    """No miss of a day on which the store was closed, as was known when the day was swept."""
    for miss in misses:
        if not calendar_of(miss.store, today=miss.day).is_open(miss.day):
            yield f"a miss of {miss.day}, on which {miss.store} was closed"


def counted_on_a_day_off(misses: list[Miss]) -> Iterator[str]:
    """Nobody is counted for a day they were off: on which they were away, as entered by the day's
    end (edge cases 24 and 26), or which is none of their week's (23), or after they had left.

    A manager of the whole group has no days off: there is always somebody (25).
    """
    for miss in misses:
        if why := _off(miss):
            yield f"{miss.counted_for.name} is counted for {miss.day} ({miss.because}): {why}"


def _off(miss: Miss) -> str:
    members = Membership.objects.active().filter(user=miss.counted_for_id)
    own = members.filter(store=miss.store_id).order_by("id").first()
    if own is None:
        return "" if members.filter(store=None).exists() else "works there no more"
    week = WeeklyHours.from_json(own.weekly_hours) if own.weekly_hours else miss.store.hours
    if week.on(miss.day) is None:
        return "a day off of the week"
    known = Absence.objects.filter(
        user=miss.counted_for_id,
        store=miss.store_id,
        starts_on__lte=miss.day,
        ends_on__gte=miss.day,
        entered_at__lte=_end_of(miss),
    )
    return "away, as entered in time" if known.exists() else ""


def _end_of(miss: Miss) -> datetime:
    store = miss.store
    return datetime.combine(miss.day, store.day_ends_at, store.zone).astimezone(UTC)


def misses_of_late_absences() -> list[int]:
    """Ids of misses, not voided, of somebody who was away that day as entered after its end."""
    with connection.cursor() as cursor:
        cursor.execute(LATE_ABSENCES)
        return [pk for (pk,) in cursor.fetchall()]


def late_absences_that_nobody_sees(story: Story) -> Iterator[str]:
    """Edge case 26: such a miss stays and says why a manager may void it; a voided one stays too,
    and counts no more."""
    if late := misses_of_late_absences():
        for row in miss_rows(Miss.objects.filter(pk__in=late), now=story.now):
            if "Absence entered later" not in row.why:
                yield f"miss {row.id} does not say that the absence was entered later: {row.why}"
    for miss in Miss.objects.exclude(void=None).select_related("follow_up"):
        if miss.follow_up.voided_on is None or miss.follow_up.missed_on is None:
            yield f"miss {miss.pk} was voided, and its follow-up does not say so"
