"""Sales of one buyer that were unwound: what a new sale may take the place of."""

from customers.models import Customer
from dealerfollow.stores.models import Store
from deliveries.models import Delivery
from deliveries.rules.replacing import UndoneSale, replaced_sale
from deliveries.rules.sale import SaleDetails


def replaced_id(store: Store, sale: SaleDetails, customer: Customer) -> int | None:
    """The id of the unwound sale that this new one replaces (edge case 40), or None. One query."""
    rows = Delivery.objects.filter(store=store, customer=customer).exclude(unwound_on=None)
    found = rows.values_list("pk", "vehicle__vin", "sold_on", "unwound_on")
    undone = [UndoneSale(pk, vin, sold, unwound) for pk, vin, sold, unwound in found if unwound]
    return replaced_sale(undone, vin=sale.vehicle.vin, sold_on=sale.sold_on)
