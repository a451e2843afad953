"""Sales for tests, told the way a form or a file tells them."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from customers.rules.details import PersonDetails
from dealerfollow.stores.models import Store, User
from deliveries.actions import record_delivery
from deliveries.models import Delivery
from deliveries.rules.sale import SaleDetails, VehicleDetails

_numbers: Iterator[int] = count(1)


def noon(day: date) -> datetime:
    """Noon in New York or a little off: the same date in every American store."""
    return datetime(day.year, day.month, day.day, 17, tzinfo=UTC)


def buyer(**told: Any) -> PersonDetails:
    """A person whom nobody else resembles, unless told otherwise."""
    n = next(_numbers)
    facts: dict[str, Any] = {
        "first_name": f"Maria{n}",
        "last_name": f"Delgado{n}",
        "phones": ((f"+1212555{n % 10000:04d}", "mobile"),),
        "emails": (f"maria{n}@example.com",),
        "state": "NY",
        "postal_code": "10001",
        "city": "New York",
        "address": f"{n} Main St",
    }
    return PersonDetails(**{**facts, **told})


def sale(delivered_on: date | None, **told: Any) -> SaleDetails:
    """A new car sold and delivered that day, with its own deal number and VIN."""
    n = next(_numbers)
    facts: dict[str, Any] = {
        "condition": "new",
        "sold_on": delivered_on,
        "delivered_on": delivered_on,
        "buyer": told.pop("buyer", None) or buyer(),
        "vehicle": VehicleDetails(vin=f"TESTVIN{n:010d}", year=2026, make="Honda", model="CR-V"),
        "deal_number": f"T{n}",
    }
    return SaleDetails(**{**facts, **told})


def deliver(
    store: Store,
    delivered_on: date,
    *,
    salesperson: User | None = None,
    now: datetime | None = None,
    **told: Any,
) -> Delivery:
    """Records a sale delivered that day, learned at noon of the same day unless `now` is given."""
    return record_delivery(
        store,
        sale(delivered_on, **told),
        by=None,
        now=now or noon(delivered_on),
        salesperson=salesperson,
    ).delivery


def days(n: int) -> timedelta:
    """n days."""
    return timedelta(days=n)
