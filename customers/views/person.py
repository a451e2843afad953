"""Who is who: the same person twice, two people after all."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from customers.actions import (
    MergeRefused,
    merge_customers,
    propose_merge,
    propose_parting,
    unmerge_customers,
)
from customers.forms import MergeForm, MergeTwoForm, UnmergeForm
from customers.models import Customer, CustomerMerge
from customers.queries.likeness import alike
from customers.queries.merge_preview import merge_preview
from customers.queries.picks import merges_to_undo
from customers.views.answering import ask, saved
from customers.views.fetching import fetch_customer, may_change
from customers.views.picking import pick_page
from dealerfollow.web.access import requires
from dealerfollow.web.posted import posted

MERGE = "customers.merge"
WHY_NOT = {
    "same_row": gettext_lazy("That is the same entry."),
    "already_merged": gettext_lazy(
        "Somebody merged one of the two meanwhile, and nothing was changed now. Go back to their "
        "page and look again."
    ),
}


@requires("customers.edit")
def merge(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Finds the other entry of the same person and makes the two one; who may not merge both
    proposes it to the managers (decision 9)."""
    customer = fetch_customer(request, pk, right="customers.edit")
    form = MergeForm(posted(request))
    if form.is_valid():
        other = fetch_customer(request, form.cleaned_data["other"], right="customers.edit")
        try:
            return _join(request, customer, other, form.cleaned_data["words"])
        except MergeRefused as refused:
            form.add_error("other", str(WHY_NOT[refused.code]))
    return pick_page(
        request,
        customer,
        form,
        "customers/merge.html",
        likely=[one.customer for one in alike(request.scope, customer)],  # type: ignore[attr-defined]
        is_proposal=not may_change(request, customer, right=MERGE),
    )


@requires("customers.edit")
def merge_two(request: HttpRequest, pk: int, other_pk: int) -> HttpResponseBase:
    """The two entries side by side: what comes from whom, before anybody says that they are one."""
    customer = fetch_customer(request, pk, right="customers.edit")
    other = fetch_customer(request, other_pk, right="customers.edit")
    if customer.pk == other.pk:
        return saved(request, customer, _("These are one person already."))
    form = MergeTwoForm(posted(request))
    if form.is_valid():
        try:
            return _join(request, customer, other, form.cleaned_data["words"])
        except MergeRefused as refused:
            form.add_error("words", str(WHY_NOT[refused.code]))
    context = {
        "customer": customer,
        "other": other,
        "form": form,
        "preview": merge_preview(
            request.scope,  # type: ignore[attr-defined]
            customer,
            other,
            today=customer.store.day_of(request.now),  # type: ignore[attr-defined]
        ),
        "is_proposal": not _may_join(request, customer, other),
    }
    status = 422 if form.is_bound else 200
    return TemplateResponse(request, "customers/merge_two.html", context, status=status)


def _may_join(request: HttpRequest, *both: Customer) -> bool:
    return all(may_change(request, each, right=MERGE) for each in both)


def _join(
    request: HttpRequest, customer: Customer, other: Customer, words: str
) -> HttpResponseBase:
    who: dict[str, Any] = {"words": words, "by": request.user, "now": request.now}  # type: ignore[attr-defined]
    if not _may_join(request, customer, other):
        propose_merge(customer, other, **who)
        return saved(request, customer, _("Proposed. The managers decide."))
    made = merge_customers(customer, other, **who)
    went_on = Customer.objects.get(pk=made.survivor_id)
    said = _("One person now, with what both entries knew. The strictest request holds.")
    return saved(request, went_on, said)


@requires("customers.edit")
def unmerge(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Two people after all: each gets its own back; who may not merge proposes it."""
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
    who: dict[str, Any] = {"words": form.cleaned_data["words"], "by": request.user, "now": now}
    if not may_change(request, customer, right=MERGE):
        propose_parting(one, **who)
        return saved(request, customer, _("Proposed. The managers decide."))
    unmerge_customers(one, **who)
    return saved(request, customer, _("Two people again; each has its own follow-ups."))
