"""/we-owes/: the desk of every department that owes something."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from customers.queries.search import clean_text
from dealerfollow.lib.ids import id_from
from dealerfollow.stores.rules.rights import Role
from dealerfollow.web.access import fetch, requires
from deliveries.actions import say, use_perk
from deliveries.forms import WordForm
from deliveries.models import DEPARTMENTS, WeOwe
from deliveries.queries.desk import MOST_ROWS, RELATED, TAG_DAYS, Desk, desk_of, shown_we_owes
from deliveries.rules.desk_words import outcomes_of
from deliveries.views.departments import department_of
from deliveries.views.desk_asked import asked_of
from deliveries.views.desk_measures import measures_of
from deliveries.views.desk_rows import groups_of, one_of, reopen_url

SEE, EDIT, MANAGE = "we_owes.see", "we_owes.edit", "accountability.see"
FIRST_ROWS = 60  # as many as one looks through; the rest are one link away
MINE, ALL = "mine", "all"


@requires(SEE)
@require_safe
def desk(request: HttpRequest) -> TemplateResponse:
    """The list, and the one that is being worked on beside it."""
    return page(request)


@requires(EDIT)
@require_http_methods(["POST"])
def word(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Keeps what the department says about one of them, and goes to the next."""
    row = fetch(request, WeOwe.objects.select_related(*RELATED), right=EDIT, pk=pk)
    if row.settled_at is not None:
        messages.warning(request, _("“%(item)s” was settled meanwhile.") % {"item": row.item})
        return redirect(url_of(request, owe=row.pk))
    now = request.now  # type: ignore[attr-defined]
    form = WordForm(request.POST, **_fitting(row), today=row.store.day_of(now))
    if not form.is_valid():
        return page(request, current=row, form=form, status=422)
    following = _following(_desk(request), row)
    say(row, form.said(), by=request.user, now=now)  # type: ignore[arg-type]
    words = _("Saved: %(item)s for %(name)s. The next card says so.")
    facts = {"item": row.item, "name": row.customer.name}
    undo_url = reopen_url(row, urlencode(_told(request)))  # "" where nothing was closed
    messages.success(request, words % facts, extra_tags=undo_url)
    return redirect(url_of(request, owe=following))


@requires(EDIT)
@require_http_methods(["POST"])
def use(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One of a perk was used, or one that was counted by mistake comes back; the last one keeps the
    promise, and stays on the page for who pressed once too often."""
    row = fetch(request, WeOwe.objects.select_related(*RELATED), right=EDIT, pk=pk)
    back = request.POST.get("back", "")
    seen = id_from(back or request.POST.get("seen", ""))
    who: dict[str, Any] = {"by": request.user, "now": request.now}  # type: ignore[attr-defined]
    if seen is not None and use_perk(row, seen=seen, is_taken_back=bool(back), **who):
        facts = {"item": row.item, "name": row.customer.name}
        words = (
            _("One back: %(item)s for %(name)s.") if back else _("One used: %(item)s for %(name)s.")
        )
        if row.status == WeOwe.Status.DONE:
            words = _("That was the last one: %(item)s for %(name)s is settled.")
        messages.success(request, words % facts)
    else:
        messages.warning(request, _("Somebody counted one meanwhile. This is how it stands now."))
    return redirect(url_of(request, owe=row.pk))


def page(
    request: HttpRequest,
    *,
    current: WeOwe | None = None,
    form: WordForm | None = None,
    asked_problem: str = "",
    status: int = 200,
) -> TemplateResponse:
    """The desk. `owe` in the address names the one that is open; else the first one is."""
    scope: Any = request.scope  # type: ignore[attr-defined]
    now = request.now  # type: ignore[attr-defined]
    found = _desk(request)
    current = current or _current(request, found)
    following = _following(found, current) if current else None
    text = _text(request)
    context = {
        "tabs": _tabs(request, found),
        "sums": _sums(request, found),
        "groups": groups_of(found, current, now, url=lambda pk: url_of(request, owe=pk)),
        "has_tags": any(row.delivery and row.delivery.tag_expires_on for row in found.rows),
        "search": {"value": text, "label": _("Name, item, deal or stock number")},
        "kept": [("department", _department(request))],
        "filters": _filters(request),
        "empty": _empty(text, is_mine=_whose(request) == MINE),
        "rest": _rest(request, found),
        "owe": one_of(
            scope,
            current,
            form,
            now,
            fitting=_fitting(current),
            query=urlencode(_told(request)),
            next_url=url_of(request, owe=following) if following else "",
        )
        if current and EDIT in scope.rights_at(current.store_id)
        else None,
        "many_url": _many_url(request) if scope.has(EDIT) else "",
        "new_url": _new_url(request) if scope.has(EDIT) else "",
        "asked": asked_of(request, _department(request), problem=asked_problem),
        "measures": measures_of(scope, now) if scope.has(MANAGE) else None,
    }
    return TemplateResponse(request, "deliveries/we_owes.html", context, status=status)


def url_of(request: HttpRequest, *, owe: int | None, department: str | None = None) -> str:
    """The desk's address as it is filtered now, with the one that is open."""
    told = _told(request, department)
    if owe:
        told["owe"] = str(owe)
    return f"{reverse('deliveries:we-owes')}?{urlencode(told)}"


def _told(request: HttpRequest, department: str | None = None) -> dict[str, str]:
    text = _text(request)
    chosen = _department(request) if department is None else department
    told = {"department": chosen, "q": text, "rest": request.GET.get("rest", "")[:1]}
    if _has_customers(request):
        told["whose"] = _whose(request)
    return {name: value for name, value in told.items() if value or name == "department"}


def _text(request: HttpRequest) -> str:
    return clean_text(request.GET.get("q", ""))


def _desk(request: HttpRequest) -> Desk:
    scope: Any = request.scope  # type: ignore[attr-defined]
    return desk_of(
        scope,
        department=_department(request),
        now=request.now,  # type: ignore[attr-defined]
        stores=scope.narrowed(SEE).stores,
        text=_text(request),
        of_user=scope.user.pk if _whose(request) == MINE else None,
        most=MOST_ROWS if request.GET.get("rest") else FIRST_ROWS,
    )


def _has_customers(request: HttpRequest) -> bool:
    return Role.SALESPERSON in request.scope.roles  # type: ignore[attr-defined]


def _whose(request: HttpRequest) -> str:
    """A salesperson sees their own customers first; who manages, or has none, everybody's."""
    if not _has_customers(request):
        return ALL
    chosen = request.GET.get("whose", "")
    manages = request.scope.has(MANAGE)  # type: ignore[attr-defined]
    return chosen if chosen in (MINE, ALL) else ALL if manages else MINE


def _filters(request: HttpRequest) -> list[dict[str, Any]]:
    if not _has_customers(request):
        return []
    choices = [(MINE, _("My customers")), (ALL, _("Everybody’s"))]
    return [{"name": "whose", "label": _("Whose"), "value": _whose(request), "choices": choices}]


def _rest(request: HttpRequest, found: Desk) -> dict[str, Any] | None:
    """How many of how many are shown, and where the others are; None when it is all of them."""
    total, shown = found.total_ours + found.total_theirs, len(found.rows) - len(found.closed)
    if shown >= total:
        return None
    url = "" if request.GET.get("rest") else f"{url_of(request, owe=None)}&rest=1"
    return {"shown": shown, "total": total, "url": url}


def _department(request: HttpRequest) -> str:
    return department_of(request, has_all=True)


def _fitting(row: WeOwe) -> dict[str, Any]:
    is_perk = row.uses is not None
    outcomes = outcomes_of(row.department, owed_by=row.owed_by, is_perk=is_perk)
    return {"outcomes": outcomes, "was": row.promised_on}


def _current(request: HttpRequest, found: Desk) -> WeOwe | None:
    text = request.GET.get("owe", "")
    if not text:
        return found.rows[0] if found.rows else None
    pk = id_from(text)
    if pk is None:
        raise Http404
    scope: Any = request.scope  # type: ignore[attr-defined]
    rows = shown_we_owes(scope, scope.stores_with(SEE)).select_related(*RELATED)
    return get_object_or_404(rows, pk=pk)


def _following(found: Desk, row: WeOwe) -> int | None:
    """The one after this one in the list, else the first other one."""
    ids = [one.pk for one in found.rows]
    after = ids[ids.index(row.pk) + 1 :] if row.pk in ids else ids
    return next(iter([*after, *(pk for pk in ids if pk != row.pk)]), None)


def _many_url(request: HttpRequest) -> str:
    return f"{reverse('deliveries:many')}?{urlencode({'department': _department(request)})}"


def _new_url(request: HttpRequest) -> str:
    return f"{reverse('deliveries:owe')}?{urlencode({'department': _department(request)})}"


def _empty(text: str, *, is_mine: bool) -> dict[str, Any]:
    if text:
        words = _("Part of a name or of the item, or the whole number, finds it.")
        if is_mine:
            words = _("Not among your customers. Choose “Everybody’s” to look further.")
        return {"mark": "search", "title": _("Nothing is like this"), "words": words}
    if is_mine:
        words = _("What the store owes to others is under “Everybody’s”.")
        return {
            "mark": "circle-check",
            "title": _("Your customers wait for nothing"),
            "words": words,
        }
    words = _("What is promised at a delivery or on a call comes to this desk.")
    return {"mark": "circle-check", "title": _("Nothing is owed here"), "words": words}


def _tabs(request: HttpRequest, found: Desk) -> list[dict[str, Any]]:
    chosen = _department(request)
    total = sum(found.by_department.values())
    tabs = [("", _("All"), total)] + [
        (code, str(words), found.by_department.get(code, 0)) for code, words in DEPARTMENTS
    ]
    return [
        {
            "label": label,
            "url": url_of(request, owe=None, department=code),
            "is_current": code == chosen,
            "count": count,
        }
        for code, label, count in tabs
        if count or code in ("", chosen)
    ]


def _sums(request: HttpRequest, found: Desk) -> list[dict[str, Any]]:
    url = url_of(request, owe=None)
    label = _("temp tag ends within %(n)d days") % {"n": TAG_DAYS}
    tags = {"value": found.total_tags, "label": label, "tone": "late"}
    return [
        {
            "value": found.total_overdue,
            "label": _("past their date"),
            "tone": "miss" if found.total_overdue else "",
            "url": url,
        },
        *([{**tags, "url": url}] if found.total_tags else []),
        {"value": found.total_soon, "label": _("due this week"), "tone": "", "url": url},
        {
            "value": found.total_silent,
            "label": _("without an update"),
            "tone": "late" if found.total_silent else "",
            "url": url,
        },
    ]
