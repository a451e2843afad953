"""/deliveries/unmatched/: salespeople of the sold file whom nobody here is."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from dealerfollow.intake.sold_deal import Salesperson
from dealerfollow.stores.queries import StorePerson, people_of
from dealerfollow.web.access import fetch, requires
from dealerfollow.web.days import day_words
from deliveries.actions import match_salesperson
from deliveries.actions.salespeople import staff_of
from deliveries.forms import MatchForm
from deliveries.models import SalespersonMatch
from deliveries.queries.list_deliveries import unmatched_salespeople
from deliveries.rules.salespeople import StaffMember, suggested

RIGHT = "deliveries.import"


@requires(RIGHT)
@require_safe
def unmatched(request: HttpRequest) -> TemplateResponse:
    """The queue, the oldest first."""
    return page(request)


@requires(RIGHT)
@require_http_methods(["POST"])
def match(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Says who is meant; their follow-ups leave the manager's list at once."""
    rows = SalespersonMatch.objects.select_related("store")
    found = fetch(request, rows, right=RIGHT, pk=pk)
    people = [person.user for person in people_of(found.store)]
    form = MatchForm(request.POST, people=people)
    if not form.is_valid():
        messages.error(request, _("Pick a person who works at %(store)s.") % {"store": found.store})
        return page(request, status=422)
    user = form.cleaned_data["user"]
    now = request.now  # type: ignore[attr-defined]
    moved = match_salesperson(found, user, by=request.user, now=now)  # type: ignore[arg-type]
    words = ngettext(
        "%(name)s is %(user)s. %(n)d delivery is theirs now.",
        "%(name)s is %(user)s. %(n)d deliveries are theirs now.",
        moved,
    )
    messages.success(request, words % {"name": found, "user": user.name, "n": moved})
    return redirect("deliveries:unmatched")


def page(request: HttpRequest, *, status: int = 200) -> TemplateResponse:
    """The queue with a suggestion where a name is nearly one of ours; only a person decides."""
    scope: Any = request.scope  # type: ignore[attr-defined]
    allowed = scope.stores_with(RIGHT)
    now = request.now  # type: ignore[attr-defined]
    stores = [store for store in scope.stores if store.pk in allowed]
    people = {store.pk: people_of(store) for store in stores}
    staff = {store.pk: staff_of(store) for store in stores}
    context = {
        "rows": [
            _row(found, people[found.store_id], staff[found.store_id], now)
            for found in unmatched_salespeople(scope, allowed)
        ],
        "empty": {
            "mark": "user-check",
            "title": _("Everybody in the sold files is somebody here"),
            "words": "",
            "acts": [{"label": _("To the deliveries"), "url": reverse("deliveries:list")}],
        },
        "list_url": reverse("deliveries:list"),
    }
    return TemplateResponse(request, "deliveries/unmatched.html", context, status=status)


def _row(
    found: Any, people: list[StorePerson], staff: list[StaffMember], now: Any
) -> dict[str, Any]:
    seen_on = found.first_seen_at.astimezone(found.store.zone).date()
    since = day_words(seen_on, found.store.day_of(now))
    return {
        "id": found.pk,
        "name": found.name,
        "dms_id": found.dms_id,
        "deliveries": ngettext("%(n)d delivery", "%(n)d deliveries", found.sales)
        % {"n": found.sales},
        "since": _("since %(day)s") % {"day": since},
        "url": reverse("deliveries:match", args=[found.pk]),
        "suggested": suggested(Salesperson(found.dms_id, found.name), staff),
        "choices": [(person.user.pk, person.user.name) for person in people],
    }
