"""/deliveries/new/: record a delivery in under a minute."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from customers.models import Customer
from customers.queries.search import find_customers
from customers.queries.visible import visible_to
from customers.rules.details import PersonDetails
from dealerfollow.lib.ids import id_from
from dealerfollow.lib.workdays import add_months
from dealerfollow.stores.models import Store
from dealerfollow.stores.queries import people_of
from dealerfollow.stores.rules.rights import Role
from dealerfollow.web.access import requires
from deliveries.actions import StillOwed
from deliveries.actions.record import DealNumberUsedAgain
from deliveries.actions.typed import Owed, record_typed_sale
from deliveries.forms import OweFormSet, SaleForm
from deliveries.forms.sale import CONSENTED, LINES, typed_lines
from deliveries.queries.next_contacts import next_contacts
from deliveries.rules.sale import SaleDetails, VehicleDetails, flags_from_facts
from deliveries.views.nothing_owed import still_owed_words
from deliveries.wording import saved_words

SHORTEST = 3
MOST_FOUND = 5


@requires("deliveries.record")
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponseBase:
    """The form; saving writes delivery, promises and follow-up in one transaction."""
    store = store_to_record(request)
    if request.method == "GET":
        return page(request, store, form_of(request, store), OweFormSet(prefix="owe"))
    if "more" in request.POST:
        lines = typed_lines(request.POST)
        initial = {**request.POST.dict(), "flags": request.POST.getlist("flags")}
        owes = OweFormSet(prefix="owe", initial=lines)
        owes.extra = LINES
        return page(request, store, form_of(request, store, initial=initial), owes)
    form, owes = form_of(request, store, data=request.POST), OweFormSet(request.POST, prefix="owe")
    buyer = picked_customer(request)
    if form.is_valid() and owes.is_valid() and _is_one_or_the_other(form, owes):
        try:
            return saved(request, store, form, owes, buyer)
        except DealNumberUsedAgain:
            words = _("This deal number belongs to another car and another buyer.")
            form.add_error("deal_number", words)
        except StillOwed as owed:
            form.add_error("nothing_owed", still_owed_words(owed))
    return page(request, store, form, owes, status=422)


def _is_one_or_the_other(form: SaleForm, owes: Any) -> bool:
    """Nothing owed was signed, or something is promised below: not both on one page."""
    lines = [line.cleaned_data["item"] for line in owes if line.cleaned_data.get("item")]
    if not form.cleaned_data["nothing_owed"] or not lines:
        return True
    words = _(
        "Below you promise: %(items)s. Take the tick away, or empty those lines if nothing is owed."
    )
    form.add_error("nothing_owed", words % {"items": ", ".join(lines)})
    return False


@requires("deliveries.record")
@require_safe
def found(request: HttpRequest) -> TemplateResponse:
    """Customers who may be the one being typed, for htmx."""
    context = {"found": found_like(request, request.GET)}
    return TemplateResponse(request, "deliveries/_found.html", context)


def store_to_record(request: HttpRequest) -> Store:
    """The store on screen, else the first in which this person may record; 404 without one."""
    scope: Any = request.scope  # type: ignore[attr-defined]
    allowed = scope.stores_with("deliveries.record")
    if scope.store and scope.store.pk in allowed:
        store: Store = scope.store
        return store
    for other in scope.stores:
        if other.pk in allowed:
            return other  # type: ignore[no-any-return]
    raise Http404


def form_of(request: HttpRequest, store: Store, **kwargs: Any) -> SaleForm:
    """The form with the people of this store; a salesperson's own name is filled in."""
    staff = people_of(store)
    people = [person.user for person in staff]
    sellers = [person.user for person in staff if person.role == Role.SALESPERSON]
    seller = next((user for user in sellers if user.pk == request.user.pk), None)
    today = store.day_of(request.now)  # type: ignore[attr-defined]
    return SaleForm(people=people, today=today, seller=seller, **kwargs)


def found_like(request: HttpRequest, typed: Any) -> list[dict[str, Any]]:
    """At most 5 customers by number, address, or name, whichever was typed, in that order."""
    scope: Any = request.scope  # type: ignore[attr-defined]
    seeing = scope.narrowed("customers.see")
    name = f"{typed.get('first_name', '')} {typed.get('last_name', '')}".strip()
    people: dict[int, Customer] = {}
    for text in (typed.get("phone", ""), typed.get("email", ""), name):
        if len(text.strip()) >= SHORTEST and len(people) < MOST_FOUND:
            for one in find_customers(seeing, text, limit=MOST_FOUND):
                if one.how != "like":
                    people.setdefault(one.customer.pk, one.customer)
    picked = typed.get("customer", "")
    return [
        {
            "id": pk,
            "name": customer.name,
            "detail": _detail(customer),
            "is_picked": str(pk) == picked,
        }
        for pk, customer in list(people.items())[:MOST_FOUND]
    ]


def _detail(customer: Customer) -> str:
    phone = next(iter(customer.phones.all()), None)
    parts = [phone.number.as_national if phone else "", customer.city, customer.store.name]
    return " · ".join(part for part in parts if part)


def picked_customer(request: HttpRequest) -> Customer | None:
    """The customer that was picked; only one that a search of this person can find."""
    pk = id_from(request.POST.get("customer", ""))
    if pk is None:
        return None
    scope: Any = request.scope  # type: ignore[attr-defined]
    seeing = scope.narrowed("customers.see")
    return visible_to(seeing, seeing.store_ids).filter(pk=pk).first()


def page(
    request: HttpRequest, store: Store, form: SaleForm, owes: Any, *, status: int = 200
) -> TemplateResponse:
    """The page with the form; 422 when it came back with problems."""
    is_typed = request.method == "POST"
    context = {
        "title": _("Record a delivery"),
        "words": _(
            "For a car that is not in the sold file. The post-sale call starts when you save."
        ),
        "form": form,
        "owes": owes,
        "find_url": reverse("deliveries:found"),
        "found": found_like(request, request.POST) if is_typed else [],
        "lines": _lines(store),
        "save_label": _("Save and schedule the call"),
        "cancel_url": reverse("deliveries:list"),
        "draft": "delivery:new",
    }
    return TemplateResponse(request, "deliveries/form.html", context, status=status)


def _lines(store: Store) -> list[dict[str, str]]:
    merge = _("When the sold file brings the same car and buyer, it stays one delivery.")
    return [
        {"icon": "building-store", "words": store.name},
        {"icon": "phone", "words": _("Post-sale call on the second day, a closed day moves it")},
        {"icon": "repeat", "words": _("Day 7, 30, 90, then every six months")},
        {"icon": "clipboard-list", "words": _("What is owed goes to the desk of its department")},
        {"icon": "git-merge", "words": merge},
    ]


def saved(
    request: HttpRequest, store: Store, form: SaleForm, owes: Any, buyer: Customer | None
) -> HttpResponseBase:
    """Records it and shows the delivery, with what was made and for whom in words."""
    data = form.cleaned_data
    now = request.now  # type: ignore[attr-defined]
    lines = [line.cleaned_data for line in owes if line.cleaned_data.get("item")]
    consents = {c: data[f"consent_{c}"] for c in CONSENTED if data[f"consent_{c}"] != "unknown"}
    recorded = record_typed_sale(
        store,
        sale_of_form(data),
        owed=[Owed(**line) for line in lines],
        consents=consents,
        fact=data["fact"],
        is_nothing_owed=data["nothing_owed"],
        buyer=buyer,
        salesperson=data["salesperson"],
        by=request.user,  # type: ignore[arg-type]
        now=now,
    )
    delivery = recorded.delivery
    coming = next_contacts([delivery]).get(delivery.pk)
    words = saved_words(delivery, coming, recorded.change, store.day_of(now))
    messages.success(request, words)
    if doubt := form.vin_doubt():
        messages.warning(request, doubt)
    # The address tells the page to drop the draft that this device keeps.
    return redirect(f"{reverse('deliveries:detail', args=[delivery.pk])}?saved=1")


def sale_of_form(data: dict[str, Any]) -> SaleDetails:
    """The sale as the action takes it, from cleaned data."""
    lease_ends_on = data["lease_ends_on"]
    begins_on = data["delivered_on"] or data["sold_on"]
    if data["sale_kind"] == "lease" and data["lease_months"] and not lease_ends_on:
        lease_ends_on = add_months(begins_on, data["lease_months"])
    is_company = data["is_company"]
    return SaleDetails(
        condition=data["condition"],
        sold_on=data["sold_on"],
        delivered_on=data["delivered_on"],
        buyer=PersonDetails(
            first_name="" if is_company else data["first_name"],
            last_name="" if is_company else data["last_name"],
            company=data["last_name"] if is_company else "",
            phones=_phones(data["phone"]),
            emails=(data["email"].lower(),) if data["email"] else (),
            language=data["language"],
            preferred_channel=data["preferred_channel"],
        ),
        vehicle=VehicleDetails(data["vin"], data["year"], data["make"], data["model"]),
        co_buyer=_co_buyer(data),
        deal_number=data["deal_number"],
        stock_number=data["stock_number"],
        sale_kind=data["sale_kind"],
        lease_months=data["lease_months"] if data["sale_kind"] == "lease" else None,
        lease_ends_on=lease_ends_on if data["sale_kind"] == "lease" else None,
        tag_expires_on=data["tag_expires_on"],
        flags=flags_from_facts(data["flags"], delivered_at=data["delivered_at"]),
    )


def _co_buyer(data: dict[str, Any]) -> PersonDetails | None:
    if not data["co_last_name"]:
        return None
    return PersonDetails(
        first_name=data["co_first_name"],
        last_name=data["co_last_name"],
        phones=_phones(data["co_phone"]),
    )


def _phones(number: Any) -> tuple[tuple[str, str], ...]:
    return ((number.as_e164, "mobile"),) if number else ()
