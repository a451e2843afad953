"""The car is no longer theirs: traded in, sold, totaled."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import connection, transaction

from dealerfollow.stores.models import User
from deliveries.actions.gathering import happened
from deliveries.actions.on_record import save_changes
from deliveries.events import cars_gone
from deliveries.models import Delivery

# A spouse who was co-buyer and buys the lease out has the car as before.
SOLD_AGAIN = """
SELECT former.id, newer.delivered_on
  FROM deliveries_delivery newer
  JOIN deliveries_delivery former
    ON former.vehicle_id = newer.vehicle_id AND former.customer_id <> newer.customer_id
   AND former.co_buyer_id IS DISTINCT FROM newer.customer_id
 WHERE newer.id = ANY(%s) AND newer.unwound_on IS NULL AND former.unwound_on IS NULL
   AND former.car_gone_on IS NULL AND former.delivered_on < newer.delivered_on
 ORDER BY former.id
"""


@transaction.atomic
def end_ownership(
    delivery: Delivery,
    gone_on: date,
    how: str,
    *,
    by: User | None,
    now: datetime,
    source: str = "typed",
) -> None:
    """Ends what is about the car; what is about its owner goes on (edge case 46). Idempotent."""
    row = Delivery.objects.select_for_update(no_key=True).get(pk=delivery.pk)
    if row.car_gone_on is None:
        news = {"car_gone_on": gone_on, "car_gone_how": how}
        save_changes(row, news, source, by, now)
        cars_gone.emit(happened(row.store, row, now))
    delivery.car_gone_on, delivery.car_gone_how = row.car_gone_on, row.car_gone_how


def end_former_ownership(ids: Sequence[int], *, now: datetime) -> int:
    """The same VIN was delivered to another buyer: its former owner has it no longer, in any store
    of the group. Returns how many. Idempotent; one query when there is none."""
    with connection.cursor() as cursor:
        cursor.execute(SOLD_AGAIN, [list(ids)])
        found = dict(cursor.fetchall())
    for former in Delivery.objects.filter(pk__in=found).order_by("pk"):
        how = Delivery.CarGone.SOLD_AGAIN
        end_ownership(former, found[former.pk], how, by=None, now=now, source="sold_again")
    return len(found)
