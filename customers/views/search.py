"""/customers/: find a customer while typing."""

from typing import Any

from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from customers.queries.found import rows_of
from customers.queries.search import SHORTEST_TEXT, clean_text, find_customers
from dealerfollow.web.access import requires

LIMIT = 20


@requires("customers.see")
def search(request: HttpRequest) -> TemplateResponse:
    """The search page; htmx asks for the same address and takes the rows out of it."""
    scope: Any = request.scope  # type: ignore[attr-defined]
    now = request.now  # type: ignore[attr-defined]
    text = clean_text(request.GET.get("q", ""))
    seeing = scope.narrowed("customers.see")
    found = find_customers(seeing, text, limit=LIMIT + 1)
    rows = rows_of(seeing, found[:LIMIT], now=now)
    is_typed = len(text) >= SHORTEST_TEXT
    context = {
        "q": text,
        "rows": rows,
        "words": _found_words(len(found), is_typed=is_typed),
        "may_log": scope.has("calls.work"),
        "is_near": bool(found) and found[0].how == "like",
        "is_more": len(found) > LIMIT,
        "empty": None if rows else _empty(scope, text, is_typed=is_typed),
    }
    return TemplateResponse(request, "customers/search.html", context)


def _found_words(count: int, *, is_typed: bool) -> str:
    if not is_typed:
        return ""
    if count > LIMIT:
        return _("More than %(n)d found") % {"n": LIMIT}
    return ngettext("%(n)d found", "%(n)d found", count) % {"n": count}


def _empty(scope: Any, text: str, *, is_typed: bool) -> dict[str, Any]:
    """What to do next: type, or record the sale of somebody nobody knows yet."""
    if not is_typed:
        return {
            "mark": "search",
            "title": _("Type part of a name or number"),
            "words": _("Two letters are enough; so are the last 4 digits of a phone."),
            "acts": [],
        }
    acts = []
    if scope.has("deliveries.record"):
        acts.append({"label": _("Record a delivery"), "url": reverse("deliveries:new")})
    return {
        "mark": "user-search",
        "title": _("Nobody found for “%(text)s”") % {"text": text},
        "words": _("Try the last 4 digits of the phone, or only the last name."),
        "acts": acts,
    }
