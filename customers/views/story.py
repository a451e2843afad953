"""/customers/<id>/: the whole story of one customer, and noting a fact on it."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from customers.actions import note_fact
from customers.forms import FactForm
from customers.models import Customer
from customers.panels import draw_panels
from customers.queries.story import story_of
from customers.views.answering import saved
from customers.views.fetching import fetch_customer
from dealerfollow.web.access import requires


@requires("customers.see")
def customer(request: HttpRequest, pk: int) -> TemplateResponse:
    """Everything about one customer that this reader may see."""
    return _page(request, fetch_customer(request, pk, right="customers.see"), FactForm(), 200)


@requires("customers.edit")
@require_POST
def note(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Keeps something worth asking about."""
    found = fetch_customer(request, pk, right="customers.edit")
    form = FactForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form, 422)
    now = request.now  # type: ignore[attr-defined]
    note_fact(found, form.cleaned_data["text"], by=request.user, now=now)  # type: ignore[arg-type]
    return saved(request, found, _("Noted. It shows on the next card."))


def _page(request: HttpRequest, found: Customer, form: FactForm, status: int) -> TemplateResponse:
    scope: Any = request.scope  # type: ignore[attr-defined]
    now = request.now  # type: ignore[attr-defined]
    panels = draw_panels(scope, found, now)
    words = [drawn.words for place in panels.values() for drawn in place if drawn.words]
    context = {
        "customer": found,
        "story": story_of(scope, found, now=now),
        "panels": panels,
        "words": " · ".join([found.store.name, *words]),
        "fact_form": form,
    }
    return TemplateResponse(request, "customers/detail.html", context, status=status)
