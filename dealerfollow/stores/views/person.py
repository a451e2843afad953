"""The people page with one person open beside it, and their days off."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dealerfollow.stores.actions import add_absence, remove_absence
from dealerfollow.stores.forms import AbsenceForm, HoursForm, PersonForm
from dealerfollow.stores.models import Absence, Membership, Store, User
from dealerfollow.stores.queries import people_of
from dealerfollow.stores.staff import (
    CALLERS,
    READERS,
    absence_words,
    absences_of,
    members_of,
    staff_rows,
)
from dealerfollow.stores.views.page import tabs
from dealerfollow.web.access import fetch, requires


def fetch_member(request: HttpRequest, pk: int, *, right: str) -> Membership:
    """An active role at a store in scope; Http404 for a role in the whole group or an ended one."""
    members = Membership.objects.active().select_related("user", "store", "cover")
    member = fetch(request, members, right=right, pk=pk)
    if member.store_id is None:
        raise Http404
    return member


def colleagues_of(member: Membership) -> list[User]:
    """Who could cover this person: everybody else who makes calls at the store, by name."""
    people = {p.user.pk: p.user for p in people_of(member.store)}
    people.pop(member.user_id, None)
    return list(people.values())


@requires("people.edit")
@require_POST
def add_days_off(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Whole days off. What was missed before they were entered stays missed."""
    member = fetch_member(request, pk, right="people.edit")
    form = AbsenceForm(request.POST)
    if not form.is_valid():
        return people_page(request, member.store, member, off_form=form, status=422)
    now = request.now  # type: ignore[attr-defined]
    add_absence(
        member.store,
        member.user,
        **form.cleaned_data,
        by=request.user,  # type: ignore[arg-type]
        now=now,
    )
    messages.success(request, _("Days off added."))
    return redirect("stores:person", pk=member.pk)


@requires("people.edit")
@require_POST
def remove_days_off(request: HttpRequest, pk: int, absence_pk: int) -> HttpResponseBase:
    """They work after all."""
    member = fetch_member(request, pk, right="people.edit")
    rows = Absence.objects.filter(user=member.user_id)
    remove_absence(fetch(request, rows, right="people.edit", pk=absence_pk))
    messages.success(request, _("Removed."))
    return redirect("stores:person", pk=member.pk)


def people_page(
    request: HttpRequest,
    store: Store,
    member: Membership | None,
    *,
    form: PersonForm | None = None,
    hours: HoursForm | None = None,
    off_form: AbsenceForm | None = None,
    status: int = 200,
) -> TemplateResponse:
    """The list, and `member` beside it when one is open."""
    scope: Any = request.scope  # type: ignore[attr-defined]
    today = store.day_of(request.now)  # type: ignore[attr-defined]
    can_edit = scope.has("people.edit", store.pk)
    members = members_of(store)
    opened = None
    if member is not None:
        opened = _opened(
            member, today, form=form, hours=hours, off_form=off_form, can_edit=can_edit
        )
        opened["end_url"] = (
            reverse("stores:end-role", args=[member.pk])
            if can_edit and member.user_id != request.user.pk
            else ""
        )
    context = {
        "tabs": tabs("people"),
        "can_edit": can_edit,
        "add_url": reverse("stores:new-person") if can_edit else "",
        "rows": staff_rows(store, members, today, member.pk if member else None),
        "person": opened,
    }
    return TemplateResponse(request, "stores/settings_people.html", context, status=status)


def _opened(
    member: Membership,
    today: date,
    *,
    form: PersonForm | None,
    hours: HoursForm | None,
    off_form: AbsenceForm | None,
    can_edit: bool,
) -> dict[str, Any]:
    absences = absences_of(member.store, today, member.user)
    makes_calls = member.role in CALLERS
    now_away = next((a for a in absences if a.starts_on <= today), None)
    form = form or PersonForm(
        initial={"cover": str(member.cover_id or ""), "dms_id": member.dms_id},
        colleagues=colleagues_of(member),
    )
    hours = hours or HoursForm(weekly_hours=member.weekly_hours, is_needed=False)
    warning = ""
    if now_away and makes_calls and member.cover_id is None:
        warning = _("%(name)s is away and nobody covers: their calls go to the manager.")
        warning = warning % {"name": member.user.first_name}
    return {
        "name": member.user.name,
        "role": member.role_name,
        "email": member.user.email,
        "away": {"label": _("Away"), "tone": "late"} if now_away else None,
        "warning": warning,
        "url": reverse("stores:person", args=[member.pk]),
        "form": form,
        "hours": hours,
        "days": hours.rows,
        "makes_calls": makes_calls,
        "has_hours": member.role not in READERS,
        "absences": [
            {
                "words": absence_words(a, today),
                "url": reverse("stores:remove-days-off", args=[member.pk, a.pk])
                if can_edit
                else "",
            }
            for a in absences
        ],
        "off_form": (off_form or AbsenceForm()) if can_edit else None,
        "off_url": reverse("stores:add-days-off", args=[member.pk]),
    }
