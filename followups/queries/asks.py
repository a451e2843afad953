"""What was asked of customers, and what came of it: surveys, reviews, referrals."""

from collections.abc import Collection

from django.db.models import QuerySet

from customers.models import Customer
from customers.queries import of_person
from dealerfollow.stores.models import User
from followups.models import CsiSurvey, HeatCase, Referral, ReviewAsk

MOST = 30


def reviews_of_person(customer: Customer, store_ids: Collection[int]) -> list[ReviewAsk]:
    """Reviews asked of them or posted at these stores, the latest first. One query."""
    rows = ReviewAsk.objects.filter(of_person(customer), store__in=list(store_ids))
    return list(rows.select_related("names", "asked_by", "store").order_by("-changed_at")[:MOST])


def reviews_naming(user: User, store_ids: Collection[int]) -> QuerySet[ReviewAsk]:
    """Posted reviews that name this person, the latest first: they collect on their page (10)."""
    rows = ReviewAsk.objects.filter(names=user, state=ReviewAsk.State.POSTED)
    here = rows.filter(store__in=list(store_ids)).select_related("customer", "store")
    return here.order_by("-posted_on", "-id")


def surveys_of_person(customer: Customer, store_ids: Collection[int]) -> list[CsiSurvey]:
    """What is known of the maker's surveys after their new cars, the latest first. One query."""
    rows = CsiSurvey.objects.filter(of_person(customer), store__in=list(store_ids))
    return list(rows.select_related("delivery__vehicle").order_by("-changed_at")[:MOST])


def referrals_of_person(customer: Customer, store_ids: Collection[int]) -> list[Referral]:
    """Whom they named, or that they would rather not, the latest first. One query."""
    rows = Referral.objects.filter(of_person(customer), store__in=list(store_ids))
    return list(rows.select_related("by", "prospect").order_by("-at")[:MOST])


def cases_of_person(customer: Customer, store_ids: Collection[int]) -> list[HeatCase]:
    """Their heat cases at these stores, those that are not over first. One query."""
    rows = HeatCase.objects.filter(of_person(customer), store__in=list(store_ids))
    found = rows.select_related("store", "owner", "customer").order_by("-opened_at", "-id")[:MOST]
    return sorted(found, key=lambda case: case.state == HeatCase.State.CONFIRMED)


def score_of_sale(delivery_id: int | None) -> int | None:
    """How the maker's survey of this sale was answered; None while nothing is on file. One query,
    none without a sale."""
    if delivery_id is None:
        return None
    return CsiSurvey.objects.filter(delivery=delivery_id).values_list("score", flat=True).first()
