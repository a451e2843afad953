"""The maker's survey, as far as we know of it: discussed with the customer, neutrally."""

from datetime import date, datetime

from dealerfollow.stores.models import User
from deliveries.models import Delivery
from followups.models import CsiSurvey


def discuss_survey(delivery: Delivery, *, by: User, today: date, now: datetime) -> CsiSurvey:
    """Keeps the day on which the survey of this NEW car was discussed first. Idempotent.

    Raises ValueError for a used car: it has no survey (line 2). The customer is locked by the
    caller.
    """
    if delivery.condition != Delivery.Condition.NEW:
        raise ValueError(f"delivery {delivery.pk} is used: no survey")
    survey, _ = CsiSurvey.objects.get_or_create(
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
