"""Their language, the way they prefer and their hours: changed where they are shown."""

from copy import copy

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from customers.actions import correct_customer
from customers.forms import WishesForm
from customers.views.answering import ask, saved
from customers.views.fetching import fetch_customer
from dealerfollow.web.access import requires
from dealerfollow.web.posted import posted


@requires("customers.edit")
def wishes(request: HttpRequest, pk: int) -> HttpResponseBase:
    """How they want to be reached. What was not sent stays as it is: the page's one-press switch
    of the language sends only that."""
    customer = fetch_customer(request, pk, right="customers.edit")
    sent = posted(request)
    if sent is not None and set(sent) <= {"csrfmiddlewaretoken", "language"}:
        sent = sent.copy()
        sent["preferred_channel"] = customer.preferred_channel
        for name in ("reach_from", "reach_until"):
            hour = getattr(customer, name)
            sent[name] = hour.isoformat() if hour else ""
    form = WishesForm(sent, instance=copy(customer))
    if not form.is_valid():
        return ask(request, customer, form, _("How they want to be reached"))
    correct_customer(customer, form.cleaned_data, now=request.now)  # type: ignore[attr-defined]
    return saved(request, customer, _("Saved."))
