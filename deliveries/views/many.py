"""/we-owes/many/: sixty plates out of a pasted list, looked over and then saved at once."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from dealerfollow.lib.ids import id_from
from dealerfollow.web.access import requires
from deliveries.actions import change_many
from deliveries.forms.many import ManyForm
from deliveries.queries.pasted import NEEDS_LOOK, Reading, is_saved, open_items, read_paste
from deliveries.rules.desk_words import Said
from deliveries.views.departments import department_of
from deliveries.views.many_rows import readings_in_groups, sums_of

EDIT = "we_owes.edit"
UNSOLVED = ("back", "which", *NEEDS_LOOK)


@requires(EDIT)
@require_http_methods(["GET", "POST"])
def many(request: HttpRequest) -> HttpResponseBase:
    """The paste; what each line finds; and the save, all in one transaction."""
    scope: Any = request.scope  # type: ignore[attr-defined]
    today = scope.store.day_of(request.now)  # type: ignore[attr-defined]
    if request.method == "GET":
        return _page(request, ManyForm(initial=_initial(request), today=today))
    form = ManyForm(request.POST, today=today)
    if not form.is_valid():
        return _page(request, form, status=422)
    found = _read(request, form)
    if request.POST.get("act") != "save":
        return _page(request, form, found=found)
    return _saved(request, form, found, today)


def _saved(
    request: HttpRequest, form: ManyForm, found: list[Reading], today: Any
) -> TemplateResponse:
    """Saves what is ticked of what was found, and shows what is left to mend."""
    picked = {id_from(text) for text in request.POST.getlist("pick")}
    ids = {
        row.pk
        for one in found
        if one.kind in ("change", "back", "which")
        for row in one.we_owes
        if row.pk in picked
    }
    key = form.cleaned_data["key"] or uuid.uuid4()
    scope: Any = request.scope  # type: ignore[attr-defined]
    if not ids and not is_saved(scope, key):
        return _page(request, form, found=found, problem=_("Tick at least one."), status=422)
    done = change_many(
        scope.group_id,
        ids,
        form.said(),
        department=form.cleaned_data["department"],
        key=key,
        by=request.user,  # type: ignore[arg-type]
        now=request.now,  # type: ignore[attr-defined]
    )
    if not done.is_same:
        words = _("This list was saved before, and nothing was changed now. Save what is left.")
        return _page(request, form, found=found, problem=words, status=422)
    changed = set(done.ids)
    left = [
        one
        for one in _read(request, form)
        if one.kind in UNSOLVED and not {row.pk for row in one.we_owes} & changed
    ]
    again = ManyForm(
        initial={
            **{name: form.cleaned_data[name] for name in ("department", "item", "outcome")},
            **{name: form.cleaned_data[name] for name in ("word", "promised_on")},
            "numbers": "\n".join(one.line.shown for one in left),
            "key": uuid.uuid4(),
        },
        today=today,
    )
    return _page(request, again, found=left, saved=_saved_words(len(changed), left))


def _page(
    request: HttpRequest,
    form: ManyForm,
    *,
    found: list[Reading] | None = None,
    saved: str = "",
    problem: str = "",
    status: int = 200,
) -> TemplateResponse:
    scope: Any = request.scope  # type: ignore[attr-defined]
    now = request.now  # type: ignore[attr-defined]
    is_look = found is not None and not saved
    said = form.said() if is_look else Said("")
    groups = readings_in_groups(scope, found or [], said, now, can_pick=is_look)
    context = {
        "form": form,
        "items": open_items(scope, scope.stores_with(EDIT)),
        "saved": saved,
        "is_look": is_look,
        "problem": problem,
        "sums": sums_of(found or []) if is_look else [],
        "groups": groups,
        "can_save": any(line["pick"] for group in groups for line in group["rows"]),
        "ticked": sum(
            bool(line["pick"] and line["pick"]["is_ticked"])
            for group in groups
            for line in group["rows"]
        ),
        "kept": _kept(request, form) if is_look else [],
        "desk_url": reverse("deliveries:we-owes"),
    }
    return TemplateResponse(request, "deliveries/many.html", context, status=status)


def _kept(request: HttpRequest, form: ManyForm) -> list[tuple[str, str]]:
    """What the save needs of the look, which is a save of its own: by a key of its own."""
    kept = {name: request.POST.get(name, "") for name in form.fields}
    return [*{**kept, "key": str(uuid.uuid4())}.items()]


def _read(request: HttpRequest, form: ManyForm) -> list[Reading]:
    scope: Any = request.scope  # type: ignore[attr-defined]
    data = form.cleaned_data
    return read_paste(
        scope,
        data["numbers"],
        form.said(),
        department=data["department"],
        item=data["item"],
        store_ids=scope.stores_with(EDIT),
    )


def _initial(request: HttpRequest) -> dict[str, str]:
    return {"department": department_of(request) or "title"}


def _saved_words(changed: int, left: list[Reading]) -> str:
    words = ngettext("%(n)d is saved.", "%(n)d are saved.", changed) % {"n": changed}
    if not left:
        return words
    more = ngettext(
        "%(n)d line needs another look: it stays here.",
        "%(n)d lines need another look: they stay here.",
        len(left),
    )
    return f"{words} {more % {'n': len(left)}}"
