"""The rows that a number opens: exactly as many as it said."""

from datetime import datetime
from typing import Any, cast

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accountability.forms import EXPORT, SEE, Asked, asked_of
from accountability.queries.lens import make_lens
from accountability.queries.rows import METRICS, Row, headings_of, rows_behind, with_parts, words_of
from accountability.queries.words import METRIC_WORDS, condition_words, period_words
from accountability.views.links import customer_url, dashboard_url
from accountability.views.record import stores_of_record
from dealerfollow.stores.models import User
from dealerfollow.web.access import requires
from dealerfollow.web.csv_files import csv_response

PAGE = 50
NOW_LISTS = ("flagged", "unscheduled", "undelivered", "sold_file")  # as of now, whatever the days


@require_safe
@requires(SEE)
def rows(request: HttpRequest) -> HttpResponse:
    """The list behind one number of the dashboard."""
    asked, metric = asked_of(request), _metric(request)
    now: datetime = request.now  # type: ignore[attr-defined]
    found = _found(asked, metric, now)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    shown = words_of(metric, list(with_parts(metric, cast(Any, page.object_list))), now=now)
    query = f"metric={metric}&{asked.query()}".rstrip("&")
    scope = request.scope  # type: ignore[attr-defined]
    may_export = all(scope.has(EXPORT, store.pk) for store in asked.stores)
    headings = headings_of(metric)
    context = {
        "title": _title(asked, metric),
        "words": _words(asked, metric, page.paginator.count),
        "back_url": dashboard_url(asked, person=None),
        "csv_url": f"{reverse('accountability:rows-csv')}?{query}" if may_export else "",
        "record_url": _record_url(request, asked.person_id),
        "page": page,
        "query": query,
        "headings": headings,
        "rows": [(_labelled(row, headings), customer_url(row.customer_id)) for row in shown],
        "empty": {"mark": "circle-check", "title": _("No rows"), "words": "", "acts": []},
    }
    return TemplateResponse(request, "accountability/rows.html", context)


def _record_url(request: HttpRequest, person_id: int | None) -> str:
    """The record of the person whose rows these are, for who may open it."""
    if person_id is None or not stores_of_record(request, person_id):
        return ""
    return reverse("accountability:record", args=[person_id])


def _labelled(row: Row, headings: tuple[str, ...]) -> dict[str, Any]:
    """The row with its cells as (heading, text): on a phone each cell says its column's name."""
    cells = list(zip(headings[1:-1], row.cells, strict=True))
    return {
        "name": row.name,
        "car": row.car,
        "cells": cells,
        "state": row.state,
        "flags": row.flags,
    }


def _metric(request: HttpRequest) -> str:
    metric = request.GET.get("metric", "")
    if metric not in METRICS:
        raise Http404
    return metric


def _found(asked: Asked, metric: str, now: datetime) -> Any:
    lens = make_lens(
        asked.stores, asked.period, condition=asked.condition, person_id=asked.person_id
    )
    return rows_behind(metric, lens, now=now)


def _title(asked: Asked, metric: str) -> str:
    name = str(METRIC_WORDS[metric][0])
    if asked.person_id is None:
        return name
    return f"{name}, {User.objects.get(pk=asked.person_id).name}"


def _words(asked: Asked, metric: str, count: int) -> str:
    """How many, where, which days, new or used, and how the number is computed."""
    where = _("all stores") if asked.is_group else asked.stores[0].name
    parts = [_("%(n)s at %(where)s") % {"n": count, "where": where}]
    if metric not in NOW_LISTS:
        parts += [period_words(asked.period), condition_words(asked.condition).lower()]
    return f"{', '.join(parts)}. {METRIC_WORDS[metric][1]}"


@require_safe
@requires(EXPORT)
def rows_csv(request: HttpRequest) -> HttpResponse:
    """The same list as a file, all pages of it."""
    asked, metric = asked_of(request, right=EXPORT), _metric(request)
    now: datetime = request.now  # type: ignore[attr-defined]
    shown = words_of(metric, list(with_parts(metric, _found(asked, metric, now))), now=now)
    as_of = now.astimezone(asked.stores[0].zone).isoformat(timespec="minutes")
    first, *others, last = headings_of(metric)
    table = [(row.name, row.car, *row.cells, row.state.label, as_of) for row in shown]
    headings = (first, _("Car"), *others, last, _("As of"))
    return csv_response(f"{metric}-{asked.period}.csv", headings, table)
