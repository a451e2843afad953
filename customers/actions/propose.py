"""Two entries look like one person, or one like two: a manager decides (decision 9)."""

from datetime import datetime

from django.db import transaction

from customers.actions.merge import MergeRefused
from customers.events import MergeProposed, merge_proposed
from customers.models import Customer, CustomerMerge
from dealerfollow.stores.models import User


@transaction.atomic
def propose_merge(
    customer: Customer, other: Customer, *, words: str, by: User, now: datetime
) -> None:
    """Tells the managers of both stores that the two are one person, once for each pair.

    Nothing is merged. Raises MergeRefused: same_row, words_required.
    """
    if customer.pk == other.pk:
        raise MergeRefused("same_row")
    _propose(customer.pk, other.pk, words, by, now, is_parting=False)


@transaction.atomic
def propose_parting(merge: CustomerMerge, *, words: str, by: User, now: datetime) -> None:
    """Tells the managers that a merged entry is somebody else after all, once for each.

    Nothing is parted. Raises MergeRefused without words.
    """
    _propose(merge.survivor_id, merge.merged_id, words, by, now, is_parting=True)


def _propose(
    customer_id: int, other_id: int, words: str, by: User, now: datetime, *, is_parting: bool
) -> None:
    words = " ".join(words.split())[:200]
    if not words:
        raise MergeRefused("words_required")
    merge_proposed.emit(MergeProposed(customer_id, other_id, is_parting, words, by, now))
