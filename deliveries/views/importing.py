"""/deliveries/import/: a sold file, step by step; nothing is saved before the last one."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from dealerfollow.jobs.actions import look_now
from dealerfollow.stores.models import Store
from dealerfollow.web.access import fetch, requires
from dealerfollow.web.csv_files import csv_response
from dealerfollow.web.days import day_words, moment_words
from deliveries.actions.import_file import change_columns, receive_file, start_import
from deliveries.forms import UploadForm
from deliveries.models import ImportBatch, ImportProblem
from deliveries.queries.imports import (
    PROBLEM_ROWS,
    Column,
    batches_of,
    columns_of,
    problem_counts,
    problem_rows,
)
from deliveries.tasks import import_waiting_files
from deliveries.wording_of_files import ORDERS, ended_words, field_choices, state_of
from deliveries.words import message_of, remedy_of

RIGHT = "deliveries.import"
Status = ImportBatch.Status


def _batch(request: HttpRequest, pk: int) -> ImportBatch:
    rows = ImportBatch.objects.select_related("store").defer("content")
    return fetch(request, rows, right=RIGHT, pk=pk)


@requires(RIGHT)
@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponseBase:
    """Step 1: the file. The same file again leads to where it is already."""
    scope: Any = request.scope  # type: ignore[attr-defined]
    allowed = scope.stores_with(RIGHT)
    stores = Store.objects.filter(group_id=scope.group_id, pk__in=allowed).order_by("name")
    here: Store = scope.store if scope.store and scope.store.pk in allowed else stores[0]
    if request.method == "POST":
        form = UploadForm(request.POST, request.FILES, stores=stores)
        if form.is_valid():
            return _received(request, form, here)
    else:
        form = UploadForm(stores=stores, initial={"store": here})
    now = request.now  # type: ignore[attr-defined]
    context = {
        "form": form,
        "has_stores": len(allowed) > 1,
        "lines": _lines(here),
        "batches": [
            {
                "url": reverse("deliveries:import-batch", args=[batch.pk]),
                "filename": batch.filename,
                "when": moment_words(batch.received_at, now, here.zone),
                "rows": batch.rows,
                "state": state_of(batch),
            }
            for batch in batches_of(scope, allowed)
        ],
    }
    status = 422 if form.is_bound else 200
    return TemplateResponse(request, "deliveries/import_upload.html", context, status=status)


def _received(request: HttpRequest, form: UploadForm, here: Store) -> HttpResponseBase:
    store, file = form.cleaned_data["store"] or here, form.cleaned_data["file"]
    now = request.now  # type: ignore[attr-defined]
    batch = receive_file(store, file.name, file.read(), request.user, now)  # type: ignore[arg-type]
    if batch.received_at != now and batch.status == Status.DONE:
        messages.info(request, _("This very file was brought in before. Nothing has changed."))
    return redirect("deliveries:import-batch", pk=batch.pk)


def _lines(store: Store) -> list[dict[str, str]]:
    return [
        {"icon": "building-store", "words": store.name},
        {
            "icon": "eye",
            "words": _("You see the columns and each problem before anything is saved"),
        },
        {
            "icon": "git-merge",
            "words": _("A sale that is here already is completed, never doubled"),
        },
        {"icon": "ban", "words": _("Social security numbers, rates and payments are never stored")},
        {"icon": "trash", "words": _("The raw file is deleted after 7 days")},
    ]


@requires(RIGHT)
@require_safe
def batch(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Where this file is now: its columns, or its progress."""
    found = _batch(request, pk)
    step = "import-columns" if found.status == Status.CHECKED else "import-progress"
    return redirect(f"deliveries:{step}", pk=found.pk)


@requires(RIGHT)
@require_http_methods(["GET", "POST"])
def columns(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Step 2: what each column means; corrected here and kept for the store's next file."""
    found = _batch(request, pk)
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


@requires(RIGHT)
@require_safe
def check(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Step 3: what would happen, and each row that needs a look with what helps."""
    found = _batch(request, pk)
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
@require_http_methods(["POST"])
def start(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Step 4 begins: the worker is told, and finds it by itself when nobody could tell it."""
    found = _batch(request, pk)
    if start_import(found):
        look_now(import_waiting_files)
    return redirect("deliveries:import-progress", pk=found.pk)


@requires(RIGHT)
@require_safe
def progress(request: HttpRequest, pk: int) -> HttpResponseBase:
    """How far it is; can be left. Asks again every two seconds, without JavaScript too."""
    found = _batch(request, pk)
    if found.status == Status.CHECKED:
        return redirect("deliveries:import-columns", pk=found.pk)
    is_running = found.status in (Status.WAITING, Status.RUNNING)
    has_problems = ImportProblem.objects.filter(batch=found).exists()
    context = {
        "words": ended_words(found),
        "url": request.path,
        "is_running": is_running,
        "is_failed": found.status == Status.FAILED,
        "problem": _("It stopped at row %(n)d. Nothing is doubled; whoever runs this can go on.")
        % {"n": found.rows_done},
        "title": _title(found),
        "done": found.rows_done,
        "total": found.rows,
        "left_words": _left_words(request, found) if is_running else "",
        "sums": [
            (_("Deliveries new"), found.created),
            (_("Already here, completed"), found.updated),
            (_("Already here, nothing new"), found.unchanged),
            (_("Left out"), found.refused),
        ],
        "csv_url": reverse("deliveries:import-problems", args=[found.pk]) if has_problems else "",
        "list_url": reverse("deliveries:list"),
        "lines": _ending_lines(),
    }
    return TemplateResponse(request, "deliveries/import_run.html", context)


def _title(found: ImportBatch) -> str:
    told = {"n": found.rows_done, "total": found.rows}
    if found.status == Status.WAITING:
        return _("Waiting for its turn")
    if found.status == Status.RUNNING:
        return _("Bringing in row %(n)d of %(total)d") % told
    if found.status == Status.FAILED:
        return _("Stopped at row %(n)d of %(total)d") % told
    return ngettext("Done: %(n)d row", "Done: %(n)d rows", found.rows) % {"n": found.rows}


def _left_words(request: HttpRequest, found: ImportBatch) -> str:
    """An honest guess from the rows already done, or nothing."""
    left = found.rows - found.rows_done
    seconds = max(5, round(left / 120 / 5) * 5)
    if found.status == Status.WAITING:
        return ""
    return ngettext("about %(n)d s left", "about %(n)d s left", seconds) % {"n": seconds}


def _ending_lines() -> list[dict[str, str]]:
    return [
        {"icon": "phone", "words": _("Every delivery since the start has its post-sale call")},
        {"icon": "repeat", "words": _("Older ones join at their next six-month date")},
        {"icon": "user-question", "words": _("Salespeople whom nobody knows wait to be matched")},
    ]


@requires(RIGHT)
@require_safe
def problems(request: HttpRequest, pk: int) -> HttpResponse:
    """The rows that need a look, as a file for a spreadsheet."""
    found = _batch(request, pk)
    rows = ImportProblem.objects.filter(batch=found).order_by("line", "id")
    if not rows.exists():
        raise Http404
    headings = [_("Line"), _("Column"), _("What stands there"), _("Problem"), _("What helps")]
    cells = (
        (p.line, p.column, p.value, message_of(p.code, p.params), remedy_of(p.code))
        for p in rows.iterator()
    )
    return csv_response("rows-to-look-at.csv", headings, cells)
