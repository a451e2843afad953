"""One demo sale: who bought what, and what the store still owes them."""

from datetime import date, timedelta
from random import Random

from customers.rules.details import PersonDetails
from dealerfollow.demo import words
from dealerfollow.intake.vin import check_digit
from dealerfollow.lib.workdays import add_months
from deliveries.rules.sale import SaleDetails, VehicleDetails


def demo_vin(rng: Random, number: int) -> str:
    """A VIN whose check digit holds; unique by `number`."""
    letters = "ABCDEFGHJKLMNPRSTUVWXYZ0123456789"
    body = "".join(rng.choice(letters) for _ in range(8)) + "0" + f"T{number:07d}"
    return f"{body[:8]}{check_digit(body)}{body[9:]}"


def demo_person(rng: Random, number: int, *, today: date) -> PersonDetails:
    """A buyer with a fictional 555 number; some write only by e-mail, some prefer Spanish."""
    first, last = rng.choice(words.FIRST), rng.choice(words.LAST)
    city, postal_code = rng.choice(words.CITIES)
    area = ("480", "602", "623")[number % 3]
    age = timedelta(days=rng.randint(22 * 365, 70 * 365))
    plain = "".join(
        c for c in f"{first}.{last}".lower() if c.isascii() and (c.isalpha() or c == ".")
    )
    return PersonDetails(
        first_name=first,
        last_name=last,
        phones=((f"+1{area}555{number % 10000:04d}", "mobile"),),
        emails=(f"{plain}{number}@example.com",) if rng.random() < 0.8 else (),
        address=f"{rng.randint(100, 9900)} E {rng.choice(words.STREETS)} Rd",
        city=city,
        state="AZ",
        postal_code=postal_code,
        language="es" if rng.random() < 0.15 else "en",
        born_on=today - age if rng.random() < 0.6 else None,
        preferred_channel=rng.choices(("phone", "text", "email"), (7, 2, 1))[0],
    )


def demo_sale(rng: Random, number: int, sold_on: date, *, sells_new: bool) -> SaleDetails:
    """A sale delivered on the day it was made, now and then a day later or with a co-buyer."""
    is_new = sells_new and rng.random() < 0.6
    make, model, trim = rng.choice(words.NEW_CARS if is_new else words.USED_CARS)
    is_lease = is_new and rng.random() < 0.2
    buyer = demo_person(rng, number, today=sold_on)
    co_buyer = None
    if rng.random() < 0.2:
        other = demo_person(rng, number + 5000, today=sold_on)
        co_buyer = PersonDetails(
            first_name=other.first_name, last_name=buyer.last_name, phones=other.phones
        )
    flags = [f for f in ("long_finance", "second_key", "after_dark") if rng.random() < 0.12]
    return SaleDetails(
        condition="new" if is_new else "used",
        sold_on=sold_on,
        delivered_on=sold_on,
        buyer=buyer,
        co_buyer=co_buyer,
        vehicle=VehicleDetails(
            vin=demo_vin(rng, number),
            year=sold_on.year + (1 if is_new and sold_on.month > 8 else 0)
            if is_new
            else sold_on.year - rng.randint(1, 7),
            make=make,
            model=model,
            trim=trim,
            color=rng.choice(words.COLORS),
        ),
        deal_number=f"{48000 + number}",
        stock_number=f"{'N' if is_new else 'U'}{number:04d}",
        sale_kind="lease" if is_lease else "retail",
        lease_months=36 if is_lease else None,
        lease_ends_on=add_months(sold_on, 36) if is_lease else None,
        flags=tuple(flags),
    )
