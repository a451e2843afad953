"""What was owed on a day that has ended: the facts of each follow-up, in a fixed number of queries.

The answer does not depend on when it is asked, so that a sweep two days late finds the same misses:
a try or an ending after the day's end has not happened yet for that day.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date, timedelta

from django.db.models import F

from accountability.models import Excuse
from accountability.queries.candidates import as_it_was, tried_after_the_end
from accountability.queries.contact_states import contact_states
from accountability.queries.ended_day import EndedDay
from accountability.queries.owners import Owners
from accountability.rules.missed import (
    OwedFollowUp,
    heir_due_on,
)
from dealerfollow.lib.workdays import NeverOpenError
from dealerfollow.tenancy.prepared import read
from followups.models import Attempt, FollowUp
from followups.rules.spreading import last_day_of

PUT_OFF = ("snoozed", "moved", "rescheduled")
_EVENTS_BACK = timedelta(days=31)
_NEXT = timedelta(days=1)
EVENTS = """
SELECT follow_up_id, kind, at FROM followups_followupevent
 WHERE follow_up_id = ANY(%s) AND at >= %s AND kind = ANY(%s) ORDER BY at, id
"""


def owed_follow_ups(
    rows: Sequence[FollowUp], ended: EndedDay, owners: Owners
) -> dict[int, OwedFollowUp]:
    """Follow-up id -> what the rule wants to know about it, in 9 queries at most,
    whatever their number."""
    ids = [row.pk for row in rows]
    handed, put_off = _events(ids, ended)
    late_tries = tried_after_the_end({row.pk: row.first_tried_on for row in rows}, ended)
    former = as_it_was(ids, ended)
    contacts = contact_states(rows, ended)
    over_cap = _over_cap(rows, ended, owners)
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
            clock_on=_day(was["clock_on"]) if "clock_on" in was else row.clock_on,
            snoozed_on=put_off.get(row.pk) or bdc_on,
            heir_due_on=_heir_due_on(handed.get(row.pk), row.owner_id, owners),
            is_over_cap=row.pk in over_cap,
            contact=contacts[row.pk],
        )
    return found


def already_excused(ids: Sequence[int], reasons: Collection[str]) -> set[tuple[int, str]]:
    """(follow-up id, reason) of those excused for one of the reasons since they became due."""
    rows = Excuse.objects.filter(
        follow_up__in=ids, reason__in=reasons, day__gte=F("follow_up__first_due_on")
    )
    return set(rows.values_list("follow_up_id", "reason"))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


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
    rows = read(EVENTS, [ids, since, ["reassigned", *PUT_OFF]])
    handed: dict[int, date] = {}
    put_off: dict[int, date] = {}
    for follow_up_id, kind, at in rows:
        day = ended.day_of(at)
        if kind == "reassigned":
            handed[follow_up_id] = day
        elif day <= ended.day:
            put_off[follow_up_id] = day
    return handed, put_off


def _over_cap(rows: Sequence[FollowUp], ended: EndedDay, owners: Owners) -> set[int]:
    """Tier 2 rows that slid because the day was full (decision 4): cards made that day and tier 1
    fill the list of whoever had it. What was missed before does not: a backlog excuses nobody."""
    if all(row.tier == 1 for row in rows):
        return set()
    made = Attempt.objects.filter(
        store=ended.store, made_on=ended.day, is_try=True, undo=None, at__lte=ended.ends_at
    )
    cards: dict[int, set[int]] = defaultdict(set)
    for by_id, customer_id in made.values_list("by_id", "customer_id").distinct():
        cards[by_id].add(customer_id)
    holder = {owner_id: _holder(owner_id, owners) for owner_id in {row.owner_id for row in rows}}
    for row in rows:
        if row.tier == 1:
            cards[holder[row.owner_id]].add(row.customer_id)
    over = set()
    waiting = [(row.owner_id != holder[row.owner_id], *_patience(row), row) for row in rows]
    for *_, row in sorted(one for one in waiting if one[-1].tier > 1):
        mine = cards[holder[row.owner_id]]
        if row.customer_id not in mine and len(mine) >= ended.store.cards_a_day:
            over.add(row.pk)
        else:
            mine.add(row.customer_id)
    return over


def _holder(owner_id: int, owners: Owners) -> int:
    """On whose list the owner's calls were that day."""
    stand_in = owners.stand_in_of(owner_id) if owners.is_off(owner_id) else None
    return owner_id if stand_in is None else stand_in


def _patience(row: FollowUp) -> tuple[date, date, int]:
    """As the list fills what room there is: what can wait least comes first."""
    late_since = row.due_on if row.first_tried_on else row.first_due_on
    return last_day_of(row.kind, row.first_due_on, row.planning_note), late_since, row.pk
