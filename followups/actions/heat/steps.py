"""What happens in an open heat case: it is seen, something is done, somebody else takes it."""

from datetime import datetime, timedelta

from django.db import transaction

from dealerfollow.stores.models import User
from followups.actions.effects import Recorder
from followups.actions.heat.notes import MOST_WORDS, note_step
from followups.actions.heat.owed import HeatRefused, held, open_rows
from followups.actions.heat.owners import give_cases, only_manager_tells
from followups.actions.heat.telling import forget_reminders, tell_of_case
from followups.actions.heirs_day import give_a_day
from followups.actions.owner_changes import handed
from followups.models import FollowUp, FollowUpEvent, HeatCase, HeatStep
from followups.queries.heat_people import may_settle

TWICE = timedelta(minutes=2)  # the same words so soon are the same step, posted twice
MOST_CENTS = 2_147_483_647  # what the column of a case holds
HANDED_ON = "heat_handed_on"


@transaction.atomic
def acknowledge(case: HeatCase, *, by: User, now: datetime) -> HeatCase:
    """Its owner or a manager has seen it: no further mail asks them to. Twice is once.

    Raises HeatRefused for anybody else: whose case it is must know of it.
    """
    case = held(case)
    if not may_settle(case, by):
        raise HeatRefused("not_theirs")
    if case.acknowledged_at is None:
        case.acknowledged_at, case.acknowledged_by = now, by
        case.save(update_fields=["acknowledged_at", "acknowledged_by"])
        note_step(case, HeatStep.Kind.ACKNOWLEDGED, by=by, now=now)
    forget_reminders(case, by)
    return case


@transaction.atomic
def add_step(
    case: HeatCase, words: str, *, cost_cents: int = 0, by: User, now: datetime
) -> HeatCase:
    """Something was done about it, and what it cost. The same words posted twice are one step.

    Raises HeatRefused when the case is over, or when all its steps cost more than can be kept.
    """
    case = held(case)
    if case.state == HeatCase.State.CONFIRMED:
        raise HeatRefused("is_over")
    if case.cost_cents + cost_cents > MOST_CENTS:
        raise HeatRefused("cost_too_high")
    said = {"words": words.strip()[:MOST_WORDS], "cost_cents": cost_cents}
    same = case.steps.filter(kind=HeatStep.Kind.STEP, by=by, at__gte=now - TWICE, **said)
    if not same.exists():
        note_step(case, HeatStep.Kind.STEP, by=by, now=now, **said)
        case.cost_cents += cost_cents
        case.save(update_fields=["cost_cents"])
    return case


@transaction.atomic
def hand_on_case(case: HeatCase, to: User, *, by: User, now: datetime, words: str = "") -> HeatCase:
    """Somebody else takes care of it, has a full working day, and is told. To its owner: nothing.
    What only the manager may tell stays with the manager (edge cases 59 and 70).

    Raises HeatRefused when it is over.
    """
    case = held(case)
    if case.state == HeatCase.State.CONFIRMED:
        raise HeatRefused("is_over")
    if to.pk == case.owner_id:
        return case
    rows = [row for row in open_rows(case) if not only_manager_tells(row.customer)]
    FollowUpEvent.objects.bulk_create(handed(row, to, HANDED_ON, by=by, now=now) for row in rows)
    theirs = FollowUp.objects.filter(pk__in=[row.pk for row in rows])
    give_a_day(theirs, case.store, to, now=now)
    theirs.update(owner=to)
    give_cases([case], to, words=words, by=by, now=now)
    tell_of_case(case, by=by, now=now, is_from_call=False, recorder=Recorder())
    return case
