"""/calls/reasons/: the store's library of reasons, proposed by anybody and decided by a manager."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from customers.models import LANGUAGES
from dealerfollow.stores.models import Store
from dealerfollow.web.access import fetch, requires
from dealerfollow.web.posted import posted
from followups.actions.library import (
    ReasonRetired,
    ReasonTaken,
    approve_reason,
    change_reason,
    propose_reason,
    retire_reason,
)
from followups.forms.reason import ReasonForm
from followups.models import CallReason
from followups.queries.library import library_of
from followups.views.page import store_with_calls
from followups.words.labels import kind_name

DECIDE = "settings.edit"


@dataclass(frozen=True)
class Row:
    """A reason as the page shows it."""

    pk: int
    text: str
    use: str
    by: str
    url: str
    is_proposed: bool
    is_current: bool


@requires("calls.work")
@require_http_methods(["GET", "HEAD", "POST"])
def reasons(request: HttpRequest) -> HttpResponseBase:
    """What is in use and what waits for a manager; a POST proposes one."""
    scope: Any = request.scope  # type: ignore[attr-defined]
    store = store_with_calls(scope, request)
    form = ReasonForm(posted(request))
    if not form.is_bound:
        return _page(request, store, form)
    if not form.is_valid():
        return _page(request, store, form, status=422)
    may_decide = scope.has(DECIDE, store.pk)
    found, is_new = propose_reason(
        store,
        form.cleaned_data["text"],
        **form.told(),
        by=scope.user,
        now=request.now,  # type: ignore[attr-defined]
        is_approved=may_decide,
    )
    if not is_new:
        messages.info(request, _("“%(text)s” is in the library already.") % {"text": found.text})
    elif may_decide:
        messages.success(request, _("In use from now on."))
    else:
        messages.success(request, _("Proposed. A manager decides."))
    return redirect(_library_url(store))


@requires(DECIDE)
@require_http_methods(["GET", "HEAD", "POST"])
def reason(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One reason to decide on: approved, changed or retired by a manager."""
    row = fetch(request, CallReason.objects.select_related("store"), right=DECIDE, pk=pk)
    if request.method != "POST":
        return _page(request, row.store, ReasonForm.of(row), current=row)
    by: Any = request.user
    act, now = request.POST.get("act"), request.now  # type: ignore[attr-defined]
    if act in ("approve", "retire"):
        decide = approve_reason if act == "approve" else retire_reason
        if decide(row, by=by, now=now):
            done = {"approve": _("In use from now on."), "retire": _("No longer offered.")}
            messages.success(request, done[act])
        else:
            messages.info(request, _("Somebody decided already."))
        return redirect(_library_url(row.store))
    form = ReasonForm(request.POST)
    if form.is_valid():
        try:
            change_reason(row, form.cleaned_data["text"], **form.told(), by=by, now=now)
        except ReasonTaken:
            form.add_error("text", _("These words are in the library already."))
        except ReasonRetired:
            messages.info(request, _("Somebody decided already."))
            return redirect("followups:reasons")
        else:
            messages.success(request, _("Saved, and in use."))
            return redirect(_library_url(row.store))
    return _page(request, row.store, form, current=row, status=422)


def _page(
    request: HttpRequest,
    store: Store,
    form: ReasonForm,
    *,
    current: CallReason | None = None,
    status: int = 200,
) -> TemplateResponse:
    scope: Any = request.scope  # type: ignore[attr-defined]
    may_decide = scope.has(DECIDE, store.pk)
    rows = [_row(one, may_decide, current) for one in library_of(scope, store.pk)]
    context = {
        "groups": [
            (_("Proposed"), [row for row in rows if row.is_proposed]),
            (_("In use"), [row for row in rows if not row.is_proposed]),
        ],
        "is_empty": not rows,
        "may_decide": may_decide,
        "form": form,
        "current": current,
        "form_url": reverse("followups:reason", args=[current.pk])
        if current
        else _library_url(store),
        "library_url": _library_url(store),
    }
    return TemplateResponse(request, "followups/reasons.html", context, status=status)


def _library_url(store: Store) -> str:
    """The library of this store, whichever is on screen."""
    return f"{reverse('followups:reasons')}?stores={store.pk}"


def _row(one: CallReason, may_decide: bool, current: CallReason | None) -> Row:
    use = ", ".join(kind_name(kind) for kind in one.kinds) or _("Any call")
    if one.language != "en":
        use = f"{use} · {dict(LANGUAGES)[one.language]}"
    return Row(
        pk=one.pk,
        text=one.text,
        use=use,
        by=one.proposed_by.name if one.proposed_by else "",
        url=reverse("followups:reason", args=[one.pk]) if may_decide else "",
        is_proposed=one.state == CallReason.State.PROPOSED,
        is_current=current is not None and current.pk == one.pk,
    )
