"""What a customer asked us to stop, in their words, and which of it was taken back by whom."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from customers.models import ContactStop, Customer
from customers.queries.merged import of_person
from dealerfollow.web.days import day_words


@dataclass(frozen=True)
class Request:
    """One request: what and by which way, when and noted by whom, the words; and, where it was
    recorded by mistake, who took it back when and why ("" while it holds)."""

    what: str
    source: str
    words: str
    lifted: str


def requests_of(customer: Customer, *, today: date) -> tuple[Request, ...]:
    """All that the person ever asked, each once, the newest first. One query."""
    rows = ContactStop.objects.filter(of_person(customer), value="")
    rows = rows.select_related("recorded_by", "lifted_by").order_by("-asked_at", "-id")
    return tuple(_request(stop, customer, today) for stop in rows)


def _request(stop: ContactStop, customer: Customer, today: date) -> Request:
    zone = customer.store.zone
    source = day_words(stop.asked_at.astimezone(zone).date(), today)
    if stop.recorded_by:
        source = f"{source}, {stop.recorded_by.name}"
    lifted = ""
    if stop.lifted_at:
        lifted = _("Taken back %(day)s") % {
            "day": day_words(stop.lifted_at.astimezone(zone).date(), today)
        }
        lifted += f", {stop.lifted_by.name}" if stop.lifted_by else ""
        lifted += f": “{stop.lifted_words}”" if stop.lifted_words else ""
    what = f"{stop.get_scope_display()} · {stop.get_channel_display()}"
    return Request(what, source, stop.words, lifted)
