"""Who belongs together: a spouse, a child, a friend, each a customer with a page of their own."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from customers.actions import (
    add_relative,
    confirm_fact,
    confirm_link,
    end_link,
    link_household,
)
from customers.forms import (
    ConfirmChildForm,
    ConfirmFactForm,
    EndLinkForm,
    HouseholdForm,
    NewRelativeForm,
)
from customers.models import Customer, HouseholdLink, PersonalFact
from customers.queries.family import parted_on_of
from customers.queries.picks import Picks, children_to_confirm, facts_to_confirm, links_to_end
from customers.queries.visible import store_to_write_in, visible_to
from customers.views.answering import ask, saved
from customers.views.fetching import fetch_customer, has_children
from customers.views.picking import pick_page
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
    return pick_page(request, customer, form, "customers/household.html")


@requires("customers.edit")
def relative(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Somebody who has no page yet: gets one, and is linked (line 33 of the product)."""
    customer = fetch_customer(request, pk, right="customers.edit")
    form = NewRelativeForm(posted(request), initial={"last_name": customer.last_name})
    if form.is_valid():
        made, is_new = _add(request, customer, form)
        if made.pk != customer.pk:
            words = _("%(name)s has a page of their own now.")
            if not is_new:
                words = _("%(name)s was on file and is linked; their page is as it was.")
            return saved(request, customer, words % {"name": made.name})
        form.add_error("number", _("That is the same person, by name and number."))
    return ask(
        request,
        customer,
        form,
        _("Somebody new of theirs"),
        warning=_(
            "They are a contact of their own: their number, what they allow, and their notes "
            "are theirs alone."
        ),
    )


def _add(request: HttpRequest, customer: Customer, form: NewRelativeForm) -> tuple[Customer, bool]:
    scope: Any = request.scope  # type: ignore[attr-defined]
    store = store_to_write_in(scope, customer, "customers.edit")
    assert store is not None  # the customer was fetched with this right
    return add_relative(
        customer,
        form.person,
        form.cleaned_data["kind"],
        store=store,
        among=visible_to(scope, scope.stores_with("customers.edit")),
        now=request.now,  # type: ignore[attr-defined]
    )


@requires("customers.edit")
def end(request: HttpRequest, pk: int) -> HttpResponseBase:
    """They no longer belong together: neither page speaks of the other one."""
    customer = fetch_customer(request, pk, right="customers.edit")
    scope: Any = request.scope  # type: ignore[attr-defined]
    today = customer.store.day_of(request.now)  # type: ignore[attr-defined]
    picks = links_to_end(scope, customer, has_children=has_children(request, customer))
    form = EndLinkForm(posted(request), picks=picks, today=today)
    if not form.is_valid():
        return ask(
            request,
            customer,
            form,
            _("No longer together"),
            warning=_(
                "From today neither card mentions the other one or the children, until the "
                "customer says that it may."
            ),
            save=_("End the link"),
        )
    other = fetch_customer(request, int(form.cleaned_data["row"]), right="customers.edit")
    end_link(customer, other, today=today, ended_on=form.cleaned_data["ended_on"])
    return saved(request, customer, _("Ended. It stays on record with its date."))


@requires("customers.edit")
def confirm_child(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The customer said that one may ask about the child again."""
    customer = fetch_customer(request, pk, right="customers.edit")
    scope: Any = request.scope  # type: ignore[attr-defined]
    picks = children_to_confirm(
        scope,
        customer,
        parted_on=parted_on_of([customer.pk]).get(customer.pk),
        has_children=has_children(request, customer),
    )
    form = ConfirmChildForm(posted(request), picks=picks)
    if not form.is_valid():
        return ask(request, customer, form, _("Who still belongs to them"))
    link = HouseholdLink.objects.get(pk=form.cleaned_data["row"])
    confirm_link(link, today=customer.store.day_of(request.now))  # type: ignore[attr-defined]
    return saved(request, customer, _("They show on the page again."))


@requires("customers.edit")
def confirm(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Something noted before a parting still holds."""
    customer = fetch_customer(request, pk, right="customers.edit")
    form = ConfirmFactForm(posted(request), picks=_facts(request, customer))
    if not form.is_valid():
        return ask(request, customer, form, _("What still holds"))
    fact = PersonalFact.objects.get(pk=form.cleaned_data["row"])
    today = customer.store.day_of(request.now)  # type: ignore[attr-defined]
    confirm_fact(fact, about=form.cleaned_data["about"], today=today)
    return saved(request, customer, _("It shows on the next card."))


def _facts(request: HttpRequest, customer: Customer) -> Picks:
    return facts_to_confirm(customer, has_children=has_children(request, customer))
