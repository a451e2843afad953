"""Who belongs together: a spouse, a child, a friend, each a customer with a page of their own."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from customers.actions import link_household
from customers.forms import HouseholdForm
from customers.queries.found import rows_of
from customers.queries.search import clean_text, find_customers
from customers.views.answering import saved
from customers.views.fetching import fetch_customer
from dealerfollow.web.access import requires
from dealerfollow.web.posted import posted


@requires("customers.edit")
def household(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Finds the other person and links the two, both ways."""
    customer = fetch_customer(request, pk, right="customers.edit")
    form = HouseholdForm(posted(request))
    if form.is_valid():
        other = fetch_customer(request, form.cleaned_data["other"], right="customers.edit")
        now = request.now  # type: ignore[attr-defined]
        if other.pk != customer.pk:
            today = customer.store.day_of(now)
            link_household(customer, other, form.cleaned_data["kind"], today=today)
            return saved(request, customer, _("Linked. Each has a page of their own."))
        form.add_error("other", _("That is the same person."))
    scope: Any = request.scope  # type: ignore[attr-defined]
    text = clean_text(request.GET.get("q", ""))
    editing = scope.narrowed("customers.edit")
    found = [f for f in find_customers(editing, text, limit=10) if f.customer.pk != customer.pk]
    context = {
        "customer": customer,
        "form": form,
        "q": text,
        "rows": rows_of(editing, found, now=request.now),  # type: ignore[attr-defined]
    }
    status = 422 if form.is_bound else 200
    return TemplateResponse(request, "customers/household.html", context, status=status)
