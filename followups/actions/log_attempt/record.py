"""Writing an attempt down: lock, compare, ask the rules, change, record."""

from datetime import datetime

from django.db import transaction

from customers.models import Customer
from dealerfollow.stores.models import User
from followups.actions.log_attempt.changes import apply_changes
from followups.actions.log_attempt.circumstances import Circumstances
from followups.actions.log_attempt.details import AlreadyLogged, LogDetails, LogRefused
from followups.models import Attempt, FollowUp
from followups.rules.log_problems import problems_with
from followups.rules.outcomes import OUTCOMES, Contact, effects_of, is_conversation
from followups.rules.tries import part_of_day


@transaction.atomic
def log_attempt(follow_up: FollowUp, log: LogDetails, *, by: User, now: datetime) -> Attempt:
    """Logs a contact with the customer of `follow_up`, by `by`, at `now`.

    The same key gives the first attempt again. Raises AlreadyLogged when the card changed after
    it was shown, LogRefused with the problem of each field; then nothing was saved.
    """
    customer = Customer.objects.select_for_update(no_key=True).get(pk=follow_up.customer_id)
    shown = list(
        FollowUp.objects.filter(pk__in=log.shown, customer=customer, store=follow_up.store_id)
        .select_for_update(no_key=True, of=("self",))
        .select_related("owner", "delivery")
        .order_by("pk")
    )
    known = Attempt.objects.filter(group_id=customer.group_id, key=log.key).first()
    if known is not None:
        return known
    if not log.is_second:
        _refuse_lost_race(shown, log, customer)
    rows = [r for r in shown if r.pk in log.ticked and r.state == FollowUp.State.OPEN]
    around = Circumstances(follow_up.store, customer, rows, log, by=by, now=now)
    problems = problems_with(
        log.as_entry(around.day.today),
        today=around.day.today,
        calendar=around.day.calendar,
        promises=around.promises(),
        stopped_channels=around.stopped_channels(),
    )
    if problems:
        raise LogRefused(problems)
    return _record(around)


def _refuse_lost_race(shown: list[FollowUp], log: LogDetails, customer: Customer) -> None:
    """Compare and set on the rows that were shown; the lock makes it hold until commit."""
    closed = [r for r in shown if r.state != FollowUp.State.OPEN]
    newer = (
        Attempt.objects.filter(customer=customer, pk__gt=log.seen, undo=None)
        .select_related("by")
        .order_by("-pk")
        .first()
    )
    if closed or newer or len(shown) != len(set(log.shown)):
        still_open = tuple(r.pk for r in shown if r.state == FollowUp.State.OPEN)
        ending = closed[0].state_reason if closed else ""
        raise AlreadyLogged(newer, still_open=still_open, ending=ending)


def _record(around: Circumstances) -> Attempt:
    log, day = around.log, around.day
    contact = Contact(
        outcome=log.outcome,
        made_on=day.today,
        part=part_of_day(around.local),
        is_inbound=log.is_inbound,
        call_back_on=log.call_back_on,
        stop_scope=log.stop_scope,  # type: ignore[arg-type]
    )
    effects = effects_of(
        contact,
        around.ticked(),
        calendar=day.calendar,
        can_write=around.can_write,
        has_another_number=around.has_another_number(),
    )
    around.watch(is_number_wrong=effects.marks_number_wrong)
    attempt = _attempt(around, is_talk=is_conversation(contact))
    apply_changes(attempt, effects, around)
    around.recorder.write(attempt)
    return attempt


def _attempt(around: Circumstances, *, is_talk: bool) -> Attempt:
    log, tap = around.log, around.tap
    return Attempt.objects.create(
        group_id=around.customer.group_id,
        store=around.store,
        customer=around.customer,
        by=around.by,
        by_role=around.staff.role_of(around.by.pk),
        at=around.now,
        made_on=around.day.today,
        channel=OUTCOMES[log.outcome].channel,
        direction="in" if log.is_inbound else "out",
        outcome=log.outcome,
        is_try=is_talk or not log.is_inbound,
        is_talk=is_talk,
        proof=Attempt.Proof.TAPPED if tap else Attempt.Proof.CLAIMED,
        tapped_at=tap.at if tap else None,
        number=around.number,
        reason=log.reason[:200],
        gained=list(log.gained),
        note=log.note,
        is_csi_discussed=log.is_csi_discussed,
        told={str(pk): told_on.isoformat() for pk, told_on in log.told if pk in around.owes},
        key=log.key,
    )
