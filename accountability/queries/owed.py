"""What was owed on a day that has ended: the facts of each follow-up, in a fixed number of queries.

The answer does not depend on when it is asked, so that a sweep two days late finds the same misses:
a try or an ending after the day's end has not happened yet for that day.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import F, Q, QuerySet
from django.db.models.fields.json import KeyTextTransform

from accountability.models import Excuse
from accountability.queries.contact_states import contact_states
from accountability.queries.ended_day import EndedDay
from accountability.queries.owners import Owners
from accountability.rules.missed import (
    OwedFollowUp,
    heir_due_on,
)
from dealerfollow.lib.workdays import NeverOpenError
from followups.models import Attempt, AttemptEffect, FollowUp, FollowUpEvent

RINGING = ("phone", "text")
PUT_OFF = ("snoozed", "moved", "rescheduled")
_CLOSED_LATER = timedelta(days=60)
_EVENTS_BACK = timedelta(days=31)
_DAY = timedelta(hours=24)
_NEXT = timedelta(days=1)


def candidates(ended: EndedDay) -> Any:
    """Follow-ups that may have been missed on that day; the caller locks and judges them."""
    untried = Q(first_tried_on=None) | Q(first_tried_on__gte=ended.day)
    is_open = Q(state=FollowUp.State.OPEN) & (
        Q(due_on__lte=ended.day) | (Q(first_due_on__lte=ended.day) & untried)
    )
    closed_since = (
        ~Q(state=FollowUp.State.OPEN)
        & Q(closed_at__gt=ended.ends_at)
        & Q(first_due_on__lte=ended.day, first_due_on__gte=ended.day - _CLOSED_LATER)
        & (untried | Q(due_on__lte=ended.day))
    )
    moved = _logged_since(ended).annotate(was=KeyTextTransform("due_on", "before"))
    moved_since = Q(pk__in=moved.filter(was__lte=ended.day.isoformat()).values("follow_up_id"))
    rows = FollowUp.objects.filter(store=ended.store, missed_on=None)
    return rows.filter(is_open | closed_since | moved_since).order_by("id")


def _logged_since(ended: EndedDay) -> QuerySet[AttemptEffect]:
    """What logs after the day's end changed: nothing of it had happened yet for that day."""
    return AttemptEffect.objects.filter(
        attempt__store=ended.store,
        attempt__made_on__gte=ended.day,
        attempt__at__gt=ended.ends_at,
        attempt__undo=None,
        follow_up__isnull=False,
    )


def _as_it_was(ids: list[int], ended: EndedDay) -> dict[int, dict[str, Any]]:
    """Follow-up id -> the values that later logs changed, as they stood when the day ended."""
    found: dict[int, dict[str, Any]] = {}
    effects = _logged_since(ended).filter(follow_up__in=ids).order_by("-attempt__at", "-id")
    for follow_up_id, before in effects.values_list("follow_up_id", "before"):
        found.setdefault(follow_up_id, {}).update(before or {})  # the earliest is written last
    return found


def owed_follow_ups(
    rows: Sequence[FollowUp], ended: EndedDay, owners: Owners
) -> dict[int, OwedFollowUp]:
    """Follow-up id -> what the rule wants to know about it, in 14 queries whatever their number."""
    ids = [row.pk for row in rows]
    handed, put_off = _events(ids, ended)
    late_tries = _tried_after_the_end(ended)
    former = _as_it_was(ids, ended)
    contacts = contact_states(rows, ended)
    over_cap = _over_cap(rows, ended)
    found = {}
    for row in rows:
        was, tried_on = former.get(row.pk, {}), row.first_tried_on
        if tried_on == ended.day and row.pk in late_tries:
            tried_on = ended.day + _NEXT
        bdc_on = row.bdc_tried_on if row.bdc_tried_on and row.bdc_tried_on <= ended.day else None
        found[row.pk] = OwedFollowUp(
            first_due_on=row.first_due_on,
            due_on=date.fromisoformat(was["due_on"]) if "due_on" in was else row.due_on,
            first_tried_on=tried_on,
            tries=was.get("tries", row.tries),
            ended_on=ended.day_of(row.closed_at) if row.closed_at else None,
            snoozed_on=put_off.get(row.pk) or bdc_on,
            heir_due_on=_heir_due_on(handed.get(row.pk), row.owner_id, owners),
            is_over_cap=row.pk in over_cap,
            contact=contacts[row.pk],
        )
    return found


def already_excused(ids: Sequence[int], reason: str) -> set[int]:
    """Those of the follow-ups that have an excuse of that reason since they became due."""
    rows = Excuse.objects.filter(
        follow_up__in=ids, reason=reason, day__gte=F("follow_up__first_due_on")
    )
    return set(rows.values_list("follow_up_id", flat=True))


def _heir_due_on(inherited_on: date | None, owner_id: int, owners: Owners) -> date | None:
    if inherited_on is None:
        return None
    try:
        return heir_due_on(inherited_on, owners.works(owner_id))
    except NeverOpenError:
        return None


def _events(ids: list[int], ended: EndedDay) -> tuple[dict[int, date], dict[int, date]]:
    """Business days on which each was last handed on, and last put off; those after the day too,
    since a hand-over after a missed sweep must not charge the heir."""
    since = ended.starts_at - _EVENTS_BACK
    rows = FollowUpEvent.objects.filter(
        follow_up__in=ids, at__gte=since, kind__in=("reassigned", *PUT_OFF)
    )
    handed: dict[int, date] = {}
    put_off: dict[int, date] = {}
    for follow_up_id, kind, at in rows.order_by("at", "id").values_list(
        "follow_up_id", "kind", "at"
    ):
        day = ended.day_of(at)
        if kind == "reassigned":
            handed[follow_up_id] = day
        elif day <= ended.day:
            put_off[follow_up_id] = day
    return handed, put_off


def _tried_after_the_end(ended: EndedDay) -> set[int]:
    """Follow-ups whose tries of that date all came after the day's end: they count tomorrow."""
    rows = AttemptEffect.objects.filter(
        attempt__store=ended.store,
        attempt__made_on=ended.day,
        attempt__is_try=True,
        attempt__undo=None,
        follow_up__isnull=False,
    ).values_list("follow_up_id", "attempt__at")
    in_time: set[int] = set()
    late: set[int] = set()
    for follow_up_id, at in rows:
        (late if at > ended.ends_at else in_time).add(follow_up_id)
    return late - in_time


def _over_cap(rows: Sequence[FollowUp], ended: EndedDay) -> set[int]:
    """Tier 2 rows that slid because the day was full (decision 4): cards made that day and tier 1
    fill it first. What was missed before does not: a backlog excuses nobody."""
    made = Attempt.objects.filter(
        store=ended.store, made_on=ended.day, is_try=True, undo=None, at__lte=ended.ends_at
    )
    cards: dict[int, set[int]] = defaultdict(set)
    for by_id, customer_id in made.values_list("by_id", "customer_id").distinct():
        cards[by_id].add(customer_id)
    for row in rows:
        if row.tier == 1:
            cards[row.owner_id].add(row.customer_id)
    over = set()
    for row in sorted((r for r in rows if r.tier > 1), key=lambda r: (r.due_on, r.pk)):
        mine = cards[row.owner_id]
        if row.customer_id not in mine and len(mine) >= ended.store.cards_a_day:
            over.add(row.pk)
        else:
            mine.add(row.customer_id)
    return over
