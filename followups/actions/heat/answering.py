"""What a logged contact does to the heat case whose follow-up it answers."""

from datetime import date

from followups.actions.heat.ending import HEARD, settle
from followups.actions.heat.owed import CONFIRM, owe_word
from followups.actions.log_attempt.circumstances import Circumstances
from followups.models import Attempt, FollowUp, FollowUpEvent, HeatCase, Plan
from followups.queries.heat_day import HeatDay, heat_day
from followups.rules.heat import HEAT, confirm_on, next_update_on

MOST_ASKED = 3  # so often they are asked whether it is settled; then it waits on the list


def answer_heat(attempt: Attempt, around: Circumstances) -> None:
    """They heard: the next word has a day again, or what was resolved is settled.

    The day is the one agreed on in the log, else the rule's. When nobody was reached the case is
    still owed its word. All of it is in the log's recorder, so that undo takes it back.
    """
    answered = [row for row in around.rows if row.kind == HEAT]
    if not answered:
        return
    around.writes.run()  # what is open of the case is asked below
    plans = Plan.objects.filter(pk__in=[row.plan_id for row in answered])
    case_ids = dict(plans.values_list("pk", "heat_case"))
    theirs = HeatCase.objects.filter(pk__in=case_ids.values()).order_by("pk")
    held = theirs.select_for_update(no_key=True, of=("self",)).select_related("customer", "owner")
    cases = {case.pk: case for case in held}
    for row in answered:
        case = cases[case_ids[row.plan_id]]
        case.store = around.store
        around.recorder.watch([case])
        _answer(case, row, attempt, around)


def _answer(case: HeatCase, row: FollowUp, attempt: Attempt, around: Circumstances) -> None:
    has_heard = attempt.is_talk or row.state == FollowUp.State.DONE
    if has_heard and case.first_update_at is None:
        case.first_update_at = attempt.at
    if case.acknowledged_at is None and around.by.pk == case.owner_id:
        case.acknowledged_at, case.acknowledged_by = attempt.at, around.by  # they work on it
    if around.log.heat_settled and attempt.is_talk and case.state == HeatCase.State.RESOLVED:
        settle(case, by=around.by, now=attempt.at, recorder=around.recorder)
        return
    if row.state != FollowUp.State.OPEN:
        _owe_next(case, row, around)
    elif attempt.is_talk and case.state == HeatCase.State.OPEN:
        case.next_update_on = row.due_on  # they asked for another day
    elif around.log.heat_next_on is not None and case.state == HeatCase.State.OPEN:
        _keep_day_told(case, row, attempt, around.log.heat_next_on)
    case.save(update_fields=[*HEARD, "next_update_on"])


def _keep_day_told(case: HeatCase, row: FollowUp, attempt: Attempt, on: date) -> None:
    """A text or an e-mail told them on which day they hear: that day stands, before the next try
    that an unanswered one would have. Its first due day stays."""
    case.next_update_on = on
    if row.due_on == on:
        return
    FollowUpEvent.objects.create(
        group_id=row.group_id,
        follow_up=row,
        kind="moved",
        was=row.due_on.isoformat(),
        became=on.isoformat(),
        reason="heat_told",
        at=attempt.logged_at or attempt.at,
        by=attempt.by,
    )
    row.due_on, row.due_at = on, None
    row.save(update_fields=["due_on", "due_at"])


def _owe_next(case: HeatCase, row: FollowUp, around: Circumstances) -> None:
    """The next word; of a resolved case another question, as long as nobody was reached."""
    day = heat_day(around.store, around.now)
    if case.state == HeatCase.State.OPEN:
        on = _next_on(case, day, around)
        case.next_update_on = on
        owe_word(case, on, day, now=around.now, recorder=around.recorder)
    elif case.state == HeatCase.State.RESOLVED and row.state == FollowUp.State.NOT_REACHED:
        asked = FollowUp.objects.filter(plan=row.plan_id, touchpoint=CONFIRM).count()
        if asked < MOST_ASKED:
            on = confirm_on(day.today, day.calendar)
            case.next_update_on = on
            owe_word(case, on, day, touchpoint=CONFIRM, now=around.now, recorder=around.recorder)


def _next_on(case: HeatCase, day: HeatDay, around: Circumstances) -> date:
    by_rule = next_update_on(case.severity, around.entered_on, day.calendar)
    return max(around.log.heat_next_on or by_rule, day.today)
