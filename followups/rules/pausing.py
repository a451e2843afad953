""" "Call me in spring": a prospect paused to a date is no miss, and is shown as paused.

Edge case 54. The customer said when; until then nothing is due, nothing is missed and nothing is
lost from sight.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from dealerfollow.lib.workdays import WorkCalendar

MAX_DAYS = 180
Season = Literal["spring", "summer", "fall", "winter"]
FIRST_MONTH: dict[Season, int] = {"spring": 3, "summer": 6, "fall": 9, "winter": 12}


@dataclass(frozen=True)
class Step:
    """A step of the unsold cadence that is still open."""

    step_id: int
    due_on: date


@dataclass(frozen=True)
class Paused:
    """Shown as paused until `until`; then one contact on `contact_on`, which covers `covers`."""

    until: date
    contact_on: date
    covers: tuple[int, ...]


def season_starts_on(season: Season, *, today: date) -> date:
    """The first day of that season after today; winter begins in December."""
    start = date(today.year, FIRST_MONTH[season], 1)
    return start if start > today else date(today.year + 1, FIRST_MONTH[season], 1)


def suggested_until(season: Season, *, today: date) -> date:
    """What to offer for a season: its first day, or the longest pause when that is too far."""
    return min(season_starts_on(season, today=today), today + timedelta(days=MAX_DAYS))


def problem_with_pause(until: date, *, today: date) -> str:
    """The problem's code, "" when the prospect may be paused until that day."""
    if until <= today:
        return "pause_in_the_past"
    return "pause_too_long" if until > today + timedelta(days=MAX_DAYS) else ""


def paused(until: date, steps: tuple[Step, ...], *, today: date, calendar: WorkCalendar) -> Paused:
    """The pause. Steps due before its end are covered by the contact at its end; later ones stay.

    ValueError for a day that problem_with_pause refuses.
    """
    if problem := problem_with_pause(until, today=today):
        raise ValueError(problem)
    contact_on = calendar.next_open(until)
    covered = tuple(step.step_id for step in steps if step.due_on <= contact_on)
    return Paused(until, contact_on, covered)


def is_paused(until: date | None, *, today: date) -> bool:
    """True through the last day before `until`: no follow-up is due and no day's end misses one."""
    return until is not None and today < until
