"""How a heat case ends: resolved by us, over only when the customer says so; and not for good."""

from datetime import date, datetime

from django.db import transaction

from customers.queries import goes_on, rows_of_person
from dealerfollow.stores.models import User
from followups.actions.effects import Recorder
from followups.actions.heat.notes import MOST_WORDS, note_step
from followups.actions.heat.owed import (
    CONFIRM,
    HeatRefused,
    end_rows,
    held,
    owe_word,
)
from followups.actions.heat.owners import keep_owned
from followups.actions.heat.telling import tell_of_case
from followups.models import HeatCase, HeatStep
from followups.queries.heat_day import heat_day
from followups.queries.heat_people import may_end
from followups.rules.heat import confirm_on, first_update_on

HEARD = ("first_update_at", "acknowledged_at", "acknowledged_by")  # as the talk has set them


@transaction.atomic
def resolve(case: HeatCase, words: str, *, by: User, now: datetime) -> HeatCase:
    """What was done, in words. Two open days later the customer is asked whether it is settled.

    Raises HeatRefused when it is not open: twice is once; and to others than a manager when a
    manager has it: what was given to them is theirs to call done.
    """
    case = held(case)
    _refuse_others(case, by)
    if case.state != HeatCase.State.OPEN:
        raise HeatRefused("not_open")
    recorder, day = Recorder(), heat_day(case.store, now)
    end_rows(case, "heat_resolved", by=by, now=now, recorder=recorder)
    case.state, case.resolved_at = HeatCase.State.RESOLVED, now
    case.resolution = words.strip()[:MOST_WORDS]
    case.next_update_on = confirm_on(day.today, day.calendar)
    case.save()
    said = {"words": case.resolution, "next_update_on": case.next_update_on}
    note_step(case, HeatStep.Kind.RESOLVED, by=by, now=now, **said)
    on = case.next_update_on
    owe_word(case, on, day, touchpoint=CONFIRM, now=now, recorder=recorder)
    return case


@transaction.atomic
def confirm(case: HeatCase, words: str, *, by: User, now: datetime) -> HeatCase:
    """The customer said that it is settled, without a talk that could be logged: in a text or a
    review. Raises HeatRefused when it is not resolved, and as `resolve` does. A logged talk in
    which they say so counts whoever had it: then it is the customer who ends it."""
    case = held(case)
    _refuse_others(case, by)
    if case.state != HeatCase.State.RESOLVED:
        raise HeatRefused("not_resolved")
    settle(case, by=by, now=now, recorder=Recorder())
    note_step(case, HeatStep.Kind.CONFIRMED, words=words, by=by, now=now)
    return case


def _refuse_others(case: HeatCase, by: User) -> None:
    if not may_end(case, by):
        raise HeatRefused("managers_only")


def settle(case: HeatCase, *, by: User, now: datetime, recorder: Recorder) -> None:
    """Over, of a case that the caller holds and watches. No step is written: a talk is a line of
    the story by itself, and taking it back must leave none."""
    end_rows(case, "heat_confirmed", by=by, now=now, recorder=recorder)
    case.state, case.confirmed_at, case.next_update_on = HeatCase.State.CONFIRMED, now, None
    case.save(update_fields=["state", "confirmed_at", "next_update_on", *HEARD])


@transaction.atomic
def reopen_case(
    case: HeatCase,
    words: str,
    *,
    by: User,
    now: datetime,
    next_update_on: date | None = None,
) -> HeatCase:
    """It is not settled after all: they hear again as of a new one, and its owner is told.

    Raises HeatRefused when it is open, or when another case of theirs is open at the store.
    """
    case = held(case)
    if case.state == HeatCase.State.OPEN:
        raise HeatRefused("open_already")
    person_id = goes_on([case.customer_id])[case.customer_id]
    theirs = HeatCase.objects.filter(customer__in=rows_of_person(person_id), store=case.store_id)
    if theirs.filter(state=HeatCase.State.OPEN).exists():
        raise HeatRefused("another_open")
    recorder, day = Recorder(), heat_day(case.store, now)
    keep_owned(case, by=by, now=now, recorder=recorder)
    on = next_update_on or first_update_on(case.severity, day.today, day.calendar)
    end_rows(case, "heat_reopened", by=by, now=now, recorder=recorder)
    case.state, case.next_update_on = HeatCase.State.OPEN, max(on, day.today)
    case.resolved_at = case.confirmed_at = None
    case.reopened += 1
    is_seen = case.owner_id == by.pk
    case.acknowledged_at, case.acknowledged_by = (now, by) if is_seen else (None, None)
    case.save()
    said = {"words": words, "next_update_on": case.next_update_on}
    note_step(case, HeatStep.Kind.REOPENED, by=by, now=now, **said)
    owe_word(case, case.next_update_on, day, now=now, recorder=recorder)
    tell_of_case(case, by=by, now=now, is_from_call=False, recorder=recorder)
    return case
