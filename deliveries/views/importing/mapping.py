"""Step 2: what each column of the file means."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from dealerfollow.web.access import requires
from dealerfollow.web.days import day_words
from deliveries.actions.import_file import change_columns
from deliveries.models import ImportBatch, ImportProblem
from deliveries.queries.imports import (
    Column,
    columns_of,
)
from deliveries.views.importing.fetching import RIGHT, Status, batch_of
from deliveries.wording_of_files import ORDERS, field_choices
from deliveries.words import message_of, remedy_of


@requires(RIGHT)
@require_http_methods(["GET", "POST"])
def columns(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Step 2: what each column means; corrected here and kept for the store's next file."""
    found = batch_of(request, pk)
    if found.status != Status.CHECKED:
        return redirect("deliveries:import-progress", pk=found.pk)
    shown = columns_of(found)
    if request.method == "POST":
        told = {c.header: _told(request, n, c) for n, c in enumerate(shown)}
        order = request.POST.get("date_order", "")
        now = request.now  # type: ignore[attr-defined]
        try:
            found = change_columns(found, told, order if order in ORDERS else "", now=now)
        except ValueError:  # a field that does not exist, or started by somebody else meanwhile
            messages.error(request, _("These columns could not be read. Look at them again."))
            return redirect("deliveries:import-batch", pk=found.pk)
        if not found.problem:
            return redirect("deliveries:import-check", pk=found.pk)
    rows = ngettext("%(n)d row", "%(n)d rows", found.rows) % {"n": found.rows}
    context = {
        "words": _("%(file)s, %(rows)s. Nothing is saved yet.")
        % {"file": found.filename, "rows": rows},
        "check_label": ngettext("Check %(n)d row", "Check %(n)d rows", found.rows)
        % {"n": found.rows}
        if found.rows
        else _("Check the rows"),
        "again_url": reverse("deliveries:import"),
        "lines": _reading_lines(found),
        "problem": _file_problem(found),
        "columns": [_column(n, column) for n, column in enumerate(shown)],
        "date_order": {
            "value": found.date_order or "mdy",
            "choices": [(code, _(words)) for code, words in ORDERS.items()],
        },
    }
    status = 422 if request.method == "POST" else 200
    return TemplateResponse(request, "deliveries/import_columns.html", context, status=status)


def _told(request: HttpRequest, n: int, column: Column) -> str:
    return request.POST.get(f"column-{n}", column.field)


def _column(n: int, column: Column) -> dict[str, Any]:
    return {
        "name": n,
        "header": column.header,
        "samples": " · ".join(column.samples),
        "filled": f"{column.filled_percent}%",
        "is_never_stored": column.is_never_stored,
        "is_in_doubt": not column.field and not column.is_never_stored and bool(column.samples),
        "value": column.field,
        "choices": field_choices(),
    }


def _reading_lines(found: ImportBatch) -> list[dict[str, str]]:
    known = sum(1 for field in found.columns.values() if field)
    words = ngettext("%(n)d column is read", "%(n)d columns are read", known) % {"n": known}
    start = _("Follow-up starts %(day)s: older deliveries join at their next six-month date") % {
        "day": day_words(found.store.follow_up_starts_on, found.store.day_of(found.received_at))
    }
    return [
        {"icon": "check", "words": words},
        {"icon": "calendar", "words": start},
        {"icon": "repeat", "words": _("What you choose is kept for this store’s next file")},
    ]


def _file_problem(found: ImportBatch) -> str:
    rows = ImportProblem.objects.filter(batch=found, line=0)
    return " ".join(f"{message_of(p.code, p.params)} {remedy_of(p.code)}" for p in rows)
