"""The day ends: what nobody tried becomes a miss or an excuse, never nothing."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection, transaction

from accountability.actions.spare import give_back
from accountability.actions.tell import Judged, tell_managers
from accountability.models import Excuse, Miss, SweepRun
from accountability.queries.candidates import candidates
from accountability.queries.closing import ended_day
from accountability.queries.ended_day import EndedDay
from accountability.queries.owed import already_excused, owed_follow_ups
from accountability.queries.owners import Owners, owners_of
from accountability.rules.missed import NOBODYS_DAY, SAID_ONCE, ClosedDay, Excused, Missed, judge
from dealerfollow.lib.workdays import Span, WorkCalendar
from dealerfollow.stores.models import Store
from dealerfollow.stores.queries import calendar_of, is_outage
from followups.queries.asked_hours import wishes_of

CLAIM = """
INSERT INTO accountability_sweeprun (group_id, store_id, day, ran_at, missed, excused)
VALUES (%s, %s, %s, %s, 0, 0) ON CONFLICT (store_id, day) DO NOTHING RETURNING id
"""
FREEZE = """
UPDATE followups_followup AS f SET missed_on = %s, counted_for_id = v.counted_for
  FROM unnest(%s::bigint[], %s::bigint[]) AS v(id, counted_for) WHERE f.id = v.id
"""


class DayNotEndedError(ValueError):
    """The day is still running in the store's own time: nothing is missed yet."""


@dataclass(frozen=True, slots=True)
class SweepResult:
    """What closing one day found. `is_new` is False when it had been closed before."""

    day: date
    missed: int = 0
    excused: int = 0
    notices: int = 0
    is_new: bool = True


def close_day(store: Store, day: date, now: datetime, *, is_dry_run: bool = False) -> SweepResult:
    """Closes one business day of the store, once: misses, excuses, one notice per manager.

    One transaction claims the day and does the work, so that a crash loses both and a second run
    finds the day closed. Needs the group's scope. A dry run writes nothing and counts what would
    be written, or what was, for a day closed before. Raises DayNotEndedError before the day's end
    (`day_ends_at`, store-local).
    """
    if day > ended_day(store, now):
        raise DayNotEndedError(f"{day} has not ended at {store} yet.")
    if is_dry_run:
        if known := SweepRun.objects.filter(store=store, day=day).first():
            return SweepResult(day, known.missed, known.excused, is_new=False)
        judged = _judge(EndedDay(store, day), is_locked=False)
        return SweepResult(day, len(judged.missed), len(judged.excused))
    with transaction.atomic():
        run_id = _claim(store, day, now)
        if run_id is None:
            known = SweepRun.objects.get(store=store, day=day)
            return SweepResult(day, known.missed, known.excused, is_new=False)
        judged = _judge(EndedDay(store, day), is_locked=True)
        if not judged.missed and not judged.excused and not judged.spared:
            return SweepResult(day)
        _write(judged, day, now)
        missed, excused = len(judged.missed), len(judged.excused)
        SweepRun.objects.filter(pk=run_id).update(missed=missed, excused=excused)
        return SweepResult(day, missed, excused, tell_managers(judged, now))


def _claim(store: Store, day: date, now: datetime) -> int | None:
    """The id of this day's run, or None when somebody else has it; one still at work is waited
    for."""
    with connection.cursor() as cursor:
        cursor.execute(CLAIM, [store.group_id, store.pk, day, now])
        claimed = cursor.fetchone()
    return claimed[0] if claimed else None


def judge_again(store: Store, day: date, follow_up_ids: Collection[int], now: datetime) -> int:
    """Judges these follow-ups once more for a day that was closed, after a log was corrected
    (edge case 80); returns the misses written. Needs a transaction. Twice changes nothing."""
    judged = _judge(EndedDay(store, day), is_locked=True, only=follow_up_ids)
    _write(judged, day, now)
    return len(judged.missed)


def _judge(ended: EndedDay, *, is_locked: bool, only: Collection[int] | None = None) -> Judged:
    """Asks the rule about everything that was due; see `candidates` for what locking waits for."""
    store, day = ended.store, ended.day
    found = candidates(ended, is_locked=is_locked, only=only)
    calendar = calendar_of(store, today=day)
    if not found:
        return Judged(ended, calendar, Owners(day, calendar, {}, ()), [], [])
    owners = owners_of(
        store,
        {row.owner_id for row in found},
        day=day,
        day_ended_at=ended.ends_at,
        calendar=calendar,
    )
    judged = Judged(ended, calendar, owners, [], [])
    owed = owed_follow_ups(found, ended, owners)
    noted = already_excused([row.pk for row in found], SAID_ONCE)
    is_down = is_outage(day)
    wishes = wishes_of(found, store, day)
    days = {
        (owner_id, wished): _closed_day(owner_id, day, owners, calendar, is_down, wished)
        for owner_id, wished in {(row.owner_id, wishes.get(row.pk)) for row in found}
    }
    for row in found:
        verdict = judge(owed[row.pk], days[row.owner_id, wishes.get(row.pk)])
        if isinstance(verdict, Missed):
            judged.missed.append((row, verdict))
        elif isinstance(verdict, Excused):
            if verdict.reason in NOBODYS_DAY:
                judged.spared.append(row)
            if (row.pk, verdict.reason) not in noted:
                judged.excused.append((row, verdict))
    return judged


def _closed_day(
    owner_id: int,
    day: date,
    owners: Owners,
    calendar: WorkCalendar,
    is_down: bool,
    wished: Span | None,
) -> ClosedDay:
    """The day for one owner; who stands in is asked of the rule that the lists ask."""
    stand_in, cover_id = owners.stand_in_of(owner_id), owners.cover_of(owner_id)
    return ClosedDay(
        day=day,
        owner_id=owner_id,
        manager_id=stand_in if stand_in is not None else owner_id,
        is_store_open=calendar.is_open(day),
        is_system_down=is_down,
        owner_is_off=owners.is_off(owner_id),
        cover_id=cover_id,
        cover_is_off=cover_id != stand_in,
        held_by=owners.held_by(owner_id, wished),
    )


def _write(judged: Judged, day: date, now: datetime) -> None:
    store = judged.ended.store
    Miss.objects.bulk_create(
        [
            Miss(
                group_id=store.group_id,
                store=store,
                follow_up=row,
                counted_for_id=miss.counted_for,
                because=miss.because,
                due_on=miss.due_on,
                try_number=miss.try_number,
                day=day,
                created_at=now,
            )
            for row, miss in judged.missed
        ],
        batch_size=5000,
    )
    Excuse.objects.bulk_create(
        [
            Excuse(
                group_id=store.group_id,
                store=store,
                follow_up=row,
                day=day,
                reason=excuse.reason,
                created_at=now,
            )
            for row, excuse in judged.excused
        ],
        batch_size=5000,
        ignore_conflicts=True,
    )
    give_back(judged.spared, day, judged.calendar)
    if judged.missed:
        ids = [row.pk for row, _ in judged.missed]
        people = [miss.counted_for for _, miss in judged.missed]
        with connection.cursor() as cursor:
            cursor.execute(FREEZE, [day, ids, people])
