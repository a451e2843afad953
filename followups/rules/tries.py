"""The ladder of tries: when to try again, by what, and when it is enough (decision 2)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Literal

from dealerfollow.lib.workdays import Span, WorkCalendar

PartOfDay = Literal["morning", "afternoon", "evening"]
PARTS: tuple[PartOfDay, ...] = ("morning", "afternoon", "evening")
_STARTS = {"morning": time(0), "afternoon": time(12), "evening": time(17)}
_ENDS = {"morning": time(12), "afternoon": time(17), "evening": time.max}


@dataclass(frozen=True, slots=True)
class Ladder:
    """A store's table: at least so many tries, on so many days, in so many parts of the day."""

    tries: int = 3
    days: int = 2
    parts: int = 2
    voicemails: int = 2


@dataclass(frozen=True, slots=True)
class Try:
    """One try that reached nobody, in the store's time."""

    tried_on: date
    part: PartOfDay
    is_voicemail: bool = False


@dataclass(frozen=True, slots=True)
class NextTry:
    """When to try again; `number` names the try, `by` is "phone" or "text_or_email"."""

    try_on: date
    part: PartOfDay
    number: int
    by: Literal["phone", "text_or_email"] = "phone"
    may_leave_voicemail: bool = True
    is_after_deadline: bool = False


@dataclass(frozen=True, slots=True)
class NotReached:
    """The ladder is exhausted: the follow-up closes as tried, not as reached."""

    tries: int
    voicemails: int


DEFAULT_LADDER = Ladder()


def part_of_day(at: time | datetime) -> PartOfDay:
    """Morning until 12:00, afternoon until 17:00, then evening; of local time."""
    clock = at.time() if isinstance(at, datetime) else at
    if clock < _ENDS["morning"]:
        return "morning"
    return "afternoon" if clock < _ENDS["afternoon"] else "evening"


def next_try(
    tries: Sequence[Try],
    *,
    calendar: WorkCalendar,
    ladder: Ladder = DEFAULT_LADDER,
    deadline_on: date | None = None,
    can_write: bool = False,
) -> NextTry | NotReached:
    """What follows these tries, oldest first: the next one, or the end.

    The next try is on the next open day, in the open part of the day that was tried least. When
    that day lies after `deadline_on` (the last day before a survey), it stays on the day of the
    last try if a later open part of it is left. The last try is a text or e-mail when `can_write`.
    Raises ValueError without a try, NeverOpenError for a store that never opens.
    """
    if not tries:
        raise ValueError("the ladder starts with a try")
    voicemails = sum(one.is_voicemail for one in tries)
    if _is_enough(tries, ladder):
        return NotReached(len(tries), voicemails)
    last = tries[-1]
    try_on = calendar.open_day_after(last.tried_on)
    parts = _open_parts(calendar.hours_on(try_on))
    is_late = deadline_on is not None and try_on > deadline_on
    if is_late and deadline_on is not None and last.tried_on <= deadline_on:
        left = _open_parts(calendar.hours_on(last.tried_on))
        left = [part for part in left if PARTS.index(part) > PARTS.index(last.part)]
        if left:
            try_on, parts, is_late = last.tried_on, left, False
    number = len(tries) + 1
    return NextTry(
        try_on,
        _least_tried(parts, tries),
        number,
        by="text_or_email" if can_write and number >= ladder.tries else "phone",
        may_leave_voicemail=voicemails < ladder.voicemails,
        is_after_deadline=is_late,
    )


def _is_enough(tries: Sequence[Try], ladder: Ladder) -> bool:
    """Enough tries alone are not enough: three calls in one lunch break reach nobody.

    A store whose hours (or table) cannot give so many days or parts ends at twice the tries.
    """
    days = {one.tried_on for one in tries}
    parts = {one.part for one in tries}
    is_spread = len(days) >= ladder.days and len(parts) >= ladder.parts
    return len(tries) >= (ladder.tries if is_spread else 2 * ladder.tries)


def _open_parts(hours: Span | None) -> list[PartOfDay]:
    if hours is None:
        return []
    opens, closes = hours
    return [part for part in PARTS if opens < _ENDS[part] and closes > _STARTS[part]]


def _least_tried(parts: Sequence[PartOfDay], tries: Sequence[Try]) -> PartOfDay:
    """The part tried least; of equals the later one, when people are at home."""
    counts = Counter(one.part for one in tries)
    return min(parts, key=lambda part: (counts[part], -PARTS.index(part)))
