"""/we-owes/new/: a we-owe added by hand, from the desk, a delivery, or a customer's page."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from customers.models import Customer
from customers.queries import of_person
from customers.queries.visible import store_to_write_in, visible_to
from customers.views.fetching import fetch_customer
from dealerfollow.lib.ids import id_from
from dealerfollow.stores.models import Store
from dealerfollow.web.access import fetch, requires
from dealerfollow.web.posted import posted
from deliveries.actions.adding import add_we_owe
from deliveries.forms.owing import OwingForm
from deliveries.models import Delivery
from deliveries.queries.pasted import deals_named
from deliveries.rules.pasted import key_of
from deliveries.views.departments import department_of
from deliveries.wording import car_words

EDIT = "we_owes.edit"
ROWS = Delivery.objects.select_related("store", "customer", "vehicle")
MOST_SALES = 20


@requires(EDIT)
@require_http_methods(["GET", "POST"])
def owe(request: HttpRequest) -> HttpResponseBase:
    """The form; `delivery` or `customer` in the address says whose it is, else a number does."""
    sale, customer = _sale_named(request), _customer_named(request)
    scope: Any = request.scope  # type: ignore[attr-defined]
    store = _store_of(scope, sale, customer)
    today = store.day_of(request.now)  # type: ignore[attr-defined]
    form = OwingForm(
        posted(request),
        initial=_initial(request),
        today=today,
        sales=[sale] if sale else _sales(request, customer),
        has_sale=sale is not None,
        may_have_none=customer is not None,
    )
    if request.method == "POST" and form.is_valid():
        return _saved(request, form, customer, today)
    status = 422 if form.errors else 200
    return _page(request, form, sale, customer, status=status)


def _saved(
    request: HttpRequest, form: OwingForm, customer: Customer | None, today: Any
) -> HttpResponseBase:
    data = form.cleaned_data
    sale = form.chosen_sale()
    whose = sale.customer if sale else customer
    assert whose is not None
    row, is_new = add_we_owe(
        _store_of(request.scope, sale, customer),  # type: ignore[attr-defined]
        whose,
        data["item"],
        delivery=sale,
        by=request.user,  # type: ignore[arg-type]
        today=today,
        department=data["department"],
        owed_by=data["owed_by"],
        promised_on=data["promised_on"],
        told_on=data["promised_on"] if data["is_told"] else None,
        is_safety=data["is_safety"],
        uses=data["uses"],
    )
    words = _("Added: %(item)s for %(name)s. It is on the desk of %(department)s.")
    if not is_new:
        words = _("%(item)s for %(name)s is open already, at %(department)s: it is owed once.")
    facts = {"item": row.item, "name": whose.name, "department": row.get_department_display()}
    messages.success(request, words % facts)
    return redirect(_back(request, row.department, row.pk))


def _page(
    request: HttpRequest,
    form: OwingForm,
    sale: Delivery | None,
    customer: Customer | None,
    *,
    status: int,
) -> TemplateResponse:
    words = _("It goes to the desk of its department, and leads the customer’s next card.")
    if sale:
        words = f"{sale.customer.name} · {car_words(sale)}"
    elif customer:
        words = customer.name
    context = {
        "form": form,
        "words": words,
        "url": request.get_full_path(),
        "cancel_url": _back(request, request.GET.get("department", ""), None),
    }
    return TemplateResponse(request, "deliveries/owing.html", context, status=status)


def _back(request: HttpRequest, department: str, pk: int | None) -> str:
    """Where the person came from: the delivery, the customer, or the desk at this item."""
    scope: Any = request.scope  # type: ignore[attr-defined]
    if (number := _number(request, "delivery")) and scope.has("deliveries.see"):
        return reverse("deliveries:detail", args=[number])
    if number := _number(request, "customer"):
        return reverse("customers:customer", args=[number])
    told = {"department": department, **({"owe": str(pk)} if pk else {})}
    return f"{reverse('deliveries:we-owes')}?{urlencode(told)}"


def _number(request: HttpRequest, name: str) -> int | None:
    text = request.GET.get(name, "")
    if not text:
        return None
    pk = id_from(text)
    if pk is None:
        raise Http404
    return pk


def _sale_named(request: HttpRequest) -> Delivery | None:
    pk = _number(request, "delivery")
    return fetch(request, ROWS.all(), right=EDIT, pk=pk) if pk else None


def _customer_named(request: HttpRequest) -> Customer | None:
    """The customer in the address, or who goes on for them, for who may see customers; 404 for who
    may not."""
    pk = _number(request, "customer")
    if pk is None:
        return None
    customer = fetch_customer(request, pk, right=EDIT)
    scope: Any = request.scope  # type: ignore[attr-defined]
    seeing = scope.narrowed("customers.see").narrowed(EDIT)
    if not visible_to(seeing, seeing.store_ids).filter(pk=customer.pk).exists():
        raise Http404
    return customer


def _sales(request: HttpRequest, customer: Customer | None) -> list[Delivery]:
    """The cars that can be meant: the customer's, else those of the number that was typed."""
    scope: Any = request.scope  # type: ignore[attr-defined]
    stores = scope.stores_with(EDIT)
    if customer:
        rows = ROWS.filter(of_person(customer), group_id=scope.group_id, store_id__in=stores)
        return list(rows.filter(unwound_on=None).order_by("-sold_on", "-id")[:MOST_SALES])
    key = key_of(request.POST.get("number", "")[:40])
    return deals_named(scope, {key}, stores).get(key, [])[:MOST_SALES] if key else []


def _store_of(scope: Any, sale: Delivery | None, customer: Customer | None) -> Store:
    """Where it is owed: the sale's store, else one that knows the customer and in which the reader
    may write."""
    seeing = scope.narrowed("customers.see").narrowed(EDIT)
    known = store_to_write_in(seeing, customer, EDIT) if customer else None
    store: Store = sale.store if sale else known or scope.store
    return store


def _initial(request: HttpRequest) -> dict[str, Any]:
    return {"department": department_of(request), "owed_by": "store"}
