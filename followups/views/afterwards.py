"""/calls/afterwards/: an hour of calls from paper, typed in at once (a mode of its own, 7)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from customers.models import Customer
from dealerfollow.stores.models import User
from dealerfollow.web.access import requires
from followups.actions.entered import EnteredCall, log_entered
from followups.forms.afterwards import BLANK_ROWS, CallRow, DayForm, rows_of
from followups.models import Attempt
from followups.queries.call_sheet import SheetCard
from followups.queries.entered import calls_of_lines, listed_labels, saved_before, who_is_meant
from followups.views.lens import lens_of
from followups.views.page import Day
from followups.words.days import clock
from followups.words.labels import outcome_name

MOST_AT_ONCE = 60
"""More in one go is no hour of calls; the rest stays in the form."""


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

    def customer(self, row: CallRow, labels: Mapping[str, tuple[int, ...]]) -> Customer | None:
        """Whom a line means; None with the question next to its field."""
        found = row.cleaned_data
        meant = who_is_meant(self.day.scope, found["who"].strip(), found["pick"], labels)
        if meant.customer is None:
            row.ask_which(meant)
        return meant.customer

    def log(
        self, rows: Mapping[UUID, tuple[CallRow, Customer]], made_on: date
    ) -> dict[UUID, Attempt]:
        """Logs the lines; those refused have their problems next to their fields."""
        people = [customer for _row, customer in rows.values()]
        theirs = calls_of_lines(self.day.scope, self.day.store_day, self.cards, people, made_on)
        calls = []
        for row, customer in rows.values():
            its = theirs[customer.pk]
            details = row.details(its.card, its.follow_ups, day=made_on, zone=its.store.zone)
            calls.append(EnteredCall(its.store, customer.pk, details))
        saved, refused = log_entered(calls, by=self.user, now=self.day.store_day.now)
        for key, problems in refused.items():
            rows[key][0].refuse(problems)
        return saved


@requires("calls.work")
@require_http_methods(["GET", "HEAD", "POST"])
def afterwards(request: HttpRequest) -> HttpResponse:
    """The rows to fill in. What can be saved is; what cannot stays, with its problem beside it."""
    if request.method != "POST" and request.GET.get("row"):
        return TemplateResponse(request, "followups/_afterwards_row.html", {"row": CallRow()})
    day = Day.of(request)
    assert day.scope.user
    entering = Entering(request, day, day.on_paper())
    if request.method != "POST":
        blank = [CallRow() for _n in range(BLANK_ROWS)]
        return _show(entering, DayForm(today=day.store_day.today), blank)
    day_form, rows = DayForm(request.POST, today=day.store_day.today), rows_of(request.POST)
    if "more" in request.POST:
        return _show(entering, day_form, [*rows, *(CallRow() for _n in range(BLANK_ROWS))])
    filled = [row for row in rows if not row.is_blank]
    if not day_form.is_valid() or not filled:
        return _show(entering, day_form, filled, status=422, is_empty=not filled)
    left = _save_all(entering, filled[:MOST_AT_ONCE], day_form.cleaned_data["day"])
    waiting = filled[MOST_AT_ONCE:]
    if left or waiting:  # an answer of 4xx would take back what was saved with it
        status = 200 if entering.saved else 422
        return _show(entering, day_form, [*left, *waiting], status=status, waiting=len(waiting))
    messages.success(request, _saved_words(entering.saved))
    return redirect(reverse("followups:afterwards") + lens_of(request).keep)


def _save_all(entering: Entering, rows: list[CallRow], made_on: date) -> list[CallRow]:
    """Saves what can be saved; the lines with a problem come back."""
    labels, before = listed_labels(entering.cards), None
    saved = saved_before([row.key for row in rows], entering.user)
    fine: dict[UUID, tuple[CallRow, Customer]] = {}
    for row in rows:
        if row.key in saved:
            continue
        row.full_clean()
        row.ask_order(before)
        before = row.cleaned_data.get("at") or before
        customer = None if row.errors else entering.customer(row, labels)
        if customer is not None:
            fine[row.key] = (row, customer)
    saved |= entering.log(fine, made_on)
    entering.saved = [saved[row.key] for row in rows if row.key in saved]
    return [row for row in rows if row.key not in saved]


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
    waiting: int = 0,
) -> HttpResponse:
    is_checked = status == 422 or bool(entering.saved)
    checked = rows[: len(rows) - waiting] if is_checked else []
    problems = sum(bool(row.is_bound and row.errors) for row in checked)
    context: dict[str, Any] = {
        "day_form": day_form,
        "rows": rows or [CallRow() for _n in range(BLANK_ROWS)],
        "labels": listed_labels(entering.cards),
        "store": entering.day.store_day.store.name,
        "keep": lens_of(entering.request).keep,
        "is_checked": is_checked,
        "saved_words": _saved_words(entering.saved) if entering.saved else "",
        "problem_words": _("Nothing was typed yet.")
        if is_empty
        else _problem_words(problems, waiting),
    }
    return TemplateResponse(entering.request, "followups/afterwards.html", context, status=status)


def _problem_words(problems: int, waiting: int) -> str:
    """How many rows are not saved and why: a problem of theirs, or more than one save takes."""
    said = []
    if problems:
        said.append(
            ngettext(
                "%(n)d row is not saved yet. What it needs stands beside it.",
                "%(n)d rows are not saved yet. What they need stands beside them.",
                problems,
            )
            % {"n": problems}
        )
    if waiting:
        said.append(
            ngettext(
                "%(n)d more row is left: save again.",
                "%(n)d more rows are left: save again.",
                waiting,
            )
            % {"n": waiting}
        )
    return " ".join(said)
