"""What a change of a cadence would bring: follow-ups per person and day over the next 90 days."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from dealerfollow.lib.workdays import WorkCalendar
from followups.rules.cadence import Cadence, Condition
from followups.rules.touchpoints import Step, first_step_due_after, step_after

PREVIEW_DAYS = 90


@dataclass(frozen=True, slots=True)
class Enrolled:
    """A running plan as the preview needs it: whose it is, its anchor, the condition of the car."""

    owner_id: int
    anchor_on: date
    condition: Condition | None = None


@dataclass(frozen=True)
class Preview:
    """Follow-ups more (or, below zero, fewer) per person and day; days without a change are left
    out."""

    added: Mapping[int, Mapping[date, int]]

    @cached_property
    def totals(self) -> dict[int, int]:
        """Person -> how many more in all."""
        return {owner_id: sum(days.values()) for owner_id, days in self.added.items()}

    def days_over(self, cap: int, already_due: Mapping[int, Mapping[date, int]]) -> dict[int, int]:
        """Person -> on how many days the change takes them from the cap or below to above it."""
        return {
            owner_id: sum(
                already_due.get(owner_id, {}).get(day, 0)
                <= cap
                < already_due.get(owner_id, {}).get(day, 0) + more
                for day, more in days.items()
            )
            for owner_id, days in self.added.items()
        }


def preview(
    before: Cadence,
    after: Cadence,
    plans: Iterable[Enrolled],
    *,
    calendar: WorkCalendar,
    today: date,
    days: int = PREVIEW_DAYS,
    survey_opens_days: int | None = None,
) -> Preview:
    """What these plans would make under `after` and do not under `before`, from tomorrow on.

    Plans of the same anchor are walked once. Raises NeverOpenError for a store that never opens.
    """
    until = today + timedelta(days=days)
    change: dict[tuple[date, Condition | None], Counter[date]] = {}
    added: dict[int, Counter[date]] = {}
    for plan in plans:
        key = plan.anchor_on, plan.condition
        if key not in change:
            found: Counter[date] = Counter()
            for cadence, sign in ((after, 1), (before, -1)):
                for step in _steps(cadence, *key, calendar, today, survey_opens_days):
                    if step.nominal_on > until + _SLACK:
                        break
                    if step.due_on <= until:
                        found[step.due_on] += sign
            change[key] = found
        mine = added.setdefault(plan.owner_id, Counter())
        for day, more in change[key].items():
            mine[day] += more
    return Preview(
        {
            owner_id: {day: more for day, more in sorted(per_day.items()) if more}
            for owner_id, per_day in added.items()
        }
    )


_SLACK = timedelta(days=31)
"""A deadline asked for after the last day may be due before it."""


def _steps(
    cadence: Cadence,
    anchor_on: date,
    condition: Condition | None,
    calendar: WorkCalendar,
    today: date,
    survey_opens_days: int | None,
) -> Iterator[Step]:
    """The steps due after today, in the order of the plan, without end for a recurring row."""
    step = first_step_due_after(
        cadence,
        anchor_on,
        today,
        condition=condition,
        calendar=calendar,
        survey_opens_days=survey_opens_days,
    )
    while step is not None:
        if step.due_on > today:
            yield step
        step = step_after(
            cadence,
            anchor_on,
            after=step.pointer,
            condition=condition,
            calendar=calendar,
            survey_opens_days=survey_opens_days,
        )
