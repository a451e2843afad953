"""/settings/: the store's own settings, hours, holidays and closed days."""

from copy import copy
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dealerfollow.stores.actions import change_store, close_store_between, open_store_after_all
from dealerfollow.stores.forms import CloseDayForm, HoursForm, StoreForm
from dealerfollow.stores.models import ClosedDay, Store
from dealerfollow.stores.views.page import store_on_screen, tabs
from dealerfollow.web.access import fetch, requires
from dealerfollow.web.days import day_words, weekday_words


@requires("settings.see")
def settings(request: HttpRequest) -> HttpResponseBase:
    """Shows the settings; saves them for somebody who may."""
    is_post = request.method == "POST"
    store = store_on_screen(request, "settings.edit" if is_post else "settings.see")
    now = request.now  # type: ignore[attr-defined]
    today = store.day_of(now)
    told = request.POST if is_post else None
    form = StoreForm(told, instance=copy(store), today=today)
    hours = HoursForm(told, weekly_hours=store.weekly_hours)
    if not is_post:
        return _page(request, store, form, hours, CloseDayForm(today=today))
    is_valid = form.is_valid()
    if not (hours.is_valid() and is_valid):
        return _page(request, store, form, hours, CloseDayForm(today=today), status=422)
    saved = {**form.cleaned_data, "weekly_hours": hours.cleaned_data["hours"]}
    change_store(store, saved, now=now)
    messages.success(request, _("Saved."))
    return redirect("stores:settings")


@requires("settings.edit")
@require_POST
def close_day(request: HttpRequest) -> HttpResponseBase:
    """Declares closed days; what was due on them moves to open days after."""
    store = store_on_screen(request, "settings.edit")
    now = request.now  # type: ignore[attr-defined]
    today = store.day_of(now)
    form = CloseDayForm(request.POST, today=today)
    if not form.is_valid():
        plain = StoreForm(instance=copy(store), today=today)
        hours = HoursForm(weekly_hours=store.weekly_hours)
        return _page(request, store, plain, hours, form, status=422)
    first, last = form.cleaned_data["on"], form.cleaned_data["until"]
    close_store_between(
        store,
        first,
        last,
        reason=form.cleaned_data["reason"],
        by=request.user,  # type: ignore[arg-type]
        now=now,
    )
    days = {"day": weekday_words(first, today), "last": weekday_words(last, today)}
    words = _("Closed on %(day)s. What was due then moved to the next open day.")
    if last > first:
        words = _("Closed %(day)s to %(last)s. What was due then is spread over the days after.")
    messages.success(request, words % days)
    return redirect("stores:settings")


@requires("settings.edit")
@require_POST
def open_day(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Open after all. What had moved stays where it is."""
    closed = fetch(request, ClosedDay.objects.all(), right="settings.edit", pk=pk)
    open_store_after_all(closed, now=request.now)  # type: ignore[attr-defined]
    words = _("Open on %(day)s after all. What had moved stays where it is.")
    messages.success(request, words % {"day": weekday_words(closed.on, closed.on)})
    return redirect("stores:settings")


def _page(
    request: HttpRequest,
    store: Store,
    form: StoreForm,
    hours: HoursForm,
    close_form: CloseDayForm,
    *,
    status: int = 200,
) -> TemplateResponse:
    scope: Any = request.scope  # type: ignore[attr-defined]
    can_edit = scope.has("settings.edit", store.pk)
    today = store.day_of(request.now)  # type: ignore[attr-defined]
    context = {
        "tabs": tabs("settings"),
        "can_edit": can_edit,
        "form": form,
        "hours": hours,
        "days": hours.rows,
        "closed": _closed(store, today, can_edit=can_edit),
        "close_form": close_form if can_edit else None,
        "close_url": reverse("stores:close-day"),
    }
    return TemplateResponse(request, "stores/settings.html", context, status=status)


def _closed(store: Store, today: date, *, can_edit: bool) -> list[dict[str, str]]:
    """Closed days from today on."""
    rows = ClosedDay.objects.filter(store=store, revoked_at=None, on__gte=today)
    found = []
    for day in rows.select_related("declared_by").order_by("on"):
        declared = day_words(day.declared_at.astimezone(store.zone).date(), today)
        by = f"{day.declared_by.name}, {declared}" if day.declared_by else declared
        url = reverse("stores:open-day", args=[day.pk]) if can_edit else ""
        found.append(
            {"on": weekday_words(day.on, today), "reason": day.reason, "by": by, "url": url}
        )
    return found
