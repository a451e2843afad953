"""What became of a public review: posted, declined; and the heat case it goes with."""

from datetime import date, datetime

from django.db import transaction

from customers.actions import lock_people
from customers.models import Customer
from customers.queries import rows_of_person
from dealerfollow.stores.models import Store, User
from deliveries.models import Delivery
from followups.models import Attempt, HeatCase, ReviewAsk
from followups.queries.latest_sale import latest_sale


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


@transaction.atomic
def record_review(
    store: Store,
    customer: Customer,
    *,
    site: str,
    state: str,
    on: date,
    stars: int | None = None,
    quote: str = "",
    names: User | None = None,
    now: datetime,
) -> ReviewAsk:
    """They posted a review, or would rather not. It answers the latest ask for that site that is
    still open; without one it is a review that nobody had asked for. The same review told twice is
    one (line 10).

    Source: FTC 16 CFR 465: kept for everybody, whatever it says.
    """
    person_id = lock_people([customer.pk])[customer.pk]
    theirs = ReviewAsk.objects.filter(
        customer__in=rows_of_person(person_id), store=store, site__iexact=site.strip()
    )
    is_posted = state == ReviewAsk.State.POSTED
    if not is_posted:
        stars, quote, names = None, "", None
    review = theirs.filter(state=ReviewAsk.State.ASKED).order_by("-asked_on", "-id").first()
    same = theirs.filter(state=state, stars=stars, quote=quote.strip()).order_by("-id")
    known = same.filter(posted_on=on).first() if is_posted else None if review else same.first()
    if known is not None:
        return known
    if review is None:
        review = ReviewAsk(
            group_id=store.group_id,
            store=store,
            customer_id=person_id,
            site=site.strip(),
            delivery=latest_sale(store, person_id),
        )
    review.state, review.changed_at = ReviewAsk.State(state), now
    review.posted_on = on if is_posted else None
    review.stars, review.quote, review.names = stars, quote.strip(), names
    review.save()
    return review


def link_review(review: ReviewAsk, case: HeatCase, *, now: datetime) -> None:
    """The review that a heat case led to, or averted (line 11). The latest link counts."""
    ReviewAsk.objects.filter(pk=review.pk).update(heat_case=case, changed_at=now)
