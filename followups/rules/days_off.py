"""Who is off on a day, who covers them, and which days ahead are made early (decision 3)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dealerfollow.lib.workdays import Span, WeeklyHours, WorkCalendar

HORIZON_DAYS = 15
"""A longer absence is covered from its first day on; nobody makes three weeks early."""


@dataclass(frozen=True, slots=True)
class Worker:
    """Somebody who makes calls: their weekly hours, their cover, and absences (both ends in)."""

    user_id: int
    hours: WeeklyHours
    cover_id: int | None = None
    absences: tuple[tuple[date, date], ...] = ()

    def is_off(self, day: date) -> bool:
        """By the week's plan, or absent."""
        return self.hours.on(day) is None or any(a <= day <= b for a, b in self.absences)


def covered_by(
    user_id: int, day: date, workers: Mapping[int, Worker], managers: Sequence[int]
) -> frozenset[int]:
    """Whose follow-ups this person covers on the day.

    The cover of somebody off, unless off too (edge case 25); then the first manager who works,
    else the first manager: never nobody.
    """
    return frozenset(
        worker.user_id
        for worker in workers.values()
        if worker.user_id != user_id
        and worker.is_off(day)
        and cover_of(worker, day, workers, managers) == user_id
    )


def cover_of(
    worker: Worker, day: date, workers: Mapping[int, Worker], managers: Sequence[int]
) -> int | None:
    """Who makes this person's calls that day; None only in a store without a manager."""
    asked = [worker.cover_id] if worker.cover_id is not None else []
    for user_id in (*asked, *(m for m in managers if m != worker.user_id)):
        other = workers.get(user_id)
        if other is None or not other.is_off(day):
            return user_id
    return next(iter(managers), None)


def holder_on(
    worker: Worker,
    day: date,
    wished: Span | None,
    workers: Mapping[int, Worker],
    *,
    evening: Sequence[int],
    managers: Sequence[int],
) -> int | None:
    """Who makes the call of a customer who wants it at certain hours (edge case 20), and whom it is
    counted for.

    The owner, or on a day off the cover, while they are there for a part of `wished` (store-local);
    then the owner's cover, the BDC (`evening`, in order) and the managers, the first who is. Nobody
    there at those hours changes nothing. None only in a store without a manager.
    """
    holder = cover_of(worker, day, workers, managers) if worker.is_off(day) else worker.user_id
    if wished is None:
        return holder
    asked = [holder, worker.cover_id, *evening, *managers]
    there = (
        user_id
        for user_id in asked
        if user_id is not None and _is_there(workers.get(user_id), day, wished)
    )
    return next(there, holder)


def away_for(
    user_id: int,
    day: date,
    workers: Mapping[int, Worker],
    *,
    evening: Sequence[int],
    managers: Sequence[int],
) -> frozenset[int]:
    """Whose calls `holder_on` may give this person at hours at which their holder is not there.

    A superset, by everybody's hours alone: customers' wishes are not asked.
    """
    mine = _hours_of(workers.get(user_id), day)
    if mine is None:
        return frozenset()
    found = set()
    for worker in workers.values():
        is_asked = user_id in (worker.cover_id, *evening, *managers)
        if worker.user_id == user_id or not is_asked:
            continue
        holder = cover_of(worker, day, workers, managers) if worker.is_off(day) else worker.user_id
        there = _hours_of(workers.get(holder) if holder is not None else None, day)
        is_longer = there is None or mine[0] < there[0] or there[1] < mine[1]
        if holder != user_id and is_longer:
            found.add(worker.user_id)
    return frozenset(found)


def _hours_of(worker: Worker | None, day: date) -> Span | None:
    return None if worker is None or worker.is_off(day) else worker.hours.on(day)


def _is_there(worker: Worker | None, day: date, wished: Span) -> bool:
    hours = _hours_of(worker, day)
    return hours is not None and hours[0] < wished[1] and wished[0] < hours[1]


def early_until(worker: Worker | None, today: date, store: WorkCalendar) -> date:
    """The last day whose follow-ups this person makes today already; `today` when none.

    That is the run of days off after today in which the store is open at least once. A day on
    which the store is closed owes nothing.
    """
    if worker is None or worker.is_off(today):
        return today
    last = today
    for offset in range(1, HORIZON_DAYS):
        day = today + timedelta(days=offset)
        if not worker.is_off(day) and store.is_open(day):
            break
        if store.is_open(day):
            last = day
    return last


def works_after(worker: Worker | None, day: date, store: WorkCalendar) -> date:
    """The first day after `day` on which the store is open and the person works.

    The store's next open day when the person is off for longer than the horizon.
    """
    first = store.open_day_after(day)
    for offset in range(1, HORIZON_DAYS):
        found = day + timedelta(days=offset)
        if store.is_open(found) and (worker is None or not worker.is_off(found)):
            return found
    return first


def names_of(user_ids: Collection[int], names: Mapping[int, str]) -> tuple[str, ...]:
    """First names in order, for a heading."""
    return tuple(sorted(names[user_id] for user_id in user_ids if user_id in names))
