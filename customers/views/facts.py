"""What is worth asking a customer about: noted, put right, no longer true."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from customers.actions import correct_customer, correct_fact, end_fact, note_fact
from customers.forms import FactForm, UseForm, sort_of
from customers.models import Customer, PersonalFact
from customers.queries import of_person
from customers.views.answering import ask, saved
from customers.views.fetching import fetch_customer, has_children
from customers.views.story import story_page
from dealerfollow.web.access import requires
from dealerfollow.web.posted import posted


@requires("customers.edit")
@require_POST
def note(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Keeps something worth asking about."""
    found = fetch_customer(request, pk, right="customers.edit")
    form = FactForm(request.POST, has_children=has_children(request, found))
    if not form.is_valid():
        return story_page(request, found, fact_form=form, status=422)
    topic, about = form.told
    note_fact(found, form.cleaned_data["text"], topic=topic, about=about, **_who(request))
    return saved(request, found, _("Noted. It shows on the next card."))


@requires("customers.edit")
def correct(request: HttpRequest, pk: int, fact_pk: int) -> HttpResponseBase:
    """The same in other words; the old ones stay on record."""
    customer = fetch_customer(request, pk, right="customers.edit")
    fact = _fetch_fact(request, customer, fact_pk)
    form = FactForm(
        posted(request),
        initial={"text": fact.text, "sort": sort_of(fact)},
        has_children=has_children(request, customer),
    )
    if not form.is_valid():
        context = {"customer": customer, "form": form}
        status = 422 if form.is_bound else 200
        return TemplateResponse(request, "customers/fact.html", context, status=status)
    topic, about = form.told
    correct_fact(fact, form.cleaned_data["text"], topic=topic, about=about, **_who(request))
    return saved(request, customer, _("Put right. The old words stay in the timeline."))


@requires("customers.edit")
@require_POST
def over(request: HttpRequest, pk: int, fact_pk: int) -> HttpResponseBase:
    """It is no longer true: nobody mentions it any more."""
    customer = fetch_customer(request, pk, right="customers.edit")
    end_fact(_fetch_fact(request, customer, fact_pk), **_who(request))
    words = _("No card mentions it any more. It stays in the timeline, with your name.")
    return saved(request, customer, words)


@requires("customers.edit")
def use(request: HttpRequest, pk: int) -> HttpResponseBase:
    """How they use the car, which suggests reasons to call (line 57 of the product)."""
    customer = fetch_customer(request, pk, right="customers.edit")
    form = UseForm(posted(request), initial={"use": customer.how_they_use_it})
    if not form.is_valid():
        return ask(request, customer, form, _("How they use the car"))
    told = {"how_they_use_it": " ".join(form.cleaned_data["use"].split())}
    correct_customer(customer, told, now=request.now)  # type: ignore[attr-defined]
    return saved(request, customer, _("Saved."))


def _fetch_fact(request: HttpRequest, customer: Customer, fact_pk: int) -> PersonalFact:
    """Theirs, and still true; Http404 for one about a child without that right."""
    facts = PersonalFact.objects.filter(of_person(customer), pk=fact_pk, over="")
    fact = facts.select_related("customer__merged_into").first()
    is_hidden = (
        fact and fact.about == PersonalFact.About.CHILD and not has_children(request, customer)
    )
    if fact is None or is_hidden:
        raise Http404
    return fact


def _who(request: HttpRequest) -> dict[str, Any]:
    return {"by": request.user, "now": request.now}  # type: ignore[attr-defined]
