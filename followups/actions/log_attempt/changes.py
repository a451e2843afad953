"""What an attempt changes: the follow-ups it answers, the customer, promises, facts, stops."""

from datetime import date, datetime

from customers.actions import mark_number_wrong, note_fact, record_stop
from deliveries.actions import owe, settle_we_owe, tell_date
from followups.actions.log_attempt.circumstances import Circumstances
from followups.actions.promises import promise_call
from followups.models import Attempt, FollowUp, FollowUpEvent
from followups.rules.business_day import counted_on
from followups.rules.credit import counted_for
from followups.rules.outcomes import Effects, Ending, Move


def apply_changes(attempt: Attempt, effects: Effects, around: Circumstances) -> None:
    """Makes every change that the rule asked for, and those that the log itself says."""
    _answer(attempt, effects, around)
    _touch_customer(attempt, around)
    _tell(around)
    _promise(around)
    if around.log.fact:
        fact = note_fact(around.customer, around.log.fact, by=around.by, now=around.now)
        if fact.noted_at == around.now:
            around.recorder.made(fact)
    if effects.marks_number_wrong and around.number:
        mark_number_wrong(around.customer, around.number, now=around.now)
    if effects.stop_scope:
        record_stop(
            around.customer,
            scope=effects.stop_scope,
            channel="all",
            words=around.log.note,
            by=around.by,
            now=around.now,
        )


def _answer(attempt: Attempt, effects: Effects, around: Circumstances) -> None:
    by_id: dict[int, Ending | Move] = {e.follow_up_id: e for e in effects.endings}
    by_id |= {m.follow_up_id: m for m in effects.moves}
    for row in around.rows:
        if row.pk in effects.tried:
            _count(row, attempt, around)
        elif not around.log.is_inbound or attempt.is_talk:
            row.bdc_tried_on = around.day.today
        change = by_id.get(row.pk)
        if isinstance(change, Ending):
            _end(row, change, attempt)
        elif change is not None:
            _move(row, change, attempt, around)
        row.save()


def _count(row: FollowUp, attempt: Attempt, around: Circumstances) -> None:
    """A try that counts: its day, and whose name it counts for, are frozen by the first."""
    day = counted_on(around.local, around.store.day_ends_at)
    row.tries += 1
    if row.first_tried_on is None:
        row.first_tried_on = day
    if row.counted_for_id is None:
        row.counted_for_id = counted_for(
            owner_id=row.owner_id,
            maker_id=around.by.pk,
            is_covering=row.owner_id in around.covered,
        )
    if attempt.is_talk and row.reached_on is None:
        row.reached_on = day


def _end(row: FollowUp, ending: Ending, attempt: Attempt) -> None:
    _record(row, "closed", row.state, ending.state, ending.reason, attempt)
    row.state, row.state_reason = ending.state, ending.reason[:40]
    row.closed_by, row.closed_at = attempt, attempt.at
    row.snoozed_until = None


def _move(row: FollowUp, move: Move, attempt: Attempt, around: Circumstances) -> None:
    """The next try, or the day they asked for; the first due day stays where it was."""
    due_on, due_at = move.due_on, None
    if move.reason == "call_back" and around.log.call_back_at is not None:
        due_at = datetime.combine(due_on, around.log.call_back_at, around.zone)
        due_on = due_at.astimezone(around.store.zone).date()
    _record(row, "moved", row.due_on.isoformat(), due_on.isoformat(), move.reason, attempt)
    row.due_on, row.due_at, row.snoozed_until = due_on, due_at, None


def _record(row: FollowUp, kind: str, was: str, became: str, reason: str, attempt: Attempt) -> None:
    FollowUpEvent.objects.create(
        group_id=row.group_id,
        follow_up=row,
        kind=kind,
        was=was,
        became=became,
        reason=reason,
        at=attempt.at,
        by=attempt.by,
    )


def _touch_customer(attempt: Attempt, around: Circumstances) -> None:
    customer = around.customer
    customer.last_contact_at = around.now
    if attempt.is_talk:
        customer.last_talk_at = around.now
    customer.save(update_fields=["last_contact_at", "last_talk_at"])


def _tell(around: Circumstances) -> None:
    """Which dates the customer was told, and what they have got."""
    for pk, told_on in around.log.told:
        if pk in around.owes:
            _tell_one(around, pk, told_on)
    for pk in around.log.settled:
        if pk in around.owes:
            settle_we_owe(around.owes[pk], by=around.by, now=around.now)


def _tell_one(around: Circumstances, pk: int, told_on: date) -> None:
    we_owe = around.owes[pk]
    if we_owe.told_on != told_on:
        tell_date(we_owe, told_on)


def _promise(around: Circumstances) -> None:
    """What they asked for is a we-owe with its own call back: decision 4 of the promise ledger."""
    asked = around.log.promise
    if asked is None:
        return
    row = around.rows[0] if around.rows else None
    we_owe = owe(
        around.store,
        around.customer,
        asked.item,
        department=asked.department,
        promised_on=asked.by,
        told_on=asked.by,
        by=around.by,
        today=around.day.today,
        delivery=row.delivery if row else None,
    )
    if we_owe.pk in around.owes:
        return  # the same item is owed once; a new date is told above
    made = promise_call(
        we_owe,
        condition=row.condition if row else "",
        owner=row.owner if row else around.by,
        calendar=around.day.calendar,
        today=around.day.today,
        now=around.now,
    )
    for each in reversed([we_owe, *(made or ())]):
        around.recorder.made(each)
