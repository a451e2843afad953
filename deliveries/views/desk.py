"""/we-owes/: the desk of every department that owes something."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from dealerfollow.web.access import fetch, requires
from dealerfollow.web.days import day_words
from deliveries.actions import say_word, settle_we_owe
from deliveries.forms import WordForm
from deliveries.models import DEPARTMENTS, WeOwe
from deliveries.queries.desk import Desk, counted_day, desk_of, open_we_owes
from deliveries.wording import car_words

SEE, EDIT = "we_owes.see", "we_owes.edit"
RELATED = ("customer", "delivery__vehicle", "delivery__salesperson", "store", "word_by")


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
        return redirect(_url(request, owe=None))
    now = request.now  # type: ignore[attr-defined]
    form = WordForm(request.POST, today=row.store.day_of(now), was=row.promised_on)
    if not form.is_valid():
        return page(request, current=row, form=form, status=422)
    data = form.cleaned_data
    following = _following(request, row)
    if data["word"] or data["status"] in ("waiting", "ready"):
        say_word(
            row,
            word=data["word"] or row.word,
            promised_on=data["promised_on"] or row.promised_on,
            is_ready=data["status"] == "ready",
            by=request.user,  # type: ignore[arg-type]
            now=now,
        )
    if data["status"] in ("settled", "cancelled"):
        is_cancelled = data["status"] == "cancelled"
        settle_we_owe(row, by=request.user, now=now, is_cancelled=is_cancelled)  # type: ignore[arg-type]
    words = _("Saved: %(item)s for %(name)s. The next card says so.")
    messages.success(request, words % {"item": row.item, "name": row.customer.name})
    return redirect(_url(request, owe=following))


def page(
    request: HttpRequest,
    *,
    current: WeOwe | None = None,
    form: WordForm | None = None,
    status: int = 200,
) -> TemplateResponse:
    """The desk. `owe` in the address names the one that is open; else the first one is."""
    scope: Any = request.scope  # type: ignore[attr-defined]
    now = request.now  # type: ignore[attr-defined]
    found = _desk(request)
    current = current or _current(request, found)
    today = scope.store.day_of(now)
    context = {
        "tabs": _tabs(request, found),
        "sums": _sums(request, found),
        "groups": _groups(request, found, current, today),
        "empty": {
            "mark": "circle-check",
            "title": _("Nothing is owed here"),
            "words": _("What is promised at a delivery or on a call comes to this desk."),
            "acts": [],
        },
        "owe": _owe(request, current, form, found, now) if current else None,
    }
    return TemplateResponse(request, "deliveries/we_owes.html", context, status=status)


def _desk(request: HttpRequest) -> Desk:
    scope: Any = request.scope  # type: ignore[attr-defined]
    today = scope.store.day_of(request.now)  # type: ignore[attr-defined]
    return desk_of(
        scope, department=_department(request), today=today, store_ids=scope.stores_with(SEE)
    )


def _department(request: HttpRequest) -> str:
    """The department in the address; a person of a department starts at their own."""
    scope: Any = request.scope  # type: ignore[attr-defined]
    known = [code for code, _words in DEPARTMENTS]
    told = request.GET.get("department")
    if told is None:
        told = scope.departments[0] if scope.departments else ""
    return told if told in known else ""


def _url(request: HttpRequest, *, owe: int | None, department: str | None = None) -> str:
    chosen = _department(request) if department is None else department
    told = {"department": chosen, **({"owe": owe} if owe else {})}
    return f"{reverse('deliveries:we-owes')}?{urlencode(told)}"


def _current(request: HttpRequest, found: Desk) -> WeOwe | None:
    text = request.GET.get("owe", "")
    if not text:
        return found.rows[0] if found.rows else None
    if not (text.isascii() and text.isdecimal() and len(text) < 19):
        raise Http404
    scope: Any = request.scope  # type: ignore[attr-defined]
    rows = open_we_owes(scope, scope.stores_with(SEE)).select_related(*RELATED)
    return rows.filter(pk=int(text)).first() or (found.rows[0] if found.rows else None)


def _following(request: HttpRequest, row: WeOwe) -> int | None:
    """The one after this one in the list, else the first other one."""
    ids = [one.pk for one in _desk(request).rows]
    after = ids[ids.index(row.pk) + 1 :] if row.pk in ids else ids
    return next(iter([*after, *(pk for pk in ids if pk != row.pk)]), None)


def _tabs(request: HttpRequest, found: Desk) -> list[dict[str, Any]]:
    chosen = _department(request)
    total = sum(found.by_department.values())
    tabs = [("", _("All"), total)] + [
        (code, str(words), found.by_department.get(code, 0)) for code, words in DEPARTMENTS
    ]
    return [
        {
            "label": label,
            "url": _url(request, owe=None, department=code),
            "is_current": code == chosen,
            "count": count,
        }
        for code, label, count in tabs
        if count or code in ("", chosen)
    ]


def _sums(request: HttpRequest, found: Desk) -> list[dict[str, Any]]:
    url = _url(request, owe=None)
    return [
        {
            "value": found.total_overdue,
            "label": _("past their date"),
            "tone": "miss" if found.total_overdue else "",
            "url": url,
        },
        {"value": len(found.soon), "label": _("due this week"), "tone": "", "url": url},
        {
            "value": found.total_silent,
            "label": _("without an update"),
            "tone": "late" if found.total_silent else "",
            "url": url,
        },
    ]


def _groups(
    request: HttpRequest, found: Desk, current: WeOwe | None, today: Any
) -> list[dict[str, Any]]:
    parts = [
        (_("Past the date, %(n)d"), "miss", found.overdue),
        (_("This week, %(n)d"), "", found.soon),
        (_("Later, or without a date, %(n)d"), "", found.later),
    ]
    return [
        {
            "label": label % {"n": len(rows)},
            "tone": tone,
            "rows": [_row(request, row, current, today) for row in rows],
        }
        for label, tone, rows in parts
        if rows
    ]


def _row(request: HttpRequest, row: WeOwe, current: WeOwe | None, today: Any) -> dict[str, Any]:
    here = row.store.day_of(request.now)  # type: ignore[attr-defined]
    who = row.word_by.name if row.word_by else ""
    said = ""
    if row.word_at:
        said = ", ".join(
            part
            for part in (day_words(row.word_at.astimezone(row.store.zone).date(), here), who)
            if part
        )
    return {
        "url": _url(request, owe=row.pk),
        "name": row.customer.name,
        "what": _car(row, here),
        "item": row.item,
        "department": row.get_department_display(),
        "told": _told(row, here),
        "word": row.word,
        "word_sub": said,
        "ready": row.status == WeOwe.Status.READY,
        "is_current": current is not None and row.pk == current.pk,
    }


def _car(row: WeOwe, today: Any) -> str:
    if row.delivery is None:
        return ""
    day = row.delivery.delivered_on or row.delivery.sold_on
    return f"{car_words(row.delivery)} · {day_words(day, today)}"


def _told(row: WeOwe, today: Any) -> dict[str, str]:
    """The day that counts, how far past it is, and how old the promise is."""
    day = counted_day(row)
    age = (today - row.made_on).days
    owed = ngettext("owed for %(n)d day", "owed for %(n)d days", age) % {"n": age}
    if day is None:
        return {"label": _("No date yet"), "sub": owed, "tone": ""}
    label = day_words(day, today)
    if row.told_on is None:
        label = _("%(day)s, not told") % {"day": label}
    late = (today - day).days
    if late > 0 and row.status == WeOwe.Status.OPEN:
        past = ngettext("%(n)d day past", "%(n)d days past", late) % {"n": late}
        return {"label": label, "sub": f"{past}, {owed}", "tone": "miss"}
    return {"label": label, "sub": owed, "tone": ""}


def _owe(
    request: HttpRequest, row: WeOwe, form: WordForm | None, found: Desk, now: Any
) -> dict[str, Any] | None:
    """The one being worked on; None for somebody who may only look."""
    scope: Any = request.scope  # type: ignore[attr-defined]
    held = scope.rights_at(row.store_id)
    if EDIT not in held:
        return None
    today = row.store.day_of(now)
    initial = {"word": row.word, "promised_on": row.promised_on}
    if row.status == WeOwe.Status.READY:
        initial["status"] = "ready"
    seller = (
        row.delivery.salesperson.first_name if row.delivery and row.delivery.salesperson else ""
    )
    deal = row.delivery.deal_number if row.delivery else ""
    parts = [
        row.item,
        _("deal %(number)s") % {"number": deal} if deal else "",
        _("sold by %(name)s") % {"name": seller} if seller else "",
        row.store.name if len(scope.stores) > 1 else "",
    ]
    following = _following(request, row)
    return {
        "name": row.customer.name,
        "customer_url": _customer_url(row) if "customers.see" in held else "",
        "sub": " · ".join(part for part in parts if part),
        "url": f"{reverse('deliveries:we-owe', args=[row.pk])}?"
        f"{urlencode({'department': _department(request)})}",
        "form": form or WordForm(initial=initial, today=today, was=row.promised_on),
        "word_label": _("What %(name)s can say") % {"name": seller}
        if seller
        else _("What the customer can be told"),
        "note": _note(row, today),
        "told": [{"on": day_words(row.told_on, today), "was": "", "words": _("told last")}]
        if row.told_on
        else [],
        "next_url": _url(request, owe=following) if following else "",
    }


def _note(row: WeOwe, today: Any) -> str:
    if row.told_on and row.promised_on and row.promised_on > row.told_on:
        told, now_on = day_words(row.told_on, today), day_words(row.promised_on, today)
        words = _(
            "The customer was told %(told)s, and it is planned for %(day)s: they should hear."
        )
        return words % {"told": told, "day": now_on}
    return ""


def _customer_url(row: WeOwe) -> str:
    try:
        return reverse("customers:customer", args=[row.customer_id])
    except NoReverseMatch:
        return ""
