"""Deliveries in words: the car, the next follow-up, what was changed."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, pgettext

from dealerfollow.web.days import day_words, weekday_words
from deliveries.models import Delivery
from deliveries.queries.next_contacts import NextContact

KINDS = {
    "post_sale": gettext_noop("Post-sale call"),
    "satisfaction": gettext_noop("Satisfaction call"),
    "how_to": gettext_noop("How-to call"),
    "check_in": gettext_noop("Check-in"),
    "birthday": gettext_noop("Birthday"),
    "anniversary": gettext_noop("Purchase anniversary"),
    "repurchase": gettext_noop("Talk about the next car"),
    "lease": gettext_noop("Lease end"),
    "plates": gettext_noop("Plates"),
    "promise": gettext_noop("Promise"),
    "call_back": gettext_noop("Call back"),
}

FIELDS = {
    "deal_number": gettext_noop("Deal number"),
    "stock_number": gettext_noop("Stock number"),
    "condition": gettext_noop("New or used"),
    "sale_kind": gettext_noop("Kind of sale"),
    "lease_months": gettext_noop("Lease, months"),
    "lease_ends_on": gettext_noop("Lease ends"),
    "co_buyer": gettext_noop("Co-buyer"),
    "vehicle": gettext_noop("Car"),
    "customer": gettext_noop("Buyer"),
    "delivered_on": gettext_noop("Delivered on"),
    "unwound_on": gettext_noop("Unwound on"),
    "salesperson": gettext_noop("Salesperson"),
    "tag_expires_on": gettext_noop("Temporary tag expires"),
    "car_gone_on": gettext_noop("Car gone"),
}

SOURCES = {
    "typed": gettext_noop("typed"),
    "file": gettext_noop("from the sold file"),
    "sold_again": gettext_noop("sold to somebody else"),
    "approved": gettext_noop("a manager said yes"),
    "excluded_wholesale": gettext_noop("from the sold file"),
    "excluded_dealer_trade": gettext_noop("from the sold file"),
}

# What a sale is that a file called no sale to a customer after the fact (edge case 44).
EXCLUDED_WORDS = {
    "excluded_wholesale": gettext_noop("Not followed up: wholesale"),
    "excluded_dealer_trade": gettext_noop("Not followed up: dealer trade"),
}


def car_words(delivery: Delivery) -> str:
    """ "2026 Honda Pilot, new"; the stock number where nothing else is known."""
    name = delivery.vehicle.name or delivery.stock_number or _("Car")
    condition = delivery.get_condition_display().lower()
    return pgettext("a car, and new or used", "%(car)s, %(condition)s") % {
        "car": name,
        "condition": condition,
    }


def next_words(coming: NextContact, today: date) -> str:
    """ "Post-sale call, Mon, Nov 23"."""
    kind = _(KINDS.get(coming.kind, "Follow-up"))
    return f"{kind}, {weekday_words(coming.due_on, today)}"


def saved_words(delivery: Delivery, coming: NextContact | None, change: str, today: date) -> str:
    """What saving did, in one sentence: which follow-up was made, and for whom."""
    if change == "unchanged":
        return _("This delivery was here already; nothing changed.")
    name = delivery.customer.name
    if delivery.delivered_on is None:
        return _("%(name)s is saved as sold, not delivered. The follow-up starts on delivery.") % {
            "name": name
        }
    if coming is None:
        return _("%(name)s is saved. It is older than this store’s follow-up: no call is owed.") % {
            "name": name
        }
    words = {"name": name, "next": next_words(coming, today), "person": coming.owner_name}
    if change == "updated":
        return _("This sale was here already and is completed. Next: %(next)s, %(person)s.") % words
    return _("%(name)s is saved. Next: %(next)s, %(person)s.") % words


def date_source_words(delivery: Delivery, today: date) -> str:
    """The delivery's day, and which date of the file it is (edge case 35)."""
    if delivery.delivered_on is None:
        return _("Not yet")
    day = day_words(delivery.delivered_on, today)
    if delivery.delivered_on_source == "sold":
        return _("%(day)s (the contract date: the file has no delivery date)") % {"day": day}
    return day


def undone_words(excluded: str = "") -> str:
    """Why nobody follows the sale up: unwound, or no sale to a customer (`excluded`: its code)."""
    return _(EXCLUDED_WORDS[excluded]) if excluded else _("Unwound")
