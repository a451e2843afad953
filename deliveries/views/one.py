"""/deliveries/<id>/: one sale, and what may be corrected on it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from dealerfollow.web.access import fetch, requires
from dealerfollow.web.days import day_words
from deliveries.actions import correct_delivered_on, unwind_delivery
from deliveries.forms import ClearDateForm, CorrectDateForm, GoneForm, UnwindForm
from deliveries.models import FLAGS, DateClearing, Delivery
from deliveries.queries.next_contacts import next_contacts
from deliveries.queries.undone_sales import excluded_as
from deliveries.views.one_owed import owed_on
from deliveries.wording import (
    EXCLUDED_WORDS,
    FIELDS,
    SOURCES,
    car_words,
    date_source_words,
    next_words,
    undone_words,
)

ROWS = Delivery.objects.select_related(
    "store",
    "customer",
    "co_buyer",
    "vehicle",
    "salesperson",
    "second_salesperson",
    "replaces",
    "nothing_owed_by",
)
MOST_CHANGES = 30


@requires("deliveries.see")
@require_safe
def delivery(request: HttpRequest, pk: int) -> TemplateResponse:
    """Facts, what is owed, what comes next, and every change."""
    row = fetch(request, ROWS.all(), right="deliveries.see", pk=pk)
    return page(request, row)


@requires("deliveries.record")
@require_http_methods(["POST"])
def correct(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Moves the day of delivery; untried follow-ups move with it."""
    row = fetch(request, ROWS.all(), right="deliveries.record", pk=pk)
    now = request.now  # type: ignore[attr-defined]
    today = row.store.day_of(now)
    form = CorrectDateForm(request.POST, today=today, sold_on=row.sold_on)
    if row.unwound_on:
        undone = _why_undone(row)
        words = _("%(why)s: this sale has no follow-up to move.")
        form.add_error(None, words % {"why": undone})
        return page(request, row, correct_form=form, undone=undone, status=422)
    if not form.is_valid():
        return page(request, row, correct_form=form, status=422)
    correct_delivered_on(
        row.store,
        row,
        form.cleaned_data["delivered_on"],
        by=request.user,  # type: ignore[arg-type]
        now=now,
    )
    words = _("Delivered on %(day)s now. What nobody has tried yet moved with it.")
    day = day_words(form.cleaned_data["delivered_on"], today)
    messages.success(request, words % {"day": day})
    return redirect("deliveries:detail", pk=row.pk)


@requires("deliveries.import")
@require_http_methods(["POST"])
def unwind(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Undoes the sale: its open follow-ups end, and nobody is asked how the car is."""
    row = fetch(request, ROWS.all(), right="deliveries.import", pk=pk)
    now = request.now  # type: ignore[attr-defined]
    form = UnwindForm(request.POST, today=row.store.day_of(now), sold_on=row.sold_on)
    if not form.is_valid():
        return page(request, row, unwind_form=form, status=422)
    unwind_delivery(
        row.store,
        row,
        form.cleaned_data["unwound_on"],
        by=request.user,  # type: ignore[arg-type]
        now=now,
    )
    messages.success(request, _("The sale is unwound. Its open follow-ups have ended."))
    return redirect("deliveries:detail", pk=row.pk)


def page(
    request: HttpRequest,
    row: Delivery,
    *,
    correct_form: CorrectDateForm | None = None,
    unwind_form: UnwindForm | None = None,
    clear_form: ClearDateForm | None = None,
    gone_form: GoneForm | None = None,
    undone: str | None = None,
    owed_problem: str = "",
    status: int = 200,
) -> TemplateResponse:
    """The page of one delivery, with the forms that this person may use; `undone` is how the sale
    was undone, where the caller asked already."""
    scope: Any = request.scope  # type: ignore[attr-defined]
    now = request.now  # type: ignore[attr-defined]
    today = row.store.day_of(now)
    held = scope.rights_at(row.store_id)
    coming = next_contacts([row]).get(row.pk)
    undone = _why_undone(row) if undone is None else undone
    context = {
        "title": row.customer.name,
        "words": car_words(row),
        "customer_url": reverse("customers:customer", args=[row.customer_id])
        if "customers.see" in held
        else "",
        "facts": _facts(row, undone, today),
        "flags": [FLAGS[flag] for flag in row.flags if flag in FLAGS],
        "undone": undone,
        "is_delivered": row.delivered_on is not None,
        "next": next_words(coming, today) if coming else "",
        "next_person": coming.owner_name if coming else "",
        "changes": _changes(row, today),
        "list_url": reverse("deliveries:list"),
        **owed_on(row, held, today, problem=owed_problem),
        **_changing(row, held, today, correct_form, unwind_form),
        **_life(row, held, today, clear_form, gone_form),
    }
    return TemplateResponse(request, "deliveries/detail.html", context, status=status)


def _changing(
    row: Delivery,
    held: frozenset[str],
    today: Any,
    correct_form: CorrectDateForm | None,
    unwind_form: UnwindForm | None,
) -> dict[str, Any]:
    """The forms for its day and for undoing it, while the sale stands."""
    days: Any = {"today": today, "sold_on": row.sold_on}
    can_change = row.unwound_on is None
    initial = {"delivered_on": row.delivered_on}
    return {
        "correct_form": (correct_form or CorrectDateForm(initial=initial, **days))
        if "deliveries.record" in held and can_change
        else None,
        "correct_url": reverse("deliveries:correct", args=[row.pk]),
        "unwind_form": (unwind_form or UnwindForm(**days))
        if "deliveries.import" in held and can_change
        else None,
        "unwind_url": reverse("deliveries:unwind", args=[row.pk]),
    }


def _life(
    row: Delivery,
    held: frozenset[str],
    today: Any,
    clear_form: ClearDateForm | None,
    gone_form: GoneForm | None,
) -> dict[str, Any]:
    """A day that somebody wants taken away, and a car that went."""
    wish = DateClearing.objects.waiting().filter(delivery=row).select_related("asked_by").first()
    is_dated, may_answer = row.anchor_on is not None, "deliveries.import" in held
    form = clear_form or ClearDateForm()
    return {
        "wish": _wish(wish, row, today) if wish else None,
        "answer_url": reverse("deliveries:answer-clearing", args=[wish.pk])
        if wish and may_answer
        else "",
        "clear_form": form if "deliveries.record" in held and is_dated and not wish else None,
        "clear_url": reverse("deliveries:clear-date", args=[row.pk]),
        "gone_form": (gone_form or GoneForm(today=today))
        if may_answer and is_dated and not row.car_gone_on
        else None,
        "gone_url": reverse("deliveries:gone", args=[row.pk]),
    }


def _wish(wish: DateClearing, row: Delivery, today: Any) -> str:
    asked_on = wish.asked_at.astimezone(row.store.zone).date()
    words = _("%(name)s asked %(day)s to take the day of delivery away: “%(reason)s”")
    facts = {"name": wish.asked_by.name, "day": day_words(asked_on, today), "reason": wish.reason}
    return words % facts


def _why_undone(row: Delivery) -> str:
    """ "" for a sale that stands."""
    return undone_words(excluded_as([row]).get(row.pk, "")) if row.unwound_on else ""


def _facts(row: Delivery, undone: str, today: Any) -> list[tuple[str, str]]:
    vin = row.vehicle.vin
    lease = day_words(row.lease_ends_on, today) if row.lease_ends_on else ""
    facts = [
        (_("Delivered"), date_source_words(row, today)),
        (undone, day_words(row.unwound_on, today) if row.unwound_on else ""),
        (_("Sold"), day_words(row.sold_on, today)),
        (_("Car gone"), _gone_words(row, today)),
        (
            _("Instead of"),
            row.replaces.deal_number or f"#{row.replaces_id}" if row.replaces else "",
        ),
        (_("Temporary tag"), day_words(row.tag_expires_on, today) if row.tag_expires_on else ""),
        (_("Salesperson"), row.salesperson.name if row.salesperson else _("Nobody: the manager")),
        (_("Second"), row.second_salesperson.name if row.second_salesperson else ""),
        (_("Co-buyer"), row.co_buyer.name if row.co_buyer else ""),
        (_("Deal number"), row.deal_number),
        (_("Stock number"), row.stock_number),
        (_("VIN"), vin),
        (_("Kind of sale"), str(row.get_sale_kind_display())),
        (_("Lease ends"), lease),
        (_("Store"), row.store.name),
        (_("Note"), row.note),
    ]
    return [(label, value) for label, value in facts if value]


def _gone_words(row: Delivery, today: Any) -> str:
    if row.car_gone_on is None:
        return ""
    return f"{row.get_car_gone_how_display()}, {day_words(row.car_gone_on, today)}"


def _changes(row: Delivery, today: Any) -> list[dict[str, str]]:
    shown = row.changes.filter(field__in=FIELDS).select_related("by").order_by("-at", "-id")
    changes = list(shown[:MOST_CHANGES])
    excluded, found = "", []
    for change in reversed(changes):
        field = _(FIELDS[change.field])
        if change.field == "unwound_on":  # the change that takes it back names it alike
            excluded = change.source if change.became else excluded
            field = undone_words(excluded) if excluded in EXCLUDED_WORDS else field
        found.append({"field": field, **_change(change, row, today)})
    return found[::-1]


def _change(change: Any, row: Delivery, today: Any) -> dict[str, str]:
    source = _(SOURCES.get(change.source, change.source))
    return {
        "was": change.was or _("empty"),
        "became": change.became or _("empty"),
        "when": day_words(change.at.astimezone(row.store.zone).date(), today),
        "who": change.by.name if change.by else source,
    }
