"""Two rows were parted, and one of the two people has died: somebody has to say which (edge 70)."""

from collections.abc import Collection
from datetime import datetime

from customers.models import Customer, CustomerUnmerge
from dealerfollow.stores.models import User
from followups.actions.telling_managers import tell_managers_of

WHO_LIVES = "who_lives"


def ask_who_lives(
    customer_ids: Collection[int], merged_id: int, *, by: User | None, now: datetime
) -> None:
    """Tells the managers that both are silent until somebody says who lives; once for each parting.

    `merged_id` is the row that was parted.
    """
    parting = CustomerUnmerge.objects.filter(merge__merged=merged_id).latest("id")
    people = Customer.objects.filter(pk__in=customer_ids)
    tell_managers_of(people, WHO_LIVES, key=str(parting.pk), words=parting.words, by=by, now=now)
