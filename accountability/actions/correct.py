"""A log that was wrong, corrected in words once it can no longer be undone."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from accountability.actions.review import ReviewRefused
from accountability.actions.sweep import judge_again
from accountability.actions.tell import managers_to_tell
from accountability.models import AttemptCorrection, SweepRun
from accountability.rules.corrections import days_to_judge, takes_back
from accountability.rules.reviewing import problems_with_correction
from customers.actions import correct_stop
from customers.models import ContactStop, Customer
from dealerfollow.stores.models import User
from dealerfollow.stores.queries import manager_ids_of
from followups.actions import UndoRefused, undo_attempt
from followups.models import Attempt, Notice
from followups.rules.business_day import counted_on


@transaction.atomic
def correct_attempt(attempt: Attempt, *, words: str, by: User, now: datetime) -> AttemptCorrection:
    """Keeps the log and the correction side by side, and tells the managers (decision 12).

    What the log changed is taken back, and every closed day that had counted it is judged again:
    the follow-up is a miss of that day, counted for whoever it was then (edge case 80). Of a log of
    a request to stop the request goes, as it does on the customer's page, and the try stays (edge
    case 64); one that was made before stands. Correcting twice is one correction. Raises
    ReviewRefused without words, and when something was logged or changed after it.
    """
    problems = problems_with_correction(words)
    if problems:
        raise ReviewRefused(problems)
    Customer.objects.select_for_update(no_key=True).get(pk=attempt.customer_id)
    done = AttemptCorrection.objects.filter(attempt=attempt).first()
    if done is not None:
        return done
    is_told = False
    if takes_back(attempt.outcome):
        _take_back(attempt, by=by, now=now)
    elif (stop := _stop_of(attempt)) is not None:
        is_told = bool(correct_stop(stop, words=words, by=by, now=now))
    correction = AttemptCorrection.objects.create(
        group_id=attempt.group_id,
        store_id=attempt.store_id,
        attempt=attempt,
        words=words.strip(),
        by=by,
        at=now,
    )
    if not is_told:
        _tell(correction, now=now)
    return correction


def _stop_of(attempt: Attempt) -> ContactStop | None:
    """The request that this log recorded, if it is in force; None when it was on file before."""
    person = Q(customer__in=[attempt.customer_id, attempt.answered_by_id])
    made = ContactStop.objects.filter(
        person | Q(customer=None, value=str(attempt.number or "-")),
        group_id=attempt.group_id,
        recorded_by=attempt.by_id,
        asked_at=attempt.logged_at or attempt.at,
        lifted_at=None,
    )
    return made.order_by("pk").first()


def _take_back(attempt: Attempt, *, by: User, now: datetime) -> None:
    try:
        undo_attempt(attempt, by=by, now=now, is_correction=True)
    except UndoRefused as refused:
        raise ReviewRefused({"words": refused.code}) from refused
    effects = attempt.effects.exclude(follow_up=None)
    ids: Collection[int] = list(effects.values_list("follow_up_id", flat=True))
    store = attempt.store
    first_on = counted_on(attempt.at.astimezone(store.zone), store.day_ends_at)
    closed = SweepRun.objects.filter(store=store, day__gte=first_on).values_list("day", flat=True)
    for day in days_to_judge(first_on, closed):
        judge_again(store, day, ids, now)  # one miss ever: a later day finds it missed already


def _tell(correction: AttemptCorrection, *, now: datetime) -> None:
    attempt = correction.attempt
    facts = {
        "day": attempt.made_on.isoformat(),
        "by": correction.by.name,
        "words": correction.words,
        "is_stop": not takes_back(attempt.outcome),
    }
    for user_id in managers_to_tell(attempt.store, manager_ids_of(attempt.store)):
        Notice.objects.get_or_create(
            group_id=attempt.group_id,
            dedupe_key=f"correction:{correction.pk}:{user_id}",
            defaults={
                "store_id": attempt.store_id,
                "kind": "correction",
                "to_id": user_id,
                "facts": facts,
                "send_after": now,
            },
        )
