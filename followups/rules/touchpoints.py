"""When each touchpoint of a cadence is due, step by step, and how a delivery joins late.

A plan is walked by one pointer, (touchpoint code, occurrence): `step_after` visits every step once,
in the order of `occurrences.Place`. `condition` is the car's ("new", "used", or None where the
plan belongs to no car); `survey_opens_days` counts from the anchor, None where no survey comes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dealerfollow.lib.workdays import WorkCalendar
from followups.rules.cadence import ENDS, Cadence, Condition, Touchpoint
from followups.rules.due_days import Note, due_day, skipped_days
from followups.rules.occurrences import Place, Pointer, place_after, place_from, place_of

LEAD_DAYS = 7
"""A follow-up is made this many days before its due day: late enough to know the
customer as they are then, early enough to spread the load."""


@dataclass(frozen=True, slots=True)
class Step:
    """One occurrence of a touchpoint: the day asked for, the day due, and the day it is made."""

    touchpoint: Touchpoint
    occurrence: int
    nominal_on: date
    due_on: date
    make_on: date
    note: tuple[Note, ...] = ()

    @property
    def pointer(self) -> Pointer:
        """What `step_after` continues from."""
        return self.touchpoint.code, self.occurrence


@dataclass(frozen=True, slots=True)
class LateJoin:
    """A delivery learned of late: its post-sale step, what that answers too, and what goes on."""

    post_sale: Step
    superseded: tuple[Step, ...]
    next_step: Step | None


def first_step(
    cadence: Cadence,
    anchor_on: date,
    *,
    condition: Condition | None,
    calendar: WorkCalendar,
    survey_opens_days: int | None = None,
) -> Step | None:
    """The first step of the plan; None for a cadence that asks nothing of this car."""
    plan = _Plan(cadence, anchor_on, condition, calendar, survey_opens_days)
    return next(plan.walk(None), None)


def step_at(
    cadence: Cadence,
    anchor_on: date,
    code: str,
    occurrence: int,
    *,
    condition: Condition | None,
    calendar: WorkCalendar,
    survey_opens_days: int | None = None,
) -> Step:
    """The step that a pointer names: for re-dating open rows when a calendar or an anchor changed.

    Raises UnknownTouchpointError, or ValueError for an occurrence that the row does not have.
    """
    plan = _Plan(cadence, anchor_on, condition, calendar, survey_opens_days)
    return plan.step(place_of(cadence, anchor_on, (code, occurrence)))


def step_after(
    cadence: Cadence,
    anchor_on: date,
    *,
    after: Pointer,
    condition: Condition | None,
    calendar: WorkCalendar,
    survey_opens_days: int | None = None,
) -> Step | None:
    """The step that follows the pointer; None at the end of a cadence without recurring rows.

    Raises UnknownTouchpointError, or ValueError for an occurrence that the row does not have.
    """
    plan = _Plan(cadence, anchor_on, condition, calendar, survey_opens_days)
    return next(plan.walk(plan.place_of(after)), None)


def first_step_due_after(
    cadence: Cadence,
    anchor_on: date,
    day: date,
    *,
    condition: Condition | None,
    calendar: WorkCalendar,
    survey_opens_days: int | None = None,
) -> Step | None:
    """The first step due strictly after `day` (go-live, decision 1); None when there is none.

    Costs the same for an anchor of last week and of twenty years ago.
    """
    # A row asked for on a closed day moves on; what was asked for up to the last open day cannot.
    start_on = calendar.previous_open(day) + timedelta(days=1)
    plan = _Plan(cadence, anchor_on, condition, calendar, survey_opens_days)
    return next((step for step in plan.walk_from(start_on) if step.due_on > day), None)


def steps_due_through(
    cadence: Cadence,
    anchor_on: date,
    through: date,
    *,
    condition: Condition | None,
    calendar: WorkCalendar,
    survey_opens_days: int | None = None,
    after: Pointer | None = None,
) -> tuple[Step, ...]:
    """Every step due by `through`, in the order of the plan, after the pointer if one is given."""
    last_nominal_on = calendar.open_day_after(through)
    plan = _Plan(cadence, anchor_on, condition, calendar, survey_opens_days)
    found: list[Step] = []
    for step in plan.walk(plan.place_of(after)):
        if step.due_on <= through:
            found.append(step)
        elif step.nominal_on > last_nominal_on:
            break
    return tuple(found)


def late_join(
    cadence: Cadence,
    anchor_on: date,
    learned_on: date,
    *,
    condition: Condition,
    calendar: WorkCalendar,
    survey_opens_days: int | None = None,
) -> LateJoin:
    """How a delivery joins its cadence on the day that the store learned of it (edge case 34).

    Learned in time: the plan from its first step. Learned after the post-sale day: that call is due
    on the next open day, and whatever would have been due before `learned_on` is superseded by it.
    Raises ValueError for a cadence that does not start with a post-sale row.
    """
    steps = _Plan(cadence, anchor_on, condition, calendar, survey_opens_days).walk(None)
    post_sale = next(steps, None)
    if post_sale is None or post_sale.touchpoint.kind != "post_sale":
        raise ValueError("a delivery's cadence starts with its post-sale row")
    if learned_on <= post_sale.due_on:
        return LateJoin(post_sale, (), next(steps, None))
    superseded: list[Step] = []
    following = next(steps, None)
    while following is not None and following.due_on < learned_on:
        superseded.append(following)
        following = next(steps, None)
    due_on = calendar.next_open(learned_on)
    note = (Note("learned_late"), *skipped_days(learned_on, due_on, calendar))
    return LateJoin(replace(post_sale, due_on=due_on, note=note), tuple(superseded), following)


@dataclass(frozen=True, slots=True)
class _Plan:
    """What every function here is asked about: one anchor in one cadence and its circumstances."""

    cadence: Cadence
    anchor_on: date
    condition: Condition | None
    calendar: WorkCalendar
    survey_opens_days: int | None

    def place_of(self, pointer: Pointer | None) -> Place | None:
        return None if pointer is None else place_of(self.cadence, self.anchor_on, pointer)

    def walk(self, after: Place | None) -> Iterator[Step]:
        place = place_after(self.cadence, self.anchor_on, after, self.condition)
        while place is not None:
            yield self.step(place)
            place = place_after(self.cadence, self.anchor_on, place, self.condition)

    def walk_from(self, day: date) -> Iterator[Step]:
        place = place_from(self.cadence, self.anchor_on, day, self.condition)
        if place is not None:
            yield self.step(place)
            yield from self.walk(place)

    def step(self, place: Place) -> Step:
        touchpoint = self.cadence.touchpoints[place.position]
        survey = self.survey_opens_days if self.condition == "new" else None
        due_on, note = due_day(
            touchpoint,
            place.nominal_on,
            calendar=self.calendar,
            anchor_on=None if self.cadence.anchor_kind in ENDS else self.anchor_on,
            survey_opens_on=None if survey is None else self.anchor_on + timedelta(days=survey),
        )
        if years := self._anniversary(touchpoint, place):
            note = (*note, Note("anniversary", number=years))
        is_post_sale = touchpoint.kind == "post_sale"
        make_on = self.anchor_on if is_post_sale else due_on - timedelta(days=LEAD_DAYS)
        return Step(touchpoint, place.occurrence, place.nominal_on, due_on, make_on, note)

    def _anniversary(self, touchpoint: Touchpoint, place: Place) -> int:
        """Years since the purchase, for a check-in on that day; 0 when a row of its own asks."""
        if self.cadence.anchor_kind != "ownership" or touchpoint.kind != "check_in":
            return 0
        if touchpoint.offset_months is None:
            return 0
        if any(row.kind == "anniversary" for row in self.cadence.touchpoints):
            return 0
        months = touchpoint.offset_months + (place.occurrence - 1) * touchpoint.every_months
        return months // 12 if months % 12 == 0 else 0
