"""What becomes of the maker's survey: with the customer, answered, or closed without an answer."""

from datetime import date, datetime

from django.db import transaction

from customers.actions import lock_people
from dealerfollow.stores.actions import hold_staff
from dealerfollow.stores.models import User
from deliveries.models import Delivery
from followups.actions.effects import Recorder
from followups.actions.heat import open_heat
from followups.actions.owners import owner_of
from followups.models import Attempt, CsiSurvey, HeatCase
from followups.rules.surveys import is_low, is_surveyed


class SurveyRefused(Exception):
    """Nothing was saved: the maker does not ask about this sale."""


def has_survey(delivery: Delivery) -> bool:
    """Whether the maker asks about this sale; its store is at hand."""
    return is_surveyed(
        delivery.condition,
        sells_new=delivery.store.sells_new,
        is_standing=delivery.unwound_on is None and delivery.delivered_on is not None,
    )


def discuss_survey(delivery: Delivery, *, by: User, today: date, now: datetime) -> CsiSurvey:
    """Keeps the day on which the survey of this NEW car was discussed first. Idempotent.

    Raises SurveyRefused where the maker does not ask (line 2). The caller locks the customer.
    """
    if not has_survey(delivery):
        raise SurveyRefused
    survey, _is_new = CsiSurvey.objects.get_or_create(
        delivery=delivery,
        defaults={
            "group_id": delivery.group_id,
            "store_id": delivery.store_id,
            "customer_id": delivery.customer_id,
            "changed_at": now,
            "changed_by": by,
        },
    )
    if survey.discussed_on is None:
        survey.discussed_on, survey.changed_at, survey.changed_by = today, now, by
        survey.save(update_fields=["discussed_on", "changed_at", "changed_by"])
    return survey


@transaction.atomic
def record_survey(
    delivery: Delivery,
    *,
    state: str,
    score: int | None = None,
    verbatim: str = "",
    answered_on: date | None = None,
    by: User,
    now: datetime,
    attempt: Attempt | None = None,
    recorder: Recorder | None = None,
) -> CsiSurvey:
    """Keeps what is known of the survey of a new car; one row a sale.

    The first time it is low by the store's own measure a heat case is opened, with what they wrote
    and whoever makes their calls as its owner. Told again, nothing is opened twice. Told on a call
    (`attempt`), pass the `recorder` of the log, which watches the survey: undo takes both back.
    Raises SurveyRefused for a used car, a used-car store, a sale undone (line 2).
    """
    if not has_survey(delivery):
        raise SurveyRefused
    hold_staff([delivery.store_id])
    lock_people([delivery.customer_id])
    survey = CsiSurvey.objects.select_for_update(of=("self",)).filter(delivery=delivery).first()
    if survey is None:
        survey = CsiSurvey(
            group_id=delivery.group_id,
            store_id=delivery.store_id,
            customer_id=delivery.customer_id,
            delivery=delivery,
        )
    low_under = delivery.store.survey_low_under
    was_low = is_low(survey.score, low_under)
    survey.state, survey.score, survey.verbatim = state, score, verbatim.strip()
    survey.answered_on = answered_on if state == CsiSurvey.State.ANSWERED else None
    survey.changed_at, survey.changed_by = now, by
    survey.save()
    if is_low(score, low_under) and not was_low:
        _answer_low(survey, by=by, now=now, attempt=attempt, recorder=recorder)
    return survey


def _answer_low(
    survey: CsiSurvey,
    *,
    by: User,
    now: datetime,
    attempt: Attempt | None,
    recorder: Recorder | None,
) -> None:
    """Whoever takes care of a case of theirs already goes on with it; a new one is whoever's who
    makes their calls."""
    open_heat(
        survey.delivery.store,
        survey.customer,
        severity=HeatCase.Severity.UPSET,
        cause=HeatCase.Cause.OTHER,
        words=survey.verbatim,
        seller=owner_of(survey.delivery),
        delivery=survey.delivery,
        by=by,
        now=now,
        attempt=attempt,
        recorder=recorder,
    )
