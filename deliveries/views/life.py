"""What pauses or ends a sale's follow-up: a day taken away, a car that went."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dealerfollow.web.access import fetch, requires
from deliveries.actions import NothingToClear, answer_clearing, ask_to_clear, end_ownership
from deliveries.forms import ClearDateForm, GoneForm
from deliveries.models import DateClearing
from deliveries.views.one import ROWS, page


@requires("deliveries.record")
@require_http_methods(["POST"])
def clear(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Asks a manager to take the day of delivery away; until then everything stays owed."""
    row = fetch(request, ROWS.all(), right="deliveries.record", pk=pk)
    form = ClearDateForm(request.POST)
    if form.is_valid():
        try:
            ask_to_clear(
                row,
                form.cleaned_data["reason"],
                by=request.user,  # type: ignore[arg-type]
                now=request.now,  # type: ignore[attr-defined]
            )
        except NothingToClear:
            form.add_error(None, _("There is no day of delivery to take away."))
    if not form.is_valid():
        return page(request, row, clear_form=form, status=422)
    messages.success(request, _("A manager is asked. Until the answer the follow-ups stay due."))
    return redirect("deliveries:detail", pk=row.pk)


@requires("deliveries.import")
@require_http_methods(["POST"])
def answer(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A manager's yes or no to a day that somebody wants taken away."""
    wish = fetch(request, DateClearing.objects.all(), right="deliveries.import", pk=pk)
    is_approved = request.POST.get("answer") == "yes"
    counts = answer_clearing(
        wish,
        is_approved=is_approved,
        by=request.user,  # type: ignore[arg-type]
        now=request.now,  # type: ignore[attr-defined]
    )
    if not counts:
        messages.error(request, _("This was answered already."))
    elif is_approved:
        messages.success(request, _("The day is taken away. Its follow-ups wait."))
    else:
        messages.success(request, _("The day stays, and so does every follow-up."))
    return redirect("deliveries:detail", pk=wish.delivery_id)


@requires("deliveries.import")
@require_http_methods(["POST"])
def gone(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The car was traded in or sold: what is about the car ends, its owner stays ours."""
    row = fetch(request, ROWS.all(), right="deliveries.import", pk=pk)
    now = request.now  # type: ignore[attr-defined]
    form = GoneForm(request.POST, today=row.store.day_of(now), delivered_on=row.delivered_on)
    if not form.is_valid():
        return page(request, row, gone_form=form, status=422)
    end_ownership(
        row,
        form.cleaned_data["car_gone_on"],
        form.cleaned_data["car_gone_how"],
        by=request.user,  # type: ignore[arg-type]
        now=now,
    )
    messages.success(request, _("What is about the car has ended. Check-ins and birthdays go on."))
    return redirect("deliveries:detail", pk=row.pk)
