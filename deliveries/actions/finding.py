"""Which sale on file is told; and a known sale that turned out to be none."""

from datetime import datetime

from django.db import transaction

from customers.actions.upsert import store_numbers
from customers.models import Customer
from customers.queries.matching import keys_of
from dealerfollow.stores.models import Store, User
from deliveries.actions.dates import unwind_delivery
from deliveries.models import Delivery
from deliveries.queries.known_sales import known_sales
from deliveries.queries.undone_sales import excluded_as
from deliveries.rules.sale import Found, Identity, SaleDetails, ToldSale, which_sale


def find_sale(store: Store, sale: SaleDetails, buyer: Customer | None) -> Found:
    """What the sale is to those on file; see which_sale. `buyer` was picked by a person."""
    told = ToldSale(
        deal_number=sale.deal_number,
        vin=sale.vehicle.vin,
        stock_number=sale.stock_number,
        sold_on=sale.sold_on,
        buyer=keys_of(sale.buyer, str(store.pk)),
        customer_id=buyer.pk if buyer else None,
    )
    return which_sale(told, known_sales(store, sale), never_match=store_numbers(store))


@transaction.atomic
def exclude_known(
    store: Store, sale: SaleDetails, code: str, *, by: User | None, now: datetime
) -> bool:
    """A sale on file that the dealer system now calls wholesale or a dealer trade: what is owed for
    it ends with that reason, `code` (edge case 44). False when it is not on file. Idempotent."""
    found = find_sale(store, sale, None)
    if found.identity is not Identity.SAME or found.pk is None:
        return False
    delivery = Delivery.objects.select_for_update(no_key=True).get(pk=found.pk)
    unwind_delivery(store, delivery, store.day_of(now), by=by, now=now, source=code)
    return True


def was_excluded(delivery: Delivery) -> bool:
    """Whether it was undone by such a row, and not by its buyer: told as a sale again it is one."""
    return bool(excluded_as([delivery]))
