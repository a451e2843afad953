"""One ring a day in every household: who is second waits for the next open day, and is told."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction

from customers.queries.household import household_links
from dealerfollow.lib.workdays import NeverOpenError
from dealerfollow.stores.models import Store
from dealerfollow.stores.queries import calendars_of
from followups.actions.one_card import one_card
from followups.actions.ring_day import RingDay, ids_changed
from followups.actions.waiting_told import Told, tell_waiting
from followups.queries.rings import (
    DueRing,
    due_rings,
    recent_tries,
)
from followups.rules.budget import PastTry, budget_opens_at
from followups.rules.household import Ring, households, one_ring
from followups.rules.lawful_days import lawful_calendar

# Compare and set: what was logged, moved or closed meanwhile stays as it is.
DEFER = """
WITH moved AS (
  UPDATE followups_followup f SET due_on = v.until, clock_on = v.clock
    FROM unnest(%(ids)s::bigint[], %(was)s::date[], %(until)s::date[], %(clock)s::date[],
                %(reason)s::text[]) AS v(id, was, until, clock, reason)
   WHERE f.id = v.id AND f.state = 'open' AND f.due_on = v.was
  RETURNING f.id, f.group_id, v.was, v.until, v.reason
)
INSERT INTO followups_followupevent (group_id, follow_up_id, kind, was, became, reason, at)
SELECT group_id, id, 'deferred', was, until, reason, %(now)s FROM moved RETURNING follow_up_id
"""


class Waiting(NamedTuple):
    """A follow-up that waits, until which day, and why: `household` or `budget`."""

    row: DueRing
    until: date
    reason: str


@transaction.atomic
def keep_one_ring(*, now: datetime) -> int:
    """Settles today's contacts of the group in scope; returns how many follow-ups changed.

    What two people owe one customer at one store becomes one card, at who sold last (edge case
    66). Of each household one card rings today; the others are due the next open day, and then it
    is their turn (71). A household tried three times in a week waits until the budget opens
    (decision 6). Promises and promised times are left alone, and so is a first due day. Each change
    is recorded and its owner told, once. Idempotent; the number of statements does not depend on
    how many there are.
    """
    rows = [row for row in due_rings(now) if _as_ring(row, 0).counts]
    if not rows:
        return 0
    people = {row.customer_id for row in rows}
    house = households(people, household_links(people))
    stores = {s.pk: s for s in Store.objects.filter(pk__in={row.store_id for row in rows})}
    day_of = {pk: store.day_of(now) for pk, store in stores.items()}
    calendars = calendars_of(stores.values(), today=max(day_of.values()))
    tries = recent_tries(house, now)
    today = RingDay(rows, house, tries, stores, calendars, now)
    handed = one_card(today)
    today = replace(today, rows=[handed.get(row.pk, row) for row in rows])
    return len(handed) + _defer(_waiting(today), today)


def _as_ring(row: DueRing, household: int) -> Ring:
    return Ring(
        row.pk,
        household,
        (row.customer_id, row.store_id, row.owner_id),
        row.kind,
        row.channel,
        row.tier,
        row.first_due_on,
        row.is_promised_time,
        row.is_missed,
        row.can_ring,
        row.has_waited,
    )


def _waiting(today: RingDay) -> list[Waiting]:
    """What must not ring today."""
    found: dict[int, Waiting] = {}
    rings = [_as_ring(row, today.house[row.customer_id]) for row in today.rows]
    by_id = {row.pk: row for row in today.rows}
    for deferred in one_ring(rings, rung=_rung(today, rings)):
        row = by_id[deferred.follow_up_id]
        until = today.next_open(row.store_id, row.lives_in)
        if until is not None:
            found[row.pk] = Waiting(row, until, "household")
    opens = _budgets(today)
    for row in today.rows:
        until = _budget_day(row, opens.get(today.house[row.customer_id]), today)
        if until is not None and (row.pk not in found or until > found[row.pk].until):
            found[row.pk] = Waiting(row, until, "budget")
    return [found[pk] for pk in sorted(found)]


def _rung(today: RingDay, rings: Sequence[Ring]) -> dict[int, tuple[int, int, int]]:
    """Household -> the card that we made ring first today; that one may ring again."""
    cards = {ring.card for ring in rings}
    found: dict[int, tuple[int, int, int]] = {}
    for one in today.tries:
        if one.is_inbound or not one.is_today:
            continue
        same = [c for c in sorted(cards) if c[:2] == (one.customer_id, one.store_id)]
        card = same[0] if same else (one.customer_id, one.store_id, one.by_id)
        found.setdefault(today.house.get(one.customer_id, one.customer_id), card)
    return found


def _budgets(today: RingDay) -> dict[int, datetime]:
    """Household -> when its contact budget has room again; absent where it has room now."""
    made: dict[int, list[PastTry]] = {}
    for one in today.tries:
        made.setdefault(today.house[one.customer_id], []).append(one.as_past_try())
    opens = {house: budget_opens_at(tries, now=today.now) for house, tries in made.items()}
    return {house: at for house, at in opens.items() if at is not None}


def _budget_day(row: DueRing, opens_at: datetime | None, today: RingDay) -> date | None:
    """The first open day on which the budget has room; None when that is today."""
    store = today.stores[row.store_id]
    if opens_at is None or opens_at.astimezone(store.zone).date() <= store.day_of(today.now):
        return None
    on = opens_at.astimezone(store.zone).date()
    try:
        return lawful_calendar(today.calendars[store.pk], row.lives_in, on).next_open(on)
    except NeverOpenError:
        return None


def _defer(waiting: Sequence[Waiting], today: RingDay) -> int:
    if not waiting:
        return 0
    done = ids_changed(
        DEFER,
        ids=[one.row.pk for one in waiting],
        was=[one.row.due_on for one in waiting],
        until=[one.until for one in waiting],
        clock=[today.clock(one.row, one.until, "household") for one in waiting],
        reason=[one.reason for one in waiting],
        now=today.now,
    )
    told = [
        Told(
            one.row.pk,
            one.row.customer_id,
            one.row.store_id,
            one.row.owner_id,
            one.reason,
            until=one.until,
        )
        for one in waiting
        if one.row.pk in done
    ]
    tell_waiting(told, stores=today.stores, now=today.now)
    return len(done)
