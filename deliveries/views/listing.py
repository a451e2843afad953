"""/deliveries/: every sale, newest first."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from customers.queries.search import clean_text
from dealerfollow.web.access import requires
from dealerfollow.web.days import day_words
from deliveries.models import Delivery
from deliveries.queries.list_deliveries import (
    TABS,
    Filters,
    asked_count,
    deliveries_page,
    unmatched_count,
    waiting_count,
)
from deliveries.queries.next_contacts import NextContact, next_contacts
from deliveries.queries.undone_sales import excluded_as
from deliveries.rules.waiting import is_listed
from deliveries.wording import car_words, next_words, undone_words


@requires("deliveries.see")
@require_safe
def deliveries(request: HttpRequest) -> TemplateResponse:
    """The list; filters stand in the address, so that a link shows the same."""
    scope: Any = request.scope  # type: ignore[attr-defined]
    seeing = scope.narrowed("deliveries.see")
    filters = filters_of(request, seeing)
    page = deliveries_page(
        seeing, filters, before=request.GET.get("before", ""), after=request.GET.get("after", "")
    )
    coming, excluded = next_contacts(page.rows), excluded_as(page.rows)
    now = request.now  # type: ignore[attr-defined]
    importable = scope.stores_with("deliveries.import")
    context = {
        "words": _("Newest first. What is sold and not delivered waits for its date."),
        "tabs": _tabs(request, seeing, filters),
        "filters": _selects(seeing, filters),
        "search": {"value": filters.text, "label": _("Name, phone, VIN or deal number")},
        "kept": [("tab", filters.tab)] if filters.tab != "all" else [],
        "new_url": reverse("deliveries:new") if scope.has("deliveries.record") else "",
        "import_url": reverse("deliveries:import") if importable else "",
        "unmatched": {
            "count": unmatched_count(scope, importable) if importable else 0,
            "url": reverse("deliveries:unmatched"),
        },
        "rows": [
            _row(delivery, coming.get(delivery.pk), excluded.get(delivery.pk, ""), now)
            for delivery in page.rows
        ],
        "older_url": _url(filters, before=page.older) if page.older else "",
        "newer_url": _url(filters, after=page.newer) if page.newer else "",
        "empty": _empty(scope, filters),
    }
    return TemplateResponse(request, "deliveries/list.html", context)


def filters_of(request: HttpRequest, scope: Any) -> Filters:
    """The filters in the address; what is not known is left out."""
    tab, condition = request.GET.get("tab", "all"), request.GET.get("condition", "")
    wanted = request.GET.get("store", "")
    ids = [pk for pk in scope.store_ids if str(pk) == wanted] or scope.store_ids
    return Filters(
        tab=tab if tab in TABS else "all",
        condition=condition if condition in Delivery.Condition.values else "",
        text=clean_text(request.GET.get("q", "")),
        store_ids=tuple(ids),
    )


def _url(filters: Filters, **changes: Any) -> str:
    told = {
        "tab": filters.tab if filters.tab != "all" else "",
        "condition": filters.condition,
        "q": filters.text,
        "store": filters.store_ids[0] if len(filters.store_ids) == 1 else "",
        **changes,
    }
    return f"?{urlencode({name: value for name, value in told.items() if value})}"


def _tabs(request: HttpRequest, scope: Any, filters: Filters) -> list[dict[str, Any]]:
    labels = {
        "all": _("All"),
        "waiting": _("Sold, not delivered"),
        "asked": _("Day in doubt"),
        "unwound": _("Undone"),
    }
    counts = {"waiting": waiting_count(scope, filters), "asked": asked_count(scope, filters)}
    return [
        {
            "label": labels[tab],
            "url": _url(filters, tab=tab if tab != "all" else ""),
            "is_current": filters.tab == tab,
            "count": counts.get(tab),
        }
        for tab in TABS
    ]


def _selects(scope: Any, filters: Filters) -> list[dict[str, Any]]:
    conditions = [("", _("New and used")), *((c.value, str(c.label)) for c in Delivery.Condition)]
    found = [
        {
            "name": "condition",
            "label": _("New or used"),
            "value": filters.condition,
            "choices": conditions,
        }
    ]
    if len(scope.stores) > 1:
        one = str(filters.store_ids[0]) if len(filters.store_ids) == 1 else ""
        stores = [("", _("All stores")), *((str(s.pk), s.name) for s in scope.stores)]
        found.append({"name": "store", "label": _("Store"), "value": one, "choices": stores})
    return found


def _row(delivery: Delivery, coming: NextContact | None, excluded: str, now: Any) -> dict[str, Any]:
    today = delivery.store.day_of(now)
    return {
        "url": reverse("deliveries:detail", args=[delivery.pk]),
        "name": delivery.customer.name,
        "deal": delivery.deal_number,
        "car": car_words(delivery),
        "sold": day_words(delivery.sold_on, today),
        "delivered": delivered_words(delivery, excluded, today),
        "person": delivery.salesperson.name if delivery.salesperson else _("Manager"),
        "next": next_words(coming, today) if coming else "",
    }


def delivered_words(delivery: Delivery, excluded: str, today: Any) -> dict[str, str]:
    """When it went home, or for how long it has been waiting; {label, tone}. `excluded`: the code
    of what it turned out to be, when that was no sale to a customer."""
    if excluded:
        return {"label": undone_words(excluded), "tone": "line"}
    if delivery.unwound_on:
        words = _("Unwound %(day)s") % {"day": day_words(delivery.unwound_on, today)}
        return {"label": words, "tone": "line"}
    asked_at = getattr(delivery, "asked_at", None)
    if asked_at:
        days = (today - delivery.store.day_of(asked_at)).days
        words = ngettext("Asked %(n)d day ago", "Asked %(n)d days ago", days) % {"n": days}
        return {"label": words, "tone": "late" if days else "hand"}
    if delivery.delivered_on:
        return {"label": day_words(delivery.delivered_on, today), "tone": ""}
    days = (today - delivery.sold_on).days
    words = ngettext("Not yet, %(n)d day", "Not yet, %(n)d days", days) % {"n": days}
    return {"label": words, "tone": "late" if is_listed(delivery.sold_on, today) else "hand"}


def _empty(scope: Any, filters: Filters) -> dict[str, Any]:
    is_filtered = filters.text or filters.condition or filters.tab != "all"
    acts = []
    if is_filtered:
        acts.append({"label": _("Show all"), "url": reverse("deliveries:list")})
    if scope.has("deliveries.record"):
        url = reverse("deliveries:new")
        acts.append({"label": _("Record a delivery"), "url": url, "icon": "plus"})
    if scope.has("deliveries.import"):
        url = reverse("deliveries:import")
        acts.append({"label": _("Bring in a file"), "url": url, "icon": "file-upload"})
    title = _("Nothing like this") if is_filtered else _("No delivery yet")
    words = _("Each delivery starts its own follow-up, from the second day on.")
    return {"mark": "car", "title": title, "words": words, "acts": acts}
