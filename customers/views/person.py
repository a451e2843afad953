"""Who is who: the same person twice, two people after all."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from customers.actions import (
    MergeRefused,
    merge_customers,
    propose_merge,
    propose_parting,
    unmerge_customers,
)
from customers.forms import MergeForm, UnmergeForm
from customers.models import Customer, CustomerMerge
from customers.queries.picks import alike, merges_to_undo
from customers.views.answering import ask, saved
from customers.views.fetching import fetch_customer, may_change
from customers.views.picking import pick_page
from dealerfollow.web.access import requires
from dealerfollow.web.posted import posted

MERGE = "customers.merge"


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
        except MergeRefused:
            form.add_error("other", _("That is the same entry."))
    return pick_page(
        request,
        customer,
        form,
        "customers/merge.html",
        likely=alike(request.scope, customer),  # type: ignore[attr-defined]
        is_proposal=not may_change(request, customer, right=MERGE),
    )


def _join(
    request: HttpRequest, customer: Customer, other: Customer, words: str
) -> HttpResponseBase:
    who: dict[str, Any] = {"words": words, "by": request.user, "now": request.now}  # type: ignore[attr-defined]
    if not all(may_change(request, each, right=MERGE) for each in (customer, other)):
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
