"""The ledger of missed calls."""

from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from accountability.forms import EXPORT, REVIEW, SEE, Asked, asked_of, period_choices
from accountability.queries.ledger import (
    TABS,
    LedgerRow,
    earlier_in,
    excuse_rows,
    excuses_in,
    in_tab,
    miss_rows,
    misses_in,
    people_in,
    voided_in,
)
from accountability.queries.words import condition_words, day_words, period_words
from accountability.views.links import customer_url
from dealerfollow.web.access import requires
from dealerfollow.web.csv_files import csv_response

PAGE = 50


@require_safe
@requires(SEE)
def misses(request: HttpRequest) -> HttpResponse:
    """Missed calls of the days in the address: still open, closed since, and what was excused."""
    asked, tab = asked_of(request), _tab(request)
    now: datetime = request.now  # type: ignore[attr-defined]
    found, counts = _found(asked, tab)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    shown = _words_of(page.object_list, tab, now)
    query = f"tab={tab}&{asked.query()}".rstrip("&")
    scope = request.scope  # type: ignore[attr-defined]
    may_export = all(scope.has(EXPORT, store.pk) for store in asked.stores)
    context = {
        "words": _words(asked, counts["open"] + counts["closed"], counts["voided"]),
        "problem": asked.problem,
        "tabs": _tabs(asked, tab, counts),
        "filters": _filters(asked),
        "kept": [("tab", tab), *([("store", asked.store_slug)] if asked.store_slug else [])],
        "csv_url": f"{reverse('accountability:misses-csv')}?{query}" if may_export else "",
        "page": page,
        "query": query,
        "rows": [(row, customer_url(row.customer_id)) for row in shown],
        "aside": _aside(asked, counts["earlier"]),
        "is_excused": tab == "excused",
        "may_review": any(scope.has(REVIEW, store.pk) for store in asked.stores),
        "empty": _empty(tab),
    }
    return TemplateResponse(request, "accountability/misses.html", context)


def _tab(request: HttpRequest) -> str:
    tab = request.GET.get("tab", "open")
    if tab not in TABS:
        raise Http404
    return tab


def _narrow(asked: Asked) -> dict[str, Any]:
    return {"condition": asked.condition, "person_id": asked.person_id}


def _found(asked: Asked, tab: str) -> tuple[Any, dict[str, int]]:
    missed = misses_in(asked.stores, asked.period, **_narrow(asked))
    excused = excuses_in(asked.stores, asked.period, **_narrow(asked))
    lists = {"open": in_tab(missed, "open"), "closed": in_tab(missed, "closed")}
    counts = {name: rows.count() for name, rows in lists.items()} | {"excused": excused.count()}
    counts["voided"], counts["earlier"] = voided_in(missed), earlier_in(missed, asked.period)
    return {**lists, "excused": excused}[tab], counts


def _words_of(rows: Any, tab: str, now: datetime) -> list[LedgerRow]:
    return excuse_rows(rows) if tab == "excused" else miss_rows(rows, now=now)


def _words(asked: Asked, count: int, voided: int) -> str:
    days = period_words(asked.period)
    words = ngettext(
        "%(n)s call not made, %(days)s. A miss stays; the call can still be made.",
        "%(n)s calls not made, %(days)s. A miss stays; the call can still be made.",
        count,
    )
    if not voided:
        return words % {"n": count, "days": days}
    left = ngettext(
        "%(n)s was voided by a manager: %(left)s count.",
        "%(n)s were voided by a manager: %(left)s count.",
        voided,
    )
    return f"{words % {'n': count, 'days': days}} {left % {'n': voided, 'left': count - voided}}"


def _aside(asked: Asked, earlier: int) -> str:
    """Why the numbers page counts fewer: it counts a call on the day it was first due."""
    if not earlier:
        return ""
    words = ngettext(
        "%(n)s of them was first due before %(day)s: Accountability counts it there.",
        "%(n)s of them were first due before %(day)s: Accountability counts them there.",
        earlier,
    )
    return words % {"n": earlier, "day": day_words(asked.period.start)}


def _tabs(asked: Asked, tab: str, counts: dict[str, int]) -> list[dict[str, Any]]:
    labels = {"open": _("Still open"), "closed": _("Closed since"), "excused": _("Excused")}
    url = reverse("accountability:misses")
    return [
        {
            "label": labels[name],
            "url": f"{url}?{asked.query(tab=name)}",
            "is_current": name == tab,
            "count": counts[name],
        }
        for name in TABS
    ]


def _filters(asked: Asked) -> list[dict[str, Any]]:
    people = people_in(misses_in(asked.stores, asked.period))
    return [
        {
            "name": "person",
            "label": _("Counted for"),
            "value": str(asked.person_id or ""),
            "choices": [("", _("Anyone")), *((str(pk), name) for pk, name in people)],
        },
        {
            "name": "period",
            "label": _("Days"),
            "value": asked.period_text,
            "choices": period_choices(asked),
        },
        {
            "name": "condition",
            "label": _("New or used"),
            "value": asked.condition,
            "choices": [(code, condition_words(code)) for code in ("", "new", "used")],
        },
    ]


def _empty(tab: str) -> dict[str, Any]:
    titles = {
        "open": _("No missed call is still open"),
        "closed": _("No missed call was closed since"),
        "excused": _("Nothing was excused"),
    }
    act = {"label": _("To the numbers"), "url": reverse("accountability:dashboard")}
    words = _("In these days, for these filters.")
    return {"mark": "circle-check", "title": titles[tab], "words": words, "acts": [act]}


@require_safe
@requires(EXPORT)
def misses_csv(request: HttpRequest) -> HttpResponse:
    """The same list as a file, all pages of it."""
    asked, tab = asked_of(request, right=EXPORT), _tab(request)
    now: datetime = request.now  # type: ignore[attr-defined]
    found, _counts = _found(asked, tab)
    as_of = now.astimezone(asked.stores[0].zone).isoformat(timespec="minutes")
    table = [
        (row.name, row.what, row.person, row.due, row.wait.label, row.why, as_of)
        for row in _words_of(found, tab, now)
    ]
    headings = (
        _("Customer"),
        _("Follow-up"),
        _("Counted for"),
        _("Excused on") if tab == "excused" else _("Missed on"),
        _("Waiting"),
        _("May be why"),
        _("As of"),
    )
    return csv_response(f"missed-calls-{asked.period}.csv", headings, table)
