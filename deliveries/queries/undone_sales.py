"""Sales that were undone: why, and what a new sale of the buyer may take the place of."""

from collections.abc import Iterable

from django.db.models import OuterRef, Subquery

from customers.models import Customer
from dealerfollow.stores.models import Store
from deliveries.models import Delivery, DeliveryChange
from deliveries.rules.deals import EXCLUDED
from deliveries.rules.replacing import UndoneSale, replaced_sale
from deliveries.rules.sale import SaleDetails


def replaced_id(store: Store, sale: SaleDetails, customer: Customer) -> int | None:
    """The id of the unwound sale that this new one replaces (edge case 40), or None. One query."""
    rows = Delivery.objects.filter(store=store, customer=customer).exclude(unwound_on=None)
    found = rows.values_list("pk", "vehicle__vin", "sold_on", "unwound_on")
    undone = [UndoneSale(pk, vin, sold, unwound) for pk, vin, sold, unwound in found if unwound]
    return replaced_sale(undone, vin=sale.vehicle.vin, sold_on=sale.sold_on)


def excluded_as(sales: Iterable[Delivery]) -> dict[int, str]:
    """Of these sales those that were undone by a file that called them wholesale or a dealer trade,
    and not by their buyer: delivery id -> the code in EXCLUDED. One query, none without an undone
    sale."""
    ids = [sale.pk for sale in sales if sale.unwound_on]
    if not ids:
        return {}
    undone = DeliveryChange.objects.filter(delivery__in=ids, field="unwound_on")
    last = undone.exclude(became="").order_by("delivery", "-id").distinct("delivery")
    codes = dict(last.values_list("delivery", "source"))
    return {pk: code for pk, code in codes.items() if code in EXCLUDED.values()}


def undone_as() -> Subquery:
    """The same as an annotation of deliveries: what undid it last, perhaps a code in EXCLUDED."""
    undone = DeliveryChange.objects.filter(delivery=OuterRef("pk"), field="unwound_on")
    last = undone.exclude(became="").order_by("-id").values("source")[:1]
    return Subquery(last)
