"""Opening a heat case: once for a customer and store; a second report raises it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction

from customers.actions import lock_people
from customers.models import Customer
from customers.queries import rows_of_person
from dealerfollow.stores.actions import hold_staff
from dealerfollow.stores.models import Store, User
from dealerfollow.stores.queries import fallback_owner_of, works_at
from deliveries.models import Delivery
from followups.actions.effects import Recorder
from followups.actions.heat.notes import MOST_WORDS, note_step
from followups.actions.heat.owed import end_rows, give_time, owe_word
from followups.actions.heat.owners import give_cases, keep_owned
from followups.actions.heat.telling import tell_of_case
from followups.models import Attempt, HeatCase, HeatStep, Plan
from followups.queries.heat_day import heat_day
from followups.queries.heat_people import is_managers
from followups.rules.heat import first_update_on, owner_of_case, worse


@dataclass(frozen=True)
class _Report:
    """What somebody reports: how upset, about what, and what was agreed on."""

    severity: str
    words: str
    by: User
    now: datetime
    owner: User | None
    next_update_on: date | None
    is_from_call: bool


def open_heat(
    store: Store,
    customer: Customer,
    *,
    severity: str,
    cause: str,
    words: str,
    by: User,
    now: datetime,
    owner: User | None = None,
    seller: User | None = None,
    next_update_on: date | None = None,
    delivery: Delivery | None = None,
    attempt: Attempt | None = None,
    recorder: Recorder | None = None,
) -> HeatCase:
    """Opens a heat case with its follow-up "they hear again", and tells its owner (line 11).

    One at the store that is not yet confirmed is raised instead of doubled: to the worse of the
    two severities, sooner where that is sooner, and open again if it was resolved. It stays with
    whoever has it, but one that is severe now goes to a manager. Without an `owner` a new one is
    its `seller`'s; without either a severe one is a manager's, any other `by`'s. `next_update_on`
    is what was agreed on, else the rule's. On a call (`attempt`) pass the `recorder` of the log:
    then undo takes it back.
    """
    recorder = recorder or Recorder()
    said = words.strip()[:MOST_WORDS]
    is_from_call = attempt is not None
    report = _Report(severity, said, by, now, owner, next_update_on, is_from_call)
    with transaction.atomic(savepoint=False):
        hold_staff([store.pk])
        person_id = lock_people([customer.pk])[customer.pk]
        theirs = HeatCase.objects.filter(customer__in=rows_of_person(person_id), store=store)
        case = theirs.live().select_related("customer", "owner").open_first().first()
        if case is not None:
            case.store = store
            recorder.watch([case])
            _report_again(case, report, recorder)
            return case
        facts = {"cause": cause, "delivery": delivery, "attempt": attempt}
        report = replace(report, owner=owner or seller)
        return _open(store, person_id, report, facts, recorder)


def _open(
    store: Store, person_id: int, report: _Report, facts: Mapping[str, Any], recorder: Recorder
) -> HeatCase:
    day = heat_day(store, report.now)
    on = report.next_update_on or first_update_on(report.severity, day.today, day.calendar)
    owner = _owner(store, report)
    is_seen = owner.pk == report.by.pk
    case = HeatCase.objects.create(
        group_id=store.group_id,
        store=store,
        customer=Customer.objects.get(pk=person_id),
        severity=report.severity,
        words=report.words,
        owner=owner,
        next_update_on=max(on, day.today),
        opened_at=report.now,
        opened_by=report.by,
        acknowledged_at=report.now if is_seen else None,
        acknowledged_by=report.by if is_seen else None,
        **facts,
    )
    recorder.made(case)
    _note_and_owe(case, report, recorder)
    return case


def _report_again(case: HeatCase, report: _Report, recorder: Recorder) -> None:
    """The worse of the two counts, and the earlier day; whoever owns it hears of it again."""
    day, had = heat_day(case.store, report.now), case.owner_id
    keep_owned(case, by=report.by, now=report.now, recorder=recorder)
    was_open, severity = case.state == HeatCase.State.OPEN, worse(case.severity, report.severity)
    on = report.next_update_on or first_update_on(severity, day.today, day.calendar)
    on = max(on, day.today)
    is_raised, case.severity = severity != case.severity, severity
    if not was_open:
        case.state, case.resolved_at = HeatCase.State.OPEN, None
        case.reopened += 1
    elif case.next_update_on is not None and not report.next_update_on:
        on = min(on, case.next_update_on) if is_raised else case.next_update_on
    owner = report.owner or (_who_now(case) if is_raised else case.owner)
    if owner.pk != case.owner_id:
        recorder.watch(Plan.objects.filter(heat_case=case))
        give_cases([case], owner, by=report.by, now=report.now)
    is_moved = on != case.next_update_on or owner.pk != had
    case.next_update_on = on
    if is_raised or not was_open or is_moved:
        is_seen = owner.pk == report.by.pk
        case.acknowledged_at = report.now if is_seen else None
        case.acknowledged_by = report.by if is_seen else None
    case.save()
    if is_moved or not was_open:
        end_rows(case, "heat_sooner", by=report.by, now=report.now, recorder=recorder)
        kind = HeatStep.Kind.STEP if was_open else HeatStep.Kind.REOPENED
        _note_and_owe(case, report, recorder, kind=kind)
        return
    note_step(case, HeatStep.Kind.STEP, words=report.words, by=report.by, now=report.now)


def _note_and_owe(
    case: HeatCase,
    report: _Report,
    recorder: Recorder,
    *,
    kind: HeatStep.Kind = HeatStep.Kind.OPENED,
) -> None:
    by, now, day = report.by, report.now, heat_day(case.store, report.now)
    on = case.next_update_on or day.today
    note_step(case, kind, words=report.words, next_update_on=on, by=by, now=now)
    row = owe_word(case, on, day, now=now, recorder=recorder)
    if row.owner_id != by.pk:
        give_time(row, day, now=now)
    tell_of_case(case, by=by, now=now, is_from_call=report.is_from_call, recorder=recorder)


def _who_now(case: HeatCase) -> User:
    """Whose a case is that was raised: whoever has it goes on with it, but a severe one is a
    manager's."""
    if case.severity != HeatCase.Severity.SEVERE or is_managers(case):
        return case.owner
    return fallback_owner_of(case.store)


def _owner(store: Store, report: _Report) -> User:
    """Who takes care of it: never somebody who makes no calls at the store."""
    works = works_at(store, report.by)
    asked = report.owner.pk if report.owner else None
    manager = fallback_owner_of(store)
    pk = owner_of_case(
        report.severity, asked=asked, by=report.by.pk if works else None, manager=manager.pk
    )
    known = {user.pk: user for user in (report.owner, report.by, manager) if user is not None}
    return known[pk]
