"""Numbers, addresses and hours of a customer as people say them."""

from typing import Any

from django.utils.translation import gettext as _

from customers.models import Customer, CustomerPhone
from dealerfollow.web.days import clock_words


def national(phone: CustomerPhone) -> str:
    """ "(480) 555-0142" for an American number, else the international form."""
    number: Any = phone.number
    return str(number.as_national if number.country_code == 1 else number.as_international)


def postal_words(customer: Customer) -> str:
    """The postal address in one line; "" without one."""
    town = " ".join(p for p in (customer.state, customer.postal_code) if p)
    return ", ".join(p for p in (customer.address, customer.city, town) if p)


def hours_words(customer: Customer) -> str:
    """ "6 PM to 9 PM": when they want to be reached; "" when they did not say."""
    if not (customer.reach_from and customer.reach_until):
        return ""
    return _("%(start)s to %(end)s") % {
        "start": clock_words(customer.reach_from),
        "end": clock_words(customer.reach_until),
    }
