"""Their language, the way they prefer and their hours: changed where they are shown."""

from copy import copy
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from customers.actions import correct_customer
from customers.forms import WishesForm
from customers.models import Customer
from customers.views.answering import ask, saved
from customers.views.fetching import fetch_customer
from dealerfollow.web.access import requires
from dealerfollow.web.posted import posted


@requires("customers.edit")
def wishes(request: HttpRequest, pk: int) -> HttpResponseBase:
    """How they want to be reached. What was not sent stays as it is: the page's one-press switch
    of the language sends only that."""
    customer = fetch_customer(request, pk, right="customers.edit")
    told = posted(request)
    sent = None if told is None else {**_as_they_stand(customer), **told.dict()}
    form = WishesForm(sent, instance=copy(customer))
    if not form.is_valid():
        return ask(request, customer, form, _("How they want to be reached"))
    correct_customer(customer, form.cleaned_data, now=request.now)  # type: ignore[attr-defined]
    return saved(request, customer, _("Saved."))


def _as_they_stand(customer: Customer) -> dict[str, Any]:
    return {name: getattr(customer, name) for name in WishesForm.base_fields}
