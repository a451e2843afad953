"""The due day of a touchpoint: deadlines and birthdays move back, the rest on (decision 5)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from dealerfollow.lib.workdays import WorkCalendar
from followups.rules.cadence import Touchpoint

_ONE_DAY = timedelta(days=1)


class Note(NamedTuple):
    """Why a step is as it is: a code, the closed days that were skipped, a number of years."""

    code: str
    days: tuple[date, ...] = ()
    number: int = 0


def due_day(
    touchpoint: Touchpoint,
    nominal_on: date,
    *,
    calendar: WorkCalendar,
    anchor_on: date | None,
    survey_opens_on: date | None = None,
) -> tuple[date, tuple[Note, ...]]:
    """The open day on which the touchpoint is due, and the notes that say why it moved.

    Nothing moves before the day after `anchor_on` (None: no such floor, as for a lease's end). A
    post-sale call comes before the survey when there is an open day for it.
    """
    if touchpoint.deadline or touchpoint.kind == "birthday":
        due_on, note = _due_before(touchpoint, nominal_on, anchor_on, calendar)
    else:
        due_on = calendar.next_open(nominal_on)
        note = skipped_days(nominal_on, due_on, calendar)
    if (
        touchpoint.kind != "post_sale"
        or anchor_on is None
        or survey_opens_on is None
        or due_on < survey_opens_on
    ):
        return due_on, note
    return _due_before_survey(due_on, survey_opens_on, anchor_on, calendar)


def may_leave_on(
    touchpoint: Touchpoint, channel: str | None, nominal_on: date, due_on: date
) -> date | None:
    """The birthday itself, where the store is closed on it and what was prepared the open day
    before is a text or an e-mail: that may leave on the day (edge case 11). None for all else: a
    call, and a letter, are made on the open day before."""
    is_written = touchpoint.kind == "birthday" and channel in ("text", "email")
    return nominal_on if is_written and due_on < nominal_on else None


def skipped_days(asked_on: date, due_on: date, calendar: WorkCalendar) -> tuple[Note, ...]:
    """The note that names the closed days between the day asked for and a later due day."""
    days = calendar.closed_days_between(asked_on, due_on)
    return (Note("moved_for_closed_days", days),) if days else ()


def _due_before(
    touchpoint: Touchpoint, nominal_on: date, anchor_on: date | None, calendar: WorkCalendar
) -> tuple[date, tuple[Note, ...]]:
    """Edge cases 8 and 11. A birthday's text or e-mail may still leave on the day itself, which is
    the last of the days that the note names."""
    due_on = calendar.previous_open(nominal_on)
    if due_on == nominal_on:
        return due_on, ()
    if anchor_on is not None and due_on <= anchor_on <= nominal_on:
        due_on = calendar.next_open(nominal_on)  # no open day is left between anchor and deadline
        return due_on, skipped_days(nominal_on, due_on, calendar)
    code = "moved_earlier_for_deadline" if touchpoint.deadline else "moved_earlier_for_birthday"
    return due_on, (Note(code, calendar.closed_days_between(due_on, nominal_on)),)


def _due_before_survey(
    due_on: date, opens_on: date, anchor_on: date, calendar: WorkCalendar
) -> tuple[date, tuple[Note, ...]]:
    """Edge case 2: before the maker's survey, on an open day after the delivery if there is one."""
    moved_on = calendar.previous_open(opens_on - _ONE_DAY)
    if moved_on > anchor_on:
        return moved_on, (Note("moved_earlier_for_survey"),)
    return min(due_on, calendar.open_day_after(anchor_on)), (Note("survey_opens_first"),)
