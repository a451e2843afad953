"""/calls/afterwards/: an hour of calls from paper, typed in at once (a mode of its own, 7)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from customers.models import Customer
from dealerfollow.stores.models import User
from dealerfollow.stores.queries import calendar_of
from dealerfollow.web.access import requires
from followups.actions import LogRefused, log_contact
from followups.forms.afterwards import BLANK_ROWS, CallRow, DayForm, rows_of
from followups.models import Attempt
from followups.queries.call_sheet import SheetCard, call_sheet
from followups.queries.contact_page import answered_by_contact, open_rows, store_of_contact
from followups.queries.entered import listed_labels, saved_before, there_on, who_is_meant
from followups.queries.people import staff_of
from followups.views.page import Day
from followups.words.days import clock
from followups.words.labels import outcome_name


@dataclass
class Entering:
    """One request to enter calls: the person's day, today's list, what was saved."""

    request: HttpRequest
    day: Day
    cards: tuple[SheetCard, ...]
    saved: list[Attempt] = field(default_factory=list)

    @property
    def user(self) -> User:
        """Who types."""
        assert self.day.scope.user
        return self.day.scope.user

    def save(self, row: CallRow, labels: Mapping[str, tuple[int, ...]], made_on: date) -> bool:
        """Saves one line; False with the problems next to its fields."""
        found = row.cleaned_data
        meant = who_is_meant(self.day.scope, found["who"].strip(), found["pick"], labels)
        if meant.customer is None:
            row.ask_which(meant)
            return False
        try:
            self.saved.append(self._log(row, meant.customer, made_on))
        except LogRefused as refused:
            row.refuse(refused.problems)
            return False
        return True

    @transaction.atomic
    def _log(self, row: CallRow, customer: Customer, made_on: date) -> Attempt:
        scope, day = self.day.scope, self.day.store_day
        card = next((c for c in self.cards if c.customer_id == customer.pk), None)
        here = day.store if card else None  # a line of the list is a call of the list's store
        store = here or store_of_contact(scope, customer) or day.store
        staff = staff_of(store, today=made_on, calendar=calendar_of(store, today=made_on))
        answered = answered_by_contact(
            there_on(open_rows([customer.pk], store).get(customer.pk, []), made_on),
            made_on,
            staff,
            self.user,
            may_cover=scope.has("calls.cover", store.pk),
        )
        if made_on < store.day_of(day.now):  # today's list says nothing of an earlier day
            card = card if card and not set(card.follow_ups).isdisjoint(answered) else None
            ticked = tuple(answered)
        else:
            ticked = tuple(dict.fromkeys((*(card.follow_ups if card else ()), *answered)))
        details = row.details(card, ticked, day=made_on, zone=store.zone)
        return log_contact(store, customer.pk, details, by=self.user, now=day.now)


@requires("calls.work")
@require_http_methods(["GET", "HEAD", "POST"])
def afterwards(request: HttpRequest) -> HttpResponse:
    """The rows to fill in. What can be saved is; what cannot stays, with its problem beside it."""
    if request.method != "POST" and request.GET.get("row"):
        return TemplateResponse(request, "followups/_afterwards_row.html", {"row": CallRow()})
    day = Day.of(request)
    assert day.scope.user
    cards = call_sheet(day.store_day, day.scope.user, may_cover=day.may_cover)
    entering = Entering(request, day, cards)
    if request.method != "POST":
        blank = [CallRow() for _n in range(BLANK_ROWS)]
        return _show(entering, DayForm(today=day.store_day.today), blank)
    day_form, rows = DayForm(request.POST, today=day.store_day.today), rows_of(request.POST)
    if "more" in request.POST:
        return _show(entering, day_form, [*rows, *(CallRow() for _n in range(BLANK_ROWS))])
    filled = [row for row in rows if not row.is_blank]
    if not day_form.is_valid() or not filled:
        return _show(entering, day_form, filled, status=422, is_empty=not filled)
    left = _save_all(entering, filled, day_form.cleaned_data["day"])
    if left:  # an answer of 4xx would take back what was saved with it
        return _show(entering, day_form, left, status=200 if entering.saved else 422)
    messages.success(request, _saved_words(entering.saved))
    return redirect("followups:afterwards")


def _save_all(entering: Entering, rows: list[CallRow], made_on: date) -> list[CallRow]:
    """Saves line by line; those with a problem come back."""
    labels, left, before = listed_labels(entering.cards), [], None
    done = saved_before([row.key for row in rows], entering.user)
    for row in rows:
        if row.key in done:
            entering.saved.append(done[row.key])
            continue
        is_fine = row.is_valid()
        row.ask_order(before)
        before = row.cleaned_data.get("at") or before
        if not is_fine or row.errors or not entering.save(row, labels, made_on):
            left.append(row)
    return left


def _saved_words(saved: list[Attempt]) -> str:
    """ "2 calls saved: Maria 10:12 AM no answer; Kenji …"."""
    names = Customer.objects.in_bulk([one.customer_id for one in saved])
    said = "; ".join(
        f"{names[one.customer_id].short_name}, {clock(one.at.astimezone(one.store.zone))},"
        f" {outcome_name(one.outcome).lower()}"
        for one in saved
    )
    count = ngettext("%(n)d call saved:", "%(n)d calls saved:", len(saved)) % {"n": len(saved)}
    return f"{count} {said}."


def _show(
    entering: Entering,
    day_form: DayForm,
    rows: list[CallRow],
    *,
    status: int = 200,
    is_empty: bool = False,
) -> HttpResponse:
    is_checked = status == 422 or bool(entering.saved)
    problems = sum(bool(row.is_bound and row.errors) for row in rows) if is_checked else 0
    context: dict[str, Any] = {
        "day_form": day_form,
        "rows": rows or [CallRow() for _n in range(BLANK_ROWS)],
        "labels": listed_labels(entering.cards),
        "store": entering.day.store_day.store.name,
        "is_checked": is_checked,
        "saved_words": _saved_words(entering.saved) if entering.saved else "",
        "problem_words": _("Nothing was typed yet.")
        if is_empty
        else ngettext(
            "%(n)d row is not saved yet. What it needs stands beside it.",
            "%(n)d rows are not saved yet. What they need stands beside them.",
            problems,
        )
        % {"n": problems}
        if problems
        else "",
    }
    return TemplateResponse(entering.request, "followups/afterwards.html", context, status=status)
