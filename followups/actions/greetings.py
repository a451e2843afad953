"""The birthday is greeted by who sold to them last, at the store that greets (edge case 66)."""

from collections.abc import Collection
from datetime import datetime

from dealerfollow.stores.models import User
from followups.actions.heirs_day import give_a_day
from followups.actions.owner_changes import handed
from followups.models import FollowUp, FollowUpEvent, Plan
from followups.queries.card_owners import given_on_purpose, last_sellers

LAST_SELLER = "one_card"


def give_greetings(customer_ids: Collection[int], *, now: datetime) -> int:
    """Gives running birthday plans of these customers, and the greeting made of one, to whoever
    makes the calls of their last sale at its store. Where they make none there any more, the plan
    stays with whom it is: an heir, or the manager (edge case 74).

    What was given to its owner on purpose stays there (edge case 79), and a miss keeps the name it
    was counted for. Returns the follow-ups that moved. Idempotent; 2 queries where all is right.
    """
    sellers = last_sellers(customer_ids)
    running = Plan.objects.filter(
        customer__in={customer_id for customer_id, _ in sellers},
        anchor_kind=Plan.AnchorKind.BIRTHDAY,
        ended_on=None,
    )
    moving: dict[int, list[int]] = {}
    for pk, customer_id, store_id, owner_id in running.values_list(
        "pk", "customer", "store", "owner"
    ):
        seller_id = sellers.get((customer_id, store_id), owner_id)
        if seller_id != owner_id:
            moving.setdefault(seller_id, []).append(pk)
    sellers_now = User.objects.in_bulk(moving) if moving else {}
    return sum(_give(plans, sellers_now[pk], now) for pk, plans in sorted(moving.items()))


def _give(plans: Collection[int], seller: User, now: datetime) -> int:
    Plan.objects.filter(pk__in=plans).update(owner=seller)
    rows = FollowUp.objects.open().filter(plan__in=plans).exclude(owner=seller)
    given = given_on_purpose(list(rows.values_list("pk", flat=True)))
    moved = list(rows.exclude(pk__in=given).select_related("owner", "store"))
    FollowUpEvent.objects.bulk_create(handed(row, seller, LAST_SELLER, now=now) for row in moved)
    theirs = FollowUp.objects.open().filter(pk__in=[row.pk for row in moved])
    for store in {row.store for row in moved}:
        give_a_day(theirs.filter(store=store), store, seller, now=now)
    return theirs.update(owner=seller)
