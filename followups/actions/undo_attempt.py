"""Taking a log back: every state row as it was, and the fact that it happened kept."""

from datetime import datetime

from django.db import transaction

from customers.models import Customer
from dealerfollow.stores.models import User
from deliveries.actions import keep_change
from deliveries.models import WeOwe
from followups.actions.catch_up import catch_up
from followups.actions.effects import BY_TABLE, TRACKED, has_changed_since, take_back
from followups.actions.made_used import has_been_used
from followups.actions.undone_events import tell_undone
from followups.models import Attempt, AttemptEffect, AttemptUndo, FollowUp, FollowUpEvent, Notice
from followups.rules.business_day import has_day_ended
from followups.rules.outcomes import STOPS_STAY


class UndoRefused(Exception):
    """Nothing was undone; `code` says why."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


@transaction.atomic
def undo_attempt(
    attempt: Attempt, *, by: User, now: datetime, is_correction: bool = False
) -> AttemptUndo:
    """Restores every row that the attempt changed, exactly, and adds compensating events.

    Raises UndoRefused: not the person's own, a stop (decision 12), the day is over and counted, a
    mail about it has left, something was logged after it, or a row has changed since. What happened
    meanwhile to a follow-up that is open again holds: a sale unwound, a stop, an owner who left.
    Undoing twice is one undo. A correction is not refused to others or on later days: whoever calls
    keeps the words and has the closed day judged again (accountability.actions.correct_attempt).
    """
    customer = Customer.objects.select_for_update(no_key=True).get(pk=attempt.customer_id)
    done = AttemptUndo.objects.filter(attempt=attempt).first()
    if done is not None:
        return done
    if customer.died_on is not None:
        raise UndoRefused("death_stays")
    effects = list(attempt.effects.select_related("follow_up").order_by("-id"))
    if not is_correction:
        _refuse_person_and_day(attempt, by=by, now=now)
    _refuse(attempt, effects)
    owed = _changed_we_owes(effects)
    order = {model._meta.db_table: n for n, model in enumerate(TRACKED)}
    for effect in sorted(effects, key=lambda e: (e.before is not None, order[e.table])):
        take_back(effect)
    FollowUpEvent.objects.bulk_create(
        _compensating(effect, by=by, now=now) for effect in effects if effect.follow_up_id
    )
    for now_owed in WeOwe.objects.filter(pk__in=owed):
        keep_change(owed[now_owed.pk], now_owed, by, now)
    tell_undone(effects, by=by, now=now)
    undo = AttemptUndo.objects.create(group_id=attempt.group_id, attempt=attempt, at=now, by=by)
    ids = {e.follow_up_id for e in effects if e.follow_up_id is not None}
    catch_up(ids, by=by, now=now)
    return undo


def _changed_we_owes(effects: list[AttemptEffect]) -> dict[int, WeOwe]:
    """The promises that the log changed, as it left them: what they slip back to is kept too."""
    table = WeOwe._meta.db_table
    ids = [e.row_id for e in effects if e.table == table and e.before is not None]
    return WeOwe.objects.in_bulk(ids)


def _refuse_person_and_day(attempt: Attempt, *, by: User, now: datetime) -> None:
    if attempt.by_id != by.pk:
        raise UndoRefused("not_yours")
    if attempt.outcome in STOPS_STAY:
        raise UndoRefused("stop_stays")
    zone, ends_at = attempt.store.zone, attempt.store.day_ends_at
    if has_day_ended(attempt.at.astimezone(zone), now.astimezone(zone), ends_at):
        raise UndoRefused("day_is_over")


def _refuse(attempt: Attempt, effects: list[AttemptEffect]) -> None:
    if attempt.outcome in STOPS_STAY:
        raise UndoRefused("stop_stays")
    ids = [e.follow_up_id for e in effects if e.follow_up_id is not None]
    list(FollowUp.objects.filter(pk__in=ids).select_for_update(no_key=True).order_by("pk"))
    for effect in effects:
        is_later = AttemptEffect.objects.filter(
            table=effect.table,
            row_id=effect.row_id,
            attempt_id__gt=attempt.pk,
            attempt__undo=None,
        ).exists()
        if is_later:
            raise UndoRefused("later_attempt")
    for effect in effects:
        if effect.table not in BY_TABLE or has_changed_since(effect):
            raise UndoRefused("notice_left" if _has_left(effect) else "changed_since")
    if has_been_used(attempt, effects):
        raise UndoRefused("changed_since")


def _has_left(effect: AttemptEffect) -> bool:
    """Whether it is a mail that was sent: one that failed or is no longer owed told nobody."""
    if effect.table != Notice._meta.db_table:
        return False
    return Notice.objects.filter(pk=effect.row_id, sent_at__isnull=False).exists()


def _compensating(effect: AttemptEffect, *, by: User, now: datetime) -> FollowUpEvent:
    was, became = effect.after or {}, effect.before or {}
    name = "state" if "state" in was else "due_on"
    return FollowUpEvent(
        group_id=effect.group_id,
        follow_up=effect.follow_up,
        kind="reopened" if name == "state" else "moved_back",
        was=str(was.get(name) or ""),
        became=str(became.get(name) or ""),
        reason="undo",
        at=now,
        by=by,
    )
