"""Step 3: what would happen, and each row that needs a look."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from dealerfollow.web.access import requires
from dealerfollow.web.csv_files import csv_response
from deliveries.models import ImportProblem
from deliveries.queries.imports import (
    PROBLEM_ROWS,
    problem_counts,
    problem_rows,
)
from deliveries.views.importing.fetching import RIGHT, Status, batch_of
from deliveries.words import message_of, remedy_of


@requires(RIGHT)
@require_safe
def check(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Step 3: what would happen, and each row that needs a look with what helps."""
    found = batch_of(request, pk)
    if found.status != Status.CHECKED:
        return redirect("deliveries:import-progress", pk=found.pk)
    if found.problem:
        return redirect("deliveries:import-columns", pk=found.pk)
    text = request.GET.get("from", "")
    start = int(text) if text.isascii() and text.isdecimal() and len(text) < 7 else 0
    rows = problem_rows(found, after=start)
    refused, warned = problem_counts(found)
    ready = found.rows - found.refused
    label = ngettext("Bring in %(n)d row", "Bring in %(n)d rows", ready) % {"n": ready}
    if refused:
        label = _("Bring in %(n)d, leave out %(out)d") % {"n": ready, "out": refused}
    context = {
        "words": _("%(file)s. Nothing is saved yet.") % {"file": found.filename},
        "counts": [
            {"value": ready, "label": _("ready"), "tone": ""},
            {
                "value": warned,
                "label": _("come in with a remark"),
                "tone": "late" if warned else "",
            },
            {"value": refused, "label": _("left out"), "tone": "miss" if refused else ""},
        ],
        "start_url": reverse("deliveries:import-start", args=[found.pk]),
        "start_label": label,
        "can_start": ready > 0,
        "csv_url": reverse("deliveries:import-problems", args=[found.pk]) if rows else "",
        "back_url": reverse("deliveries:import-columns", args=[found.pk]),
        "rows": [_problem(row) for row in rows[:PROBLEM_ROWS]],
        "older_url": f"?from={start + PROBLEM_ROWS}" if len(rows) > PROBLEM_ROWS else "",
        "newer_url": f"?from={max(0, start - PROBLEM_ROWS)}" if start else "",
    }
    return TemplateResponse(request, "deliveries/import_check.html", context)


def _problem(row: ImportProblem) -> dict[str, Any]:
    return {
        "line": row.line or "",
        "column": row.column,
        "value": row.value,
        "problem": message_of(row.code, row.params),
        "remedy": remedy_of(row.code),
        "is_refused": row.is_refused,
    }


@requires(RIGHT)
@require_safe
def problems(request: HttpRequest, pk: int) -> HttpResponse:
    """The rows that need a look, as a file for a spreadsheet."""
    found = batch_of(request, pk)
    rows = ImportProblem.objects.filter(batch=found).order_by("line", "id")
    if not rows.exists():
        raise Http404
    headings = [_("Line"), _("Column"), _("What stands there"), _("Problem"), _("What helps")]
    cells = (
        (p.line, p.column, p.value, message_of(p.code, p.params), remedy_of(p.code))
        for p in rows.iterator()
    )
    return csv_response("rows-to-look-at.csv", headings, cells)
