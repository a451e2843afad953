"""/customers/<id>/heat/: a heat case opened on the customer's page."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from customers.views.fetching import fetch_customer
from dealerfollow.stores.queries import callers_at
from dealerfollow.web.access import requires
from dealerfollow.web.posted import posted
from followups.actions.heat import open_heat
from followups.forms.heat import OpenHeatForm
from followups.queries.contact_page import stores_of_contact
from followups.queries.latest_sale import latest_sale


@requires("calls.work")
def new_heat(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Who is upset, about what, who takes care of it, and by when they hear."""
    customer = fetch_customer(request, pk, right="calls.work")
    scope: Any = request.scope  # type: ignore[attr-defined]
    now = request.now  # type: ignore[attr-defined]
    stores = stores_of_contact(scope, customer)
    if not stores:
        raise PermissionDenied
    people = callers_at(*(store.pk for store in stores))
    form = OpenHeatForm(posted(request), stores=stores, people=people, now=now)
    if not form.is_valid():
        page = {
            "customer": customer,
            "form": form,
            "title": _("Somebody is upset"),
            "save": _("Open a heat case"),
            "warning": _(
                "They hear again by a day, and whoever takes care of it is told at once. The "
                "review ask waits until they say that it is settled."
            ),
            "tone": "late",
        }
        status = 422 if form.is_bound else 200
        return TemplateResponse(request, "customers/form.html", page, status=status)
    told = dict(form.cleaned_data)
    store = told.pop("store")
    case = open_heat(
        store,
        customer,
        **told,
        delivery=latest_sale(store, customer.pk),
        by=request.user,  # type: ignore[arg-type]
        now=now,
    )
    messages.success(request, _("Open. %(name)s takes care of it.") % {"name": case.owner.name})
    return redirect("followups:heat-case", pk=case.pk)
