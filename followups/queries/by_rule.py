"""What the rule itself says is owed: asked once per distinct case, to compare with what is there.

Only verify_invariants asks; planning has its own answer table and must not check itself.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from customers.rules.ways import BITS, channel_for
from dealerfollow.lib.workdays import WorkCalendar
from dealerfollow.stores.models import ClosedDay, Store
from dealerfollow.stores.queries import calendar_of
from followups.queries.cadences import cadence_of
from followups.rules.cadence import DEFAULT_CADENCES, Cadence
from followups.rules.outcomes import SERVICE_KINDS
from followups.rules.surveys import is_surveyed
from followups.rules.touchpoints import (
    LEAD_DAYS,
    Step,
    first_step,
    first_step_due_after,
    step_after,
    step_at,
)

__all__ = [
    "LEAD_DAYS",
    "SERVICE_KINDS",
    "PlanCase",
    "RowCase",
    "StoreRule",
    "allowed_channel",
    "store_rules",
]
Owed = tuple[str, int]


@dataclass(frozen=True)
class PlanCase:
    """What the owed rows of a plan depend on: many plans share one."""

    cadence: int
    anchor_kind: str
    anchor_on: date
    condition: str
    starts_on: date
    touchpoint: str
    occurrence: int
    ended_on: date | None


@dataclass(frozen=True)
class RowCase:
    """What the due day of a row depends on: many follow-ups share one."""

    cadence: int
    anchor_kind: str
    anchor_on: date
    condition: str
    touchpoint: str
    occurrence: int


@dataclass(frozen=True)
class StoreRule:
    """The rule as it answers for one store at one moment."""

    store: Store
    today: date

    @cached_property
    def calendar(self) -> WorkCalendar:
        """The store's open days now, with the holidays of all the years in which it had rows."""
        return calendar_of(self.store, today=self.today, since=self.store.follow_up_starts_on)

    @cached_property
    def former_calendar(self) -> WorkCalendar:
        """The same with the closed days that were revoked: rows made before kept their day."""
        revoked = ClosedDay.objects.filter(store=self.store).values_list("on", flat=True)
        return WorkCalendar(self.calendar.hours, self.calendar.closed | frozenset(revoked))

    def rows_owed(self, case: PlanCase) -> list[Owed]:
        """(touchpoint, occurrence) of every row that such a plan must have by now.

        From where it was enrolled to its pointer, or to its end when it walked through. A step
        that the calendar may have moved across the day of enrolment is left out.
        """
        cadence = self._cadence(case)
        if cadence is None:
            return []
        stop = self._order(cadence, self._at_pointer(cadence, case)) if case.touchpoint else None
        last_on = case.ended_on or self.today
        owed = []
        for step in self._walk(cadence, case):
            is_past = self._order(cadence, step) >= stop if stop else step.make_on > last_on
            if is_past:
                break
            owed.append(step.pointer)
        return owed

    def make_on(self, case: PlanCase) -> date | None:
        """The day on which the pointer's row is to be made; None for a plan without pointer."""
        cadence = self._cadence(case)
        if cadence is None or not case.touchpoint:
            return None
        return self._at_pointer(cadence, case).make_on

    def due_on(self, case: RowCase) -> date | None:
        """The due day of such a row, by the calendar of now or of before, and by any make's
        survey: the latest."""
        cadence = self._cadence(case)
        if cadence is None:
            return None
        pointer = (case.touchpoint, case.occurrence)
        facts = (
            {**self._facts(case, calendar), **days}
            for calendar in (self.calendar, self.former_calendar)
            for days in self._survey_days(case)
        )
        steps = (step_at(cadence, case.anchor_on, *pointer, **one) for one in facts)
        return max(step.due_on for step in steps)

    def _survey_days(self, case: RowCase) -> list[dict[str, Any]]:
        """The makes do not agree, and a case is of no one car: each number that the store says."""
        if not is_surveyed(case.condition, sells_new=self.store.sells_new):
            return [{}]
        said = {self.store.survey_opens_days, *self.store.survey_days_by_make.values()}
        return [{"survey_opens_days": days} for days in said]

    def _cadence(self, case: PlanCase | RowCase) -> Cadence | None:
        if case.anchor_kind not in DEFAULT_CADENCES:
            return None
        return cadence_of(case.cadence or None, case.anchor_kind)

    def _facts(self, case: PlanCase | RowCase, calendar: WorkCalendar) -> dict[str, Any]:
        has_survey = is_surveyed(case.condition, sells_new=self.store.sells_new)
        return {
            "condition": case.condition,
            "calendar": calendar,
            "survey_opens_days": self.store.survey_opens_days if has_survey else None,
        }

    def _at_pointer(self, cadence: Cadence, case: PlanCase) -> Step:
        facts = self._facts(case, self.calendar)
        return step_at(cadence, case.anchor_on, case.touchpoint, case.occurrence, **facts)

    def _walk(self, cadence: Cadence, case: PlanCase) -> Iterator[Step]:
        facts = self._facts(case, self.calendar)
        if case.anchor_kind == "delivery":
            step = first_step(cadence, case.anchor_on, **facts)
        else:
            step = first_step_due_after(cadence, case.anchor_on, case.starts_on, **facts)
            if step and step.nominal_on <= case.starts_on:
                step = step_after(cadence, case.anchor_on, after=step.pointer, **facts)
        while step is not None:
            yield step
            step = step_after(cadence, case.anchor_on, after=step.pointer, **facts)

    def _order(self, cadence: Cadence, step: Step) -> tuple[date, int, int]:
        return step.nominal_on, cadence.position(step.touchpoint.code), step.occurrence


def store_rules(store_ids: Iterable[int], *, now: datetime) -> dict[int, StoreRule]:
    """Store id to its rule, each with its own today."""
    stores = Store.objects.filter(pk__in=set(store_ids))
    return {store.pk: StoreRule(store, store.day_of(now)) for store in stores}


def allowed_channel(channel: str, ways: int, preferred: str, *, is_related: bool) -> str | None:
    """The channel that a follow-up on `channel` belongs on; None when it must be stopped."""
    if BITS.get(channel, 0) & ways:
        return channel
    return channel_for(
        channel,
        ways=ways,
        preferred=preferred,
        is_preferred_taken=False,
        is_related=is_related,
    )
