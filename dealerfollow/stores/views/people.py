"""/settings/people/: who works here, added, changed, gone."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from dealerfollow.stores.actions import (
    LastManagerError,
    add_person,
    change_person,
    end_membership,
)
from dealerfollow.stores.forms import HoursForm, NewPersonForm, PersonForm
from dealerfollow.stores.queries import fallback_owner_of
from dealerfollow.stores.rules.rights import Role, may_give
from dealerfollow.stores.staff import READERS
from dealerfollow.stores.views.page import store_on_screen
from dealerfollow.stores.views.person import colleagues_of, fetch_member, people_page
from dealerfollow.web.access import requires
from dealerfollow.web.posted import posted


@requires("settings.see")
def people(request: HttpRequest) -> HttpResponseBase:
    """Everybody with a role at the store."""
    return people_page(request, store_on_screen(request, "settings.see"), None)


@requires("people.edit")
@never_cache
def new_person(request: HttpRequest) -> HttpResponseBase:
    """Adds somebody; their first password is shown once, on the answer to this form."""
    store = store_on_screen(request, "people.edit")
    form = NewPersonForm(posted(request))
    if not form.is_valid() or not _may_give(request, form, store.pk):
        status = 422 if form.is_bound else 200
        page = {"form": form, "store": store}
        return TemplateResponse(request, "stores/new_person.html", page, status=status)
    told = dict(form.cleaned_data)
    membership, password = add_person(
        store,
        email=told.pop("email"),
        name=told.pop("name"),
        role=Role(told.pop("role")),
        now=request.now,  # type: ignore[attr-defined]
        **told,
    )
    page = {
        "member": membership,
        "password": password,
        "store": store,
        "has_hours": membership.role not in READERS,
    }
    return TemplateResponse(request, "stores/person_added.html", page)


def _may_give(request: HttpRequest, form: BaseForm, store_id: int) -> bool:
    """Nobody gives away a right that they do not hold themselves."""
    scope: Any = request.scope  # type: ignore[attr-defined]
    role = Role(form.cleaned_data["role"])
    if may_give(scope.rights_at(store_id), role):
        return True
    form.add_error("role", _("You cannot give a role that may do more than you may."))
    return False


@requires("settings.see")
def person(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One person beside the list: hours, cover, number in the DMS."""
    is_post = request.method == "POST"
    member = fetch_member(request, pk, right="people.edit" if is_post else "settings.see")
    if not is_post:
        return people_page(request, member.store, member)
    form = PersonForm(request.POST, colleagues=colleagues_of(member))
    hours = HoursForm(request.POST, weekly_hours=member.weekly_hours, is_needed=False)
    is_valid = form.is_valid()
    if not (hours.is_valid() and is_valid):
        return people_page(request, member.store, member, form=form, hours=hours, status=422)
    change_person(member, {**form.cleaned_data, "weekly_hours": hours.cleaned_data["hours"]})
    messages.success(request, _("Saved."))
    return redirect("stores:person", pk=member.pk)


@requires("people.edit")
def end_role(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Somebody left: asks first, since it cannot be undone by a button."""
    member = fetch_member(request, pk, right="people.edit")
    if member.user_id == request.user.pk:
        raise PermissionDenied
    problem, colleagues = "", colleagues_of(member)
    if request.method == "POST":
        try:
            now = request.now  # type: ignore[attr-defined]
            chosen = set(request.POST.getlist("heirs"))
            heirs = [user for user in colleagues if str(user.pk) in chosen]
            end_membership(member, by=request.user, now=now, heirs=heirs)  # type: ignore[arg-type]
        except LastManagerError:
            problem = _(
                "They are the last manager of this store, and a store always has one: what nobody "
                "else owns is theirs. Add another manager first."
            )
        else:
            words = _("%(name)s no longer works here as %(role)s.")
            named = {"name": member.user.name, "role": member.role_name}
            messages.success(request, words % named)
            return redirect("stores:people")
    page = {
        "member": member,
        "heir": fallback_owner_of(member.store),
        "colleagues": colleagues,
        "problem": problem,
    }
    status = 409 if problem else 200
    return TemplateResponse(request, "stores/end_role.html", page, status=status)
