"""One log sent from Maria's card at noon of the Thursday after her delivery."""

from datetime import date, timedelta

from customers.models import CustomerPhone
from dealerfollow.testing.sales import buyer, noon
from deliveries.actions import owe
from followups.models import Attempt, FollowUp

THURSDAY = date(2026, 3, 5)
TUESDAY = THURSDAY - timedelta(days=2)
FRIDAY = THURSDAY + timedelta(days=1)
NOW = noon(THURSDAY)
MARIA = buyer(
    first_name="Maria",
    last_name="Delgado",
    phones=(("+12125550142", "mobile"), ("+12125550143", "home")),
)
GOOGLE = {"name": "Google", "url": "https://example.com/g"}
CARS = {"name": "Cars.com", "url": "https://example.com/c"}
ANA = {
    "outcome": "spoke",
    "is_pleased": "on",
    "referral": "given",
    "referral_name": "Ana Ruiz",
    "referral_phone": "(212) 555-0177",
    "referral_kind": "friend",
    "referral_words": "A pickup",
}


def said(caller, row, **answers):
    """The log of a talk in which they said that."""
    saved = caller.log(row, **{"outcome": "spoke", **answers})
    assert saved.status_code == 302, problems(saved)
    return Attempt.objects.latest("id")


def page(caller, row):
    """The card as that person sees it."""
    return caller.open(row).content.decode()


def reopen(row):
    """Open once more, as if nothing had been logged from it."""
    FollowUp.objects.filter(pk=row.pk).update(state="open", closed_at=None, closed_by=None)


def state(row):
    """Its state, tries, the days of the first try and the first talk, and when it is due."""
    row.refresh_from_db()
    return (row.state, row.tries, row.first_tried_on, row.reached_on, row.due_on)


def second_key(cast, delivery, promised_on):
    """A we-owe for the parts department."""
    return owe(
        cast.north,
        delivery.customer,
        "Second key",
        department="parts",
        promised_on=promised_on,
        by=cast.sam,
        today=TUESDAY,
        delivery=delivery,
    )


def problems(response):
    """What a refused log said next to each field."""
    assert response.status_code == 422
    return {name: list(words) for name, words in response.context["form"].errors.items()}


def wrong_numbers():
    """The numbers that are known to be wrong."""
    return [str(phone.number) for phone in CustomerPhone.objects.exclude(wrong_at=None)]
