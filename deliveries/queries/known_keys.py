"""What of a whole chunk of told sales is on file: asked once, so that new rows ask nothing."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import QuerySet

from customers.models import Customer, CustomerEmail, CustomerPhone, Vehicle
from customers.rules.details import PersonDetails
from dealerfollow.stores.models import Store
from deliveries.models import Delivery
from deliveries.rules.sale import SaleDetails


class KnownKeys:
    """Deal numbers, VINs, stock numbers, phones, e-mails and source numbers that exist already.

    Only ever says "surely not on file" or "look": whoever records a row adds its keys with `add`.
    6 queries for any number of sales.
    """

    def __init__(self, store: Store, sales: Sequence[SaleDetails]) -> None:
        people = [person for sale in sales for person in _people(sale)]
        rows, group = Delivery.objects.filter(store=store), {"group_id": store.group_id}
        own = Customer.objects.filter(store=store)
        self.numbers = _of(rows, "deal_number", (s.deal_number for s in sales))
        self.stock = _of(rows, "stock_number", (s.stock_number for s in sales))
        self.vins = _of(Vehicle.objects.filter(**group), "vin", (s.vehicle.vin for s in sales))
        self.source_ids = _of(own, "dms_number", (p.source_id for p in people))
        phones = CustomerPhone.objects.filter(**group)
        self.phones = _of(phones, "number", (n for p in people for n, _ in p.phones))
        emails = CustomerEmail.objects.filter(**group)
        self.emails = _of(emails, "address", (e.lower() for p in people for e in p.emails))

    def may_know_sale(self, sale: SaleDetails) -> bool:
        """False when no sale of the store can be this one."""
        return (
            sale.deal_number in self.numbers
            or sale.vehicle.vin in self.vins
            or sale.stock_number in self.stock
        )

    def may_know_person(self, person: PersonDetails) -> bool:
        """False when no customer of the group can be this person."""
        return (
            person.source_id in self.source_ids
            or any(number in self.phones for number, _ in person.phones)
            or any(address.lower() in self.emails for address in person.emails)
        )

    def add(self, sale: SaleDetails) -> None:
        """From now on the sale and its people are on file. An empty key is never known."""
        self.numbers |= {sale.deal_number} - {""}
        self.vins |= {sale.vehicle.vin} - {""}
        self.stock |= {sale.stock_number} - {""}
        for person in _people(sale):
            self.add_person(person)

    def add_person(self, person: PersonDetails) -> None:
        """From now on the person is on file."""
        self.source_ids |= {person.source_id} - {""}
        self.phones |= {number for number, _ in person.phones}
        self.emails |= {address.lower() for address in person.emails}


def _people(sale: SaleDetails) -> list[PersonDetails]:
    return [sale.buyer, *([sale.co_buyer] if sale.co_buyer else [])]


def _of(rows: QuerySet[Any], field: str, wanted: Iterable[str]) -> set[str]:
    keys = {key for key in wanted if key}
    if not keys:
        return set()
    found = rows.filter(**{f"{field}__in": keys}).values_list(field, flat=True)
    return {str(key) for key in found}
