"""Writing an attempt down: lock, compare, ask the rules, change, record."""

from datetime import datetime

from django.db import transaction

from customers.actions import lock_people
from customers.models import Customer
from customers.queries import rows_of_person
from dealerfollow.stores.actions import hold_staff
from dealerfollow.stores.models import Store, User
from dealerfollow.tenancy.plain_writes import insert
from followups.actions.log_attempt.before import Before, before
from followups.actions.log_attempt.changes import apply_changes
from followups.actions.log_attempt.circumstances import Circumstances
from followups.actions.log_attempt.details import AlreadyLogged, LogDetails, LogRefused
from followups.actions.log_attempt.locks import lock_customer, lock_shown
from followups.actions.log_attempt.problems import problems_of, refusal_of
from followups.actions.log_attempt.ticking import ticked_of
from followups.actions.log_attempt.watching import note_made, watch
from followups.actions.referrals import known_as
from followups.models import Attempt, FollowUp
from followups.queries.people import Staff
from followups.rules.claimed_time import problem_with_day
from followups.rules.outcomes import OUTCOMES, effects_of, is_conversation
from followups.rules.purpose import purpose_of_log


def log_attempt(
    follow_up: FollowUp, log: LogDetails, *, by: User, now: datetime, staff: Staff | None = None
) -> Attempt:
    """Logs a contact with the customer of `follow_up`, by `by`, at `now` (or `log.made_at`).

    The same key gives the first attempt again. Raises AlreadyLogged when the card changed after
    it was shown, LogRefused with the problem of each field; then nothing was saved. Needs the
    group's scope. `staff` spares the question who works today; of another day or store it is not
    used. After any other error the transaction must be rolled back.
    """
    return log_contact(follow_up.store, follow_up.customer_id, log, by=by, now=now, staff=staff)


def log_contact(
    store: Store,
    customer_id: int,
    log: LogDetails,
    *,
    by: User,
    now: datetime,
    staff: Staff | None = None,
) -> Attempt:
    """Logs any contact with a customer at a store, with or without a follow-up due (decision 13).

    What `log.ticked` names is closed as made, before its day too. Else as log_attempt.
    """
    _refuse_far_days(store, log, now)
    customer = _locked(store, customer_id, log)
    shown = lock_shown(log.shown, customer, store.pk)
    known = before(customer, log, by=by, now=now)
    if known.same_id is not None:
        return Attempt.objects.get(pk=known.same_id)
    if not log.is_second:
        _refuse_lost_race(shown, log, known)
    rows = [r for r in shown if r.pk in log.ticked and r.state == FollowUp.State.OPEN]
    around = Circumstances(store, customer, rows, log, by=by, now=now, before=known, staff=staff)
    problems = problems_of(around)
    if problems:
        raise refusal_of(around, problems)
    with transaction.atomic(savepoint=False):
        return _record(around)


def _locked(store: Store, customer_id: int, log: LogDetails) -> Customer:
    """The customer; before them the staff, where the log gives somebody work, and with them whoever
    they named, by id: everybody locks in this order."""
    gives_work = log.named, log.upset, log.surveyed, log.promise
    if any(told is not None for told in gives_work):
        hold_staff([store.pk])
    people: set[int] = set()
    if log.surveyed is not None or log.upset is not None:  # may be of a row merged into theirs
        people |= {*rows_of_person(customer_id)}
    if log.named is not None and log.named.phone:
        known = known_as(store, log.named.name, log.named.phone)
        people |= {customer_id, known.pk} if known is not None else set()
    if people:
        lock_people(people)
    return lock_customer(customer_id)


def _refuse_far_days(store: Store, log: LogDetails, now: datetime) -> None:
    """A day mistyped by centuries, before anything is reckoned from it."""
    if log.made_at is not None:
        code = problem_with_day(log.made_at.date(), store.day_of(now))
        if code:
            raise LogRefused({"made_at": code})


def _refuse_lost_race(shown: list[FollowUp], log: LogDetails, known: Before) -> None:
    """Compare and set on the rows that were shown; the lock makes it hold until commit."""
    closed = [r for r in shown if r.state != FollowUp.State.OPEN]
    if closed or known.newer_id or len(shown) != len(set(log.shown)):
        newer = _attempt_with(known.newer_id) if known.newer_id else None
        still_open = tuple(r.pk for r in shown if r.state == FollowUp.State.OPEN)
        ending = closed[0].state_reason if closed else ""
        raise AlreadyLogged(newer, still_open=still_open, ending=ending)


def _attempt_with(pk: int) -> Attempt:
    return Attempt.objects.select_related("by").get(pk=pk)


def _record(around: Circumstances) -> Attempt:
    effects = effects_of(
        around.contact,
        ticked_of(around),
        calendar=around.days,
        can_write=around.can_write,
        has_another_number=around.has_another_number(),
    )
    watch(around, is_number_wrong=effects.marks_number_wrong)
    attempt = _attempt(around, is_talk=is_conversation(around.contact))
    insert(attempt)
    apply_changes(attempt, effects, around)
    note_made(around)
    is_far_reaching = (
        effects.marks_number_wrong or effects.stop_scope is not None or around.is_far_reaching
    )
    around.writes.insert(around.recorder.effects(attempt, is_read_again=is_far_reaching))
    around.writes.run()
    return attempt


def _attempt(around: Circumstances, *, is_talk: bool) -> Attempt:
    log = around.log
    return Attempt(
        group_id=around.customer.group_id,
        store=around.store,
        customer=around.customer,
        answered_by=around.answerer,
        by=around.by,
        by_role=around.staff.role_of(around.by.pk),
        at=around.at,
        logged_at=around.now if around.is_claimed else None,
        made_on=around.today,
        channel=OUTCOMES[log.outcome].channel,
        direction="in" if log.is_inbound else "out",
        outcome=log.outcome,
        is_try=is_talk or not log.is_inbound,
        is_talk=is_talk,
        proof=Attempt.Proof.TAPPED if around.tapped_at else Attempt.Proof.CLAIMED,
        tapped_at=around.tapped_at,
        number=around.number,
        reason=log.reason[:200],
        gained=list(log.gained),
        note=log.note,
        is_csi_discussed=log.is_csi_discussed,
        is_pleased=log.is_pleased,
        purpose=_purpose(around),
        opportunity=log.opportunity,
        elsewhere_reason=log.elsewhere.reason if log.elsewhere else "",
        elsewhere_words=log.elsewhere.words[:200] if log.elsewhere else "",
        told={str(pk): told_on.isoformat() for pk, told_on in log.told if pk in around.owes},
        key=log.key,
    )


def _purpose(around: Circumstances) -> str:
    """Settling an issue, selling, or care (seed 004, line 59)."""
    log = around.log
    return purpose_of_log(
        [row.kind for row in around.rows],
        has_settled_or_told=bool(log.settled) or bool(log.told),
        is_upset=log.upset is not None,
        asked_for_a_name=log.named is not None,
    )
