"""Step 4: bringing the rows in, and how far it is."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from dealerfollow.jobs.actions import look_now
from dealerfollow.web.access import requires
from deliveries.actions.import_file import start_import
from deliveries.models import ImportBatch, ImportProblem
from deliveries.tasks import import_waiting_files
from deliveries.views.importing.fetching import RIGHT, Status, batch_of
from deliveries.wording_of_files import ended_words


@requires(RIGHT)
@require_http_methods(["POST"])
def start(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Step 4 begins: the worker is told, and finds it by itself when nobody could tell it."""
    found = batch_of(request, pk)
    if start_import(found):
        look_now(import_waiting_files)
    return redirect("deliveries:import-progress", pk=found.pk)


@requires(RIGHT)
@require_safe
def progress(request: HttpRequest, pk: int) -> HttpResponseBase:
    """How far it is; can be left. Asks again every two seconds, without JavaScript too."""
    found = batch_of(request, pk)
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
