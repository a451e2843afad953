"""/customers/<id>/heat/: a heat case opened on the customer's page."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from customers.models import Customer
from customers.queries import of_person
from customers.views.fetching import fetch_customer
from dealerfollow.stores.models import Membership, Store, User
from dealerfollow.stores.rules.rights import OWNER_ROLES
from dealerfollow.web.access import requires
from dealerfollow.web.posted import posted
from deliveries.models import Delivery
from followups.actions.heat import open_heat
from followups.actions.heat.owed import heat_day
from followups.forms.heat import OpenHeatForm


@requires("calls.work")
def new_heat(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Who is upset, about what, who takes care of it, and by when they hear."""
    customer = fetch_customer(request, pk, right="calls.work")
    scope: Any = request.scope  # type: ignore[attr-defined]
    now = request.now  # type: ignore[attr-defined]
    stores = _stores(scope, customer)
    day = heat_day(customer.store, now)
    people = User.objects.filter(pk__in=_callers(stores)).order_by("name")
    around = {"stores": stores, "people": people, "today": day.today, "calendar": day.calendar}
    form = OpenHeatForm(posted(request), **around)
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
        delivery=_latest(customer, store),
        by=request.user,  # type: ignore[arg-type]
        now=now,
    )
    messages.success(request, _("Open. %(name)s takes care of it.") % {"name": case.owner.name})
    return redirect("followups:heat-case", pk=case.pk)


def _stores(scope: Any, customer: Customer) -> Any:
    """Where the reader makes calls; the customer's own store first."""
    own = Store.objects.filter(pk__in=scope.stores_with("calls.work"), group_id=scope.group_id)
    here = own.filter(pk=customer.store_id)
    return here if here.exists() else own.order_by("name")


def _callers(stores: Any) -> Any:
    members = Membership.objects.active().filter(store__in=stores).with_role(*OWNER_ROLES)
    return members.values("user")


def _latest(customer: Customer, store: Store) -> Delivery | None:
    """Their latest sale at the store: the case says which car it is about."""
    sales = Delivery.objects.filter(of_person(customer), store=store, unwound_on=None)
    return sales.order_by("-sold_on", "-id").first()
