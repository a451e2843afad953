"""What an attempt changes: the follow-ups it answers, the customer, promises, facts, stops."""

from customers.actions import block_number, mark_number_wrong, note_fact, record_stop
from followups.actions.heat.answering import answer_heat
from followups.actions.log_attempt.asking import record_asks
from followups.actions.log_attempt.circumstances import Circumstances
from followups.actions.log_attempt.life import record_news
from followups.actions.log_attempt.promising import make_promise, tell_promises
from followups.models import Attempt, FollowUp, FollowUpEvent
from followups.rules.business_day import counted_on
from followups.rules.call_backs import moment_of
from followups.rules.clock import Mover, clock_after
from followups.rules.credit import counted_for
from followups.rules.outcomes import Effects, Ending, Move

# Why a log moved it -> what that is to the clock; every other move leaves the clock alone.
CLOCK_MOVERS: dict[str, Mover] = {"call_back": "call_back", "reached_by_other": "bdc"}


def apply_changes(attempt: Attempt, effects: Effects, around: Circumstances) -> None:
    """Makes every change that the rule asked for, and those that the log itself says.

    Follow-ups, their events and the customer are left in `around.writes`, to be sent.
    """
    around.writes.insert(_answer(attempt, effects, around))
    _touch_customer(attempt, around)
    for row in (*around.rows, around.customer):
        around.writes.update(row, around.recorder.changes_of(row))
    if effects.marks_number_wrong or effects.stop_scope or around.is_far_reaching:
        around.writes.run()  # what these reach beyond the card asks the database
    tell_promises(around)
    make_promise(around)
    answer_heat(attempt, around)
    record_asks(attempt, around)
    _note_fact(around)
    record_news(around, has_died=effects.records_death)
    if effects.blocks_number and around.number:
        block_number(
            around.customer, around.number, words=around.log.note, by=around.by, now=around.now
        )
    elif effects.marks_number_wrong and around.number:
        mark_number_wrong(around.customer, around.number, now=around.now)
    if effects.stop_scope:
        record_stop(
            around.answerer or around.customer,
            scope=effects.stop_scope,
            channel="all",
            words=around.log.note,
            by=around.by,
            now=around.now,
        )


def _note_fact(around: Circumstances) -> None:
    log = around.log
    if not log.fact:
        return
    fact = note_fact(around.customer, log.fact, about=log.fact_about, by=around.by, now=around.now)
    if fact.noted_at == around.now:
        around.recorder.made(fact)


def _answer(attempt: Attempt, effects: Effects, around: Circumstances) -> list[FollowUpEvent]:
    """Changes the ticked follow-ups; what happened to each that ended or moved."""
    events = []
    by_id: dict[int, Ending | Move] = {e.follow_up_id: e for e in effects.endings}
    by_id |= {m.follow_up_id: m for m in effects.moves}
    for row in around.rows:
        if row.pk in effects.tried:
            _count(row, attempt, around)
        elif not around.log.is_inbound or attempt.is_talk:
            row.bdc_tried_on = around.today
        change = by_id.get(row.pk)
        if isinstance(change, Ending):
            events.append(_end(row, change, attempt))
        elif change is not None:
            events.append(_move(row, change, attempt, around))
            events += _give_to_named(row, change, attempt, around)
    return events


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
            is_covering=around.is_covering(row),
        )
    if attempt.is_talk and row.reached_on is None:
        row.reached_on = day


def _end(row: FollowUp, ending: Ending, attempt: Attempt) -> FollowUpEvent:
    event = _event(row, "closed", row.state, ending.state, ending.reason, attempt)
    row.state, row.state_reason = ending.state, ending.reason[:40]
    row.closed_by, row.closed_at = attempt, attempt.at
    row.snoozed_until = None
    return event


def _move(row: FollowUp, move: Move, attempt: Attempt, around: Circumstances) -> FollowUpEvent:
    """The next try, or the day they asked for; the first due day stays where it was."""
    due_on, due_at, log = move.due_on, None, around.log
    if move.reason == "call_back" and log.call_back_on and log.call_back_at is not None:
        due_at = moment_of(log.call_back_on, log.call_back_at, around.zone)
    due_on = max(due_on, around.entered_on)  # entered late: the next day has perhaps passed
    if move.reason == "next_try":
        due_on = max(due_on, row.due_on)  # made early: no day is pulled forward (edge case 12)
    event = _event(row, "moved", row.due_on.isoformat(), due_on.isoformat(), move.reason, attempt)
    row.due_on, row.due_at, row.snoozed_until = due_on, due_at, None
    if move.reason in CLOCK_MOVERS:
        row.clock_on = clock_after(
            CLOCK_MOVERS[move.reason],
            first_due_on=row.first_due_on,
            clock_on=row.clock_on,
            happened_on=counted_on(around.local, around.store.day_ends_at),
            until=due_on,
        )
    return event


def _give_to_named(
    row: FollowUp, move: Move, attempt: Attempt, around: Circumstances
) -> list[FollowUpEvent]:
    """Who was named for the call back makes it, and it is counted for them (edge case 22). Kept
    also when the owner is named: the day stays although the store is closed."""
    named = around.log.call_back_by
    if move.reason != "call_back" or named is None:
        return []
    names = around.staff.names
    kind = "named" if named == row.owner_id else "reassigned"
    event = _event(
        row, kind, names.get(row.owner_id, "")[:120], names[named][:120], "call_back_by", attempt
    )
    event.was_owner_id, row.owner_id = row.owner_id, named
    return [event]


def _event(
    row: FollowUp, kind: str, was: str, became: str, reason: str, attempt: Attempt
) -> FollowUpEvent:
    return FollowUpEvent(
        group_id=row.group_id,
        follow_up=row,
        kind=kind,
        was=was,
        became=became,
        reason=reason,
        at=attempt.logged_at or attempt.at,
        by=attempt.by,
    )


def _touch_customer(attempt: Attempt, around: Circumstances) -> None:
    customer = around.customer
    customer.last_contact_at = max(customer.last_contact_at or around.at, around.at)
    if attempt.is_talk:
        customer.last_talk_at = max(customer.last_talk_at or around.at, around.at)
    customer.how_they_use_it = around.log.usage or customer.how_they_use_it
