"""Putting a card off."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dealerfollow.web.access import fetch, requires
from followups.actions import SnoozeRefused, snooze
from followups.models import FollowUp
from followups.views.page import Day, Saved
from followups.words.days import moment


@requires("calls.work")
@require_POST
def snooze_card(request: HttpRequest, pk: int) -> HttpResponse:
    """Snoozes what is on the card and goes to the next one; 422 without a moment or a reason."""
    follow_up = fetch(request, FollowUp.objects.select_related("store"), right="calls.work", pk=pk)
    day = Day.of(request, follow_up.store)
    calls = day.list(follow_up.customer_id)
    card = day.card(follow_up, calls)
    if card is None or not card.can_snooze:
        return day.render(calls, card, done_words=(_("Nothing to put off"), ""), status=409)
    form = day.snooze_form(calls, card, request.POST)
    if form.is_valid():
        found = form.cleaned_data
        try:
            until = snooze(
                [row.pk for row in card.rows],
                found["until"],
                picked_on=found["until_on"],
                reason=found["reason"],
                words=found["reason_words"],
                by=request.user,  # type: ignore[arg-type]
                now=day.store_day.now,
            )
        except SnoozeRefused as refused:
            form.refuse(refused.problems)
        else:
            when = moment(until, day.store_day.now, follow_up.store.zone)
            strong = _("%(name)s: snoozed.") % {"name": card.short_name}
            saved = Saved(strong, _("Back %(when)s") % {"when": when})
            return _go_on(day, card.next_id, saved)
    return day.render(calls, card, snooze_form=form, status=422)


def _go_on(day: Day, next_id: int | None, saved: Saved) -> HttpResponse:
    calls, card, url = day.next_after(next_id)
    if not day.request.headers.get("HX-Request"):
        messages.success(day.request, f"{saved.strong} {saved.words}")
        return redirect(url)
    response = day.render(calls, card, is_list=card is None, saved=saved)
    response["HX-Push-Url"] = url
    response["HX-Trigger"] = "call-snoozed"
    return response
