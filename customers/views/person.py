"""Who is who: the same person twice, two people after all, a death."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from customers.actions import MergeRefused, merge_customers, record_death, unmerge_customers
from customers.forms import DeathForm, MergeForm, UnmergeForm
from customers.models import Customer, CustomerMerge
from customers.queries.found import rows_of
from customers.queries.picks import alike, merges_to_undo
from customers.queries.search import Found, clean_text, find_customers
from customers.views.answering import ask, saved
from customers.views.fetching import fetch_customer
from dealerfollow.web.access import requires
from dealerfollow.web.posted import posted


@requires("customers.edit")
def merge(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Finds the other entry of the same person and makes the two one."""
    customer = fetch_customer(request, pk, right="customers.edit")
    form = MergeForm(posted(request))
    if form.is_valid():
        other = fetch_customer(request, form.cleaned_data["other"], right="customers.edit")
        try:
            made = merge_customers(
                customer,
                other,
                words=form.cleaned_data["words"],
                by=request.user,  # type: ignore[arg-type]
                now=request.now,  # type: ignore[attr-defined]
            )
        except MergeRefused:
            form.add_error("other", _("That is the same entry."))
        else:
            went_on = Customer.objects.get(pk=made.survivor_id)
            words = _("One person now, with what both entries knew. The strictest request holds.")
            return saved(request, went_on, words)
    return _merge_page(request, customer, form)


def _merge_page(request: HttpRequest, customer: Customer, form: MergeForm) -> TemplateResponse:
    scope: Any = request.scope  # type: ignore[attr-defined]
    text = clean_text(request.GET.get("q", ""))
    editing = scope.narrowed("customers.edit")
    found = [f for f in find_customers(editing, text, limit=10) if f.customer.pk != customer.pk]
    if not text:
        found = [Found(other, "code") for other in alike(scope, customer)]
    context = {
        "customer": customer,
        "form": form,
        "q": text,
        "rows": rows_of(editing, found, now=request.now),  # type: ignore[attr-defined]
    }
    status = 422 if form.is_bound else 200
    return TemplateResponse(request, "customers/merge.html", context, status=status)


@requires("customers.edit")
def unmerge(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Two people after all: each gets its own back."""
    customer = fetch_customer(request, pk, right="customers.edit")
    now = request.now  # type: ignore[attr-defined]
    form = UnmergeForm(posted(request), picks=merges_to_undo(customer, now=now))
    if not form.is_valid():
        return ask(
            request,
            customer,
            form,
            _("Two people after all"),
            warning=_(
                "Each entry has its own numbers, requests and follow-ups again. What was said "
                "since stays here; tries go to whose number was dialed."
            ),
        )
    one = CustomerMerge.objects.get(pk=form.cleaned_data["row"], survivor=customer)
    unmerge_customers(
        one,
        words=form.cleaned_data["words"],
        by=request.user,  # type: ignore[arg-type]
        now=now,
    )
    return saved(request, customer, _("Two people again; each has its own follow-ups."))


@requires("customers.edit")
def died(request: HttpRequest, pk: int) -> HttpResponseBase:
    """They died: nobody of the group contacts them any more."""
    customer = fetch_customer(request, pk, right="customers.edit")
    form = DeathForm(posted(request), initial={"estate_contact": customer.estate_contact})
    if not form.is_valid():
        return ask(
            request,
            customer,
            form,
            _("They died"),
            warning=_(
                "It holds at once, in every store of the group: no call, no letter, no birthday "
                "wish. What we still owe goes to the manager. It cannot be undone."
            ),
            save=_("Record it"),
            tone="miss",
        )
    record_death(
        customer,
        estate_contact=form.cleaned_data["estate_contact"],
        by=request.user,  # type: ignore[arg-type]
        now=request.now,  # type: ignore[attr-defined]
    )
    return saved(request, customer, _("Nobody contacts them from now on."))
