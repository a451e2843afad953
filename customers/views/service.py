"""A service visit, typed in until the service file brings them."""

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from customers.actions import keep_services
from customers.forms import ServiceVisitForm
from customers.views.answering import ask, saved
from customers.views.fetching import fetch_customer
from dealerfollow.web.access import requires
from dealerfollow.web.posted import posted


@requires("customers.edit")
def visit(request: HttpRequest, pk: int) -> HttpResponseBase:
    """They had work done on the car: for 18 months a listed number may be rung (edge case 58)."""
    customer = fetch_customer(request, pk, right="customers.edit")
    today = customer.store.day_of(request.now)  # type: ignore[attr-defined]
    form = ServiceVisitForm(posted(request), today=today, initial={"serviced_on": today})
    if not form.is_valid():
        return ask(
            request,
            customer,
            form,
            _("Service visit"),
            warning=_("Paid work on their car, not a lease payment: it keeps us in touch."),
        )
    keep_services({customer.pk: form.cleaned_data["serviced_on"]})
    return saved(request, customer, _("Noted. An earlier visit changes nothing."))
