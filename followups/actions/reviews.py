"""Asking for a public review, of everybody in the same way."""

from datetime import date, datetime

from customers.models import Customer
from dealerfollow.stores.models import Store, User
from deliveries.models import Delivery
from followups.models import Attempt, ReviewAsk


def ask_review(
    store: Store,
    customer: Customer,
    *,
    site: str,
    is_declined: bool = False,
    delivery: Delivery | None = None,
    attempt: Attempt | None = None,
    by: User,
    today: date,
    now: datetime,
) -> ReviewAsk:
    """Keeps that they were asked for a review on `site`, and whether they would rather not.

    What was said does not matter here: everyone is asked (FTC 16 CFR 465). Each ask is a row.
    """
    state = ReviewAsk.State.DECLINED if is_declined else ReviewAsk.State.ASKED
    return ReviewAsk.objects.create(
        group_id=store.group_id,
        store=store,
        customer=customer,
        delivery=delivery,
        attempt=attempt,
        site=site[:40],
        state=state,
        asked_on=today,
        asked_by=by,
        changed_at=now,
    )
