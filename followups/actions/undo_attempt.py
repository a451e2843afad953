"""Taking a log back: every state row as it was, and the fact that it happened kept."""

from datetime import datetime

from django.db import transaction

from customers.models import Customer
from dealerfollow.stores.models import User
from followups.actions.effects import BY_TABLE, TRACKED, has_changed_since, take_back
from followups.actions.hand_over import hand_to_manager
from followups.actions.settle_channels import settle_channels
from followups.actions.unwound import end_unwound
from followups.models import Attempt, AttemptEffect, AttemptUndo, FollowUp, FollowUpEvent
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

    Raises UndoRefused: not the person's own, a stop (decision 12), the day is over and counted,
    something was logged after it, or a row has changed since. What happened meanwhile to a
    follow-up that is open again holds: a sale unwound, a stop, an owner who left. Undoing twice is
    one undo. A correction is not refused to others or on later days: whoever calls keeps the words
    and has the closed day judged again (accountability.actions.correct_attempt).
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
    order = {model._meta.db_table: n for n, model in enumerate(TRACKED)}
    for effect in sorted(effects, key=lambda e: (e.before is not None, order[e.table])):
        take_back(effect)
    FollowUpEvent.objects.bulk_create(
        _compensating(effect, by=by, now=now) for effect in effects if effect.follow_up_id
    )
    undo = AttemptUndo.objects.create(group_id=attempt.group_id, attempt=attempt, at=now, by=by)
    _catch_up(effects, by=by, now=now)
    return undo


def _catch_up(effects: list[AttemptEffect], *, by: User, now: datetime) -> None:
    """While it was closed, a follow-up was not asked about what happened around it."""
    ids = [e.follow_up_id for e in effects if e.follow_up_id is not None]
    rows = list(
        FollowUp.objects.open()
        .filter(pk__in=ids)
        .select_related("store", "owner", "delivery")
        .order_by("pk")
    )
    for row in rows:
        if row.delivery and row.delivery.unwound_on:
            end_unwound([row.delivery.pk], today=row.store.day_of(now), now=now)
        hand_to_manager(row.store, row.owner, by=by, now=now)
    settle_channels({row.customer_id for row in rows}, now=now)


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
    if any(effect.table not in BY_TABLE or has_changed_since(effect) for effect in effects):
        raise UndoRefused("changed_since")


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
