"""Changing who a customer is and how they are reached: one small form each."""

from copy import copy
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from customers.actions import (
    add_email,
    add_phone,
    correct_customer,
    correct_email,
    correct_phone,
    mark_number_wrong,
)
from customers.forms import CustomerForm, EmailForm, PhoneForm
from customers.models import Customer, CustomerEmail, CustomerPhone
from customers.queries import of_person
from customers.views.answering import ask, saved
from customers.views.fetching import fetch_customer
from dealerfollow.web.access import requires
from dealerfollow.web.posted import posted


@requires("customers.edit")
def edit(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Name, language, channel and hours, address, birthday, how they use the car."""
    customer = fetch_customer(request, pk, right="customers.edit")
    now = request.now  # type: ignore[attr-defined]
    today = customer.store.day_of(now)
    form = CustomerForm(posted(request), instance=copy(customer), today=today)
    if not form.is_valid():
        return ask(request, customer, form, _("Edit %(name)s") % {"name": customer.name})
    correct_customer(customer, form.cleaned_data, now=now)
    return saved(request, customer, _("Saved."))


@requires("customers.edit")
def new_phone(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Adds a number."""
    customer = fetch_customer(request, pk, right="customers.edit")
    right = customer.phones.filter(wrong_at=None).values_list("number", flat=True)
    form = PhoneForm(posted(request), taken={str(n) for n in right})
    if not form.is_valid():
        return ask(request, customer, form, _("Add a number"))
    add_phone(customer, form.cleaned_data.pop("number"), **form.cleaned_data, now=_now(request))
    return saved(request, customer, _("Number added."))


@requires("customers.edit")
def phone(request: HttpRequest, pk: int, phone_pk: int) -> HttpResponseBase:
    """Corrects a number."""
    customer = fetch_customer(request, pk, right="customers.edit")
    one = CustomerPhone.objects.filter(of_person(customer), pk=phone_pk).first()
    if one is None:
        raise Http404
    others = customer.phones.exclude(pk=phone_pk).values_list("number", flat=True)
    form = PhoneForm(
        posted(request),
        initial={"number": one.number, "kind": one.kind, "is_first": one.rank == 0},
        taken={str(n) for n in others},
    )
    if not form.is_valid():
        return ask(request, customer, form, _("Correct a number"))
    correct_phone(one, form.cleaned_data.pop("number"), **form.cleaned_data, now=_now(request))
    return saved(request, customer, _("Number saved."))


@requires("customers.edit")
@require_POST
def wrong_number(request: HttpRequest, pk: int, phone_pk: int) -> HttpResponseBase:
    """Somebody else answers it; that holds for everybody who has it."""
    customer = fetch_customer(request, pk, right="customers.edit")
    one = CustomerPhone.objects.filter(of_person(customer), pk=phone_pk).first()
    if one is None:
        raise Http404
    mark_number_wrong(customer, str(one.number), now=_now(request))
    words = _("Marked as wrong, for everybody who has it. Nobody is offered it again.")
    return saved(request, customer, words)


@requires("customers.edit")
def new_email(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Adds an address."""
    customer = fetch_customer(request, pk, right="customers.edit")
    form = EmailForm(posted(request), taken=_addresses(customer))
    if not form.is_valid():
        return ask(request, customer, form, _("Add an e-mail address"))
    add_email(customer, form.cleaned_data["address"], now=_now(request))
    return saved(request, customer, _("Address added."))


@requires("customers.edit")
def email(request: HttpRequest, pk: int, email_pk: int) -> HttpResponseBase:
    """Corrects an address."""
    customer = fetch_customer(request, pk, right="customers.edit")
    one = CustomerEmail.objects.filter(of_person(customer), pk=email_pk).first()
    if one is None:
        raise Http404
    form = EmailForm(
        posted(request),
        initial={"address": one.address},
        taken=_addresses(customer) - {one.address},
    )
    if not form.is_valid():
        return ask(request, customer, form, _("Correct an e-mail address"))
    correct_email(one, form.cleaned_data["address"], now=_now(request))
    return saved(request, customer, _("Address saved."))


def _addresses(customer: Customer) -> set[str]:
    good = customer.emails.filter(bounced_at=None)
    return set(good.values_list("address", flat=True))


def _now(request: HttpRequest) -> datetime:
    return request.now  # type: ignore[attr-defined, no-any-return]
