"""What deliveries add to a customer's page: the cars they took home, and what is still owed."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from customers.models import Customer
from customers.panels import Drawn, Panel, register
from customers.queries import of_person
from dealerfollow.web.days import day_words
from deliveries.models import Delivery, WeOwe
from deliveries.queries.undone_sales import excluded_as
from deliveries.wording import undone_words
from deliveries.wording_of_desk import used_words

MOST = 30


@dataclass(frozen=True)
class Car:
    """One sale as the page shows it."""

    title: str
    condition: str
    detail: str
    url: str
    is_past: bool


@dataclass(frozen=True)
class Owed:
    """One open promise, with a mark."""

    item: str
    detail: str
    chip: str
    tone: str
    icon: str
    is_safety: bool


def cars(scope: Any, customer: Customer, now: datetime) -> Drawn:
    """The customer's cars, the latest first, as buyer and as co-buyer; one query, and one more
    when a sale was undone."""
    today = now.astimezone(customer.store.zone).date()
    sales = list(
        Delivery.objects.filter(
            of_person(customer) | Q(co_buyer=customer),
            group_id=scope.group_id,
            store__in=scope.stores_with("customers.see"),
        )
        .select_related("vehicle", "salesperson", "store")
        .order_by("-sold_on", "-id")[:MOST]
    )
    standing = [sale for sale in sales if sale.unwound_on is None]
    n = len(standing)
    words = ngettext("%(n)d car", "%(n)d cars", n) % {"n": n} if n else ""
    if n and standing[0].vehicle.name:  # the page begins with the person and their car
        words = f"{standing[0].vehicle.name} · {words}" if n > 1 else standing[0].vehicle.name
    excluded = excluded_as(sales)
    lines = [_car(scope, sale, excluded.get(sale.pk, ""), customer, today) for sale in sales]
    return Drawn("deliveries/_customer_cars.html", {"cars": lines}, words)


def _car(scope: Any, sale: Delivery, excluded: str, customer: Customer, today: date) -> Car:
    parts = [undone_words(excluded).lower() if excluded else _when(sale, today)]
    if sale.deal_number:
        parts.append(_("deal %(number)s") % {"number": sale.deal_number})
    if sale.salesperson:
        parts.append(sale.salesperson.name)
    if len(scope.store_ids) > 1:
        parts.append(sale.store.name)
    if sale.co_buyer_id == customer.pk:
        parts.append(_("as co-buyer"))
    if sale.lease_ends_on:
        parts.append(_("lease ends %(day)s") % {"day": day_words(sale.lease_ends_on, today)})
    return Car(
        title=sale.vehicle.name or _("Car"),
        condition=str(sale.get_condition_display()).lower(),
        detail=" · ".join(parts),
        url=_url(scope, sale),
        is_past=sale.unwound_on is not None,
    )


def _when(sale: Delivery, today: date) -> str:
    if sale.unwound_on:
        return _("unwound %(day)s") % {"day": day_words(sale.unwound_on, today)}
    if sale.delivered_on:
        return _("delivered %(day)s") % {"day": day_words(sale.delivered_on, today)}
    return _("sold %(day)s, not delivered") % {"day": day_words(sale.sold_on, today)}


def _url(scope: Any, sale: Delivery) -> str:
    if not scope.has("deliveries.see", sale.store_id):
        return ""
    return reverse("deliveries:detail", args=[sale.pk])


def we_owes(scope: Any, customer: Customer, now: datetime) -> Drawn:
    """What is open between the customer and us, the earliest promise first; one query."""
    today = now.astimezone(customer.store.zone).date()
    rows = WeOwe.objects.open().filter(
        of_person(customer),
        group_id=scope.group_id,
        store__in=scope.stores_with("customers.see", "we_owes.see"),
    )
    owed = [_owed(row, today) for row in rows.order_by("-is_safety", "promised_on", "id")[:MOST]]
    desk = new = ""
    if scope.has("we_owes.see"):
        desk = reverse("deliveries:we-owes")
    if scope.narrowed("customers.see").has("we_owes.edit"):
        new = f"{reverse('deliveries:owe')}?{urlencode({'customer': customer.pk})}"
    shown = {"owes": owed, "desk_url": desk, "new_url": new}
    return Drawn("deliveries/_customer_we_owes.html", shown)


def _owed(row: WeOwe, today: date) -> Owed:
    who = row.get_department_display()
    parts = [str(_("Customer owes") if row.owed_by == WeOwe.OwedBy.CUSTOMER else who)]
    if row.told_on:
        parts.append(_("told %(day)s") % {"day": day_words(row.told_on, today)})
    if row.word:
        parts.append(row.word)
    if row.uses:
        parts.append(used_words(row))
    chip, tone, icon = _("No date"), "late", "help-circle"
    if row.status == WeOwe.Status.READY:
        chip, tone, icon = _("Ready"), "ok", "check"
    elif row.promised_on and row.promised_on < today:
        chip, tone, icon = day_words(row.promised_on, today), "miss", "alert-circle"
    elif row.promised_on:
        chip, tone, icon = day_words(row.promised_on, today), "line", ""
    return Owed(row.item, " · ".join(parts), chip, tone, icon, row.is_safety)


register(Panel("cars", "left", 10, cars))
register(Panel("we_owes", "right", 10, we_owes))
