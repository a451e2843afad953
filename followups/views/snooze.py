"""Putting a card off."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dealerfollow.web.access import fetch, requires
from followups.actions import SnoozeRefused, snooze
from followups.models import FollowUp
from followups.views.page import Day, Saved, go_on
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
            back = reverse("followups:bring-back", args=[card.rows[0].pk]) + card.keep
            saved = Saved(strong, _("Back %(when)s") % {"when": when}, undo_url=back)
            return go_on(day, card.next_id, saved, trigger="call-snoozed")
    return day.render(calls, card, snooze_form=form, status=422)
