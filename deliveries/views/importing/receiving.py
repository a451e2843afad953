"""/deliveries/import/: a sold file, step by step; nothing is saved before the last one."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from dealerfollow.stores.models import Store
from dealerfollow.web.access import requires
from dealerfollow.web.days import moment_words
from deliveries.actions.import_file import receive_file
from deliveries.forms import UploadForm
from deliveries.queries.imports import (
    batches_of,
)
from deliveries.views.importing.fetching import RIGHT, Status, batch_of
from deliveries.wording_of_files import state_of


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
    found = batch_of(request, pk)
    step = "import-columns" if found.status == Status.CHECKED else "import-progress"
    return redirect(f"deliveries:{step}", pk=found.pk)
