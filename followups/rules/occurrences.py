"""The nominal days of a cadence and their total order: (nominal day, position, occurrence).

Recurring rows have no end, so nothing here enumerates them: the occurrence on or after a day is
computed from the anchor, in the same time for a car of last week and of twenty years ago.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from dealerfollow.lib.workdays import add_months
from followups.rules.cadence import Cadence, Condition, Touchpoint

Pointer = tuple[str, int]
"""(touchpoint code, occurrence): the first occurrence is 1."""


class Place(NamedTuple):
    """Where an occurrence stands in its plan; places compare in the order of the plan."""

    nominal_on: date
    position: int
    occurrence: int


def nominal_day(touchpoint: Touchpoint, anchor_on: date, occurrence: int) -> date:
    """The day that the cadence asks for, before closed days and deadlines move it."""
    months = (touchpoint.offset_months or 0) + (occurrence - 1) * touchpoint.every_months
    return add_months(anchor_on, months) + timedelta(days=touchpoint.offset_days or 0)


def place_of(cadence: Cadence, anchor_on: date, pointer: Pointer) -> Place:
    """The place of an occurrence. Raises UnknownTouchpointError, or ValueError when that row has
    no such occurrence."""
    code, occurrence = pointer
    position = cadence.position(code)
    touchpoint = cadence.touchpoints[position]
    if occurrence < 1 or (occurrence > 1 and not touchpoint.every_months):
        raise ValueError(f"{code} has no occurrence {occurrence}")
    return Place(nominal_day(touchpoint, anchor_on, occurrence), position, occurrence)


def place_after(
    cadence: Cadence, anchor_on: date, after: Place | None, condition: Condition | None
) -> Place | None:
    """The place that follows `after` among the rows for that condition; None at the end.

    With None for `after`, the first place of the plan.
    """
    found = (
        _place_in_row(touchpoint, position, anchor_on, after)
        for position, touchpoint in enumerate(cadence.touchpoints)
        if touchpoint.applies(condition)
    )
    return min((place for place in found if place is not None), default=None)


def place_from(
    cadence: Cadence, anchor_on: date, day: date, condition: Condition | None
) -> Place | None:
    """The first place whose nominal day is `day` or later."""
    return place_after(cadence, anchor_on, Place(day, -1, 0), condition)


def _place_in_row(
    touchpoint: Touchpoint, position: int, anchor_on: date, after: Place | None
) -> Place | None:
    def place(occurrence: int) -> Place:
        return Place(nominal_day(touchpoint, anchor_on, occurrence), position, occurrence)

    if after is None:
        return place(1)
    if not touchpoint.every_months:
        once = place(1)
        return once if once > after else None
    occurrence = _occurrence_near(touchpoint, anchor_on, after.nominal_on)
    while place(occurrence) <= after:
        occurrence += 1
    return place(occurrence)


def _occurrence_near(touchpoint: Touchpoint, anchor_on: date, day: date) -> int:
    target = day - timedelta(days=touchpoint.offset_days or 0)
    months = (target.year - anchor_on.year) * 12 + target.month - anchor_on.month
    # The first in the month of that day or later, so never too late and at most one too early.
    return max(1, 1 - ((touchpoint.offset_months or 0) - months) // touchpoint.every_months)
