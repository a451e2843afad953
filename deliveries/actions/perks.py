"""What was promised with the sale and is used up bit by bit: four oil changes, one of them had."""

from datetime import datetime

from django.db import transaction

from customers.actions import lock_customers
from dealerfollow.stores.models import User
from deliveries.actions.we_owe import settle_we_owe
from deliveries.models import WeOwe


@transaction.atomic
def use_perk(we_owe: WeOwe, *, seen: int, by: User, now: datetime) -> bool:
    """One of them was used; with the last one the promise is kept (line 50).

    `seen` is how many were used on the page that was pressed: the second of two presses, or of two
    people, changes nothing and returns False.
    """
    lock_customers([we_owe.customer_id])
    rows = WeOwe.objects.open().filter(pk=we_owe.pk, used=seen, uses__gt=seen)
    is_counted = rows.update(used=seen + 1, word_at=now, word_by=by) == 1
    we_owe.refresh_from_db()
    if is_counted and we_owe.used == we_owe.uses:
        settle_we_owe(we_owe, by=by, now=now)
    return is_counted
