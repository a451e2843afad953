"""A person's record after the sale, on one page that prints."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accountability.forms import ALL_STORES, SEE
from accountability.queries.record import Record, record_of
from accountability.queries.words import METRIC_WORDS, period_words
from accountability.views.record_lists import lists_of
from accountability.views.record_words import Fact, bars_of, facts_of, lead_words, review_words
from dealerfollow.stores.models import Membership, Store, User
from dealerfollow.web import access
from dealerfollow.web.access import requires

OWN = "calls.work"


@require_safe
@requires(OWN, SEE)
def record(request: HttpRequest, pk: int) -> HttpResponse:
    """The record of this person, for themself and for who sees accountability where they work or
    worked; 404 for everybody else. Counted at the stores that the reader sees."""
    stores = stores_of_record(request, pk)
    if not stores:
        raise Http404
    now: datetime = request.now  # type: ignore[attr-defined]
    today = max(store.day_of(now) for store in stores)
    found = record_of(get_object_or_404(User, pk=pk), stores, today=today)
    context = {
        "person": found.person,
        "is_own": pk == request.user.pk,
        "where": stores[0].name if len(stores) == 1 else _("All stores"),
        "days": period_words(found.period),
        "lead": lead_words(found, today),
        "facts": facts_of(found, today, _urls(request, found)),
        "chart": bars_of(found),
        "reviews": [review_words(row) for row in found.review_rows if row.quote or row.stars],
        "review_count": found.reviews,
        "bdc": found.calls.bdc,
        "formulas": [METRIC_WORDS[code] for code in ("due", "tried_on_time", "reached")],
        "as_of": date_format(now.astimezone(stores[0].zone), "M j, Y, g:i A"),
        "lists": lists_of(found),
    }
    return TemplateResponse(request, "accountability/record.html", context)


def stores_of_record(request: HttpRequest, user_id: int) -> tuple[Store, ...]:
    """The stores whose numbers the reader may see of this person; none for a stranger."""
    scope = request.scope  # type: ignore[attr-defined]
    rights = (OWN, SEE) if user_id == request.user.pk else (SEE,)
    ids = set(scope.stores_with(*rights))
    if user_id != request.user.pk:
        seeing = scope.narrowed(SEE)
        if not access.in_scope(Membership.objects.filter(user=user_id), seeing).exists():
            return ()
    return tuple(store for store in scope.stores if store.pk in ids)


def _urls(request: HttpRequest, found: Record) -> dict[str, str]:
    """The rows behind the calls' numbers, for who may open them: metric -> address."""
    scope = request.scope  # type: ignore[attr-defined]
    held = set(scope.stores_with(SEE))
    if held != {store.pk for store in found.stores}:
        return {}
    where = ALL_STORES if len(found.stores) > 1 else found.stores[0].slug
    asked: dict[str, Any] = {"store": where, "period": found.period, "person": found.person.pk}
    path = reverse("accountability:rows")
    return {code: f"{path}?{urlencode({'metric': code, **asked})}" for code in Fact.METRICS}
