"""The next card instead of this one."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dealerfollow.web.access import fetch, requires
from followups.actions import skip
from followups.models import FollowUp
from followups.views.page import Day, Saved, go_on


@requires("calls.work")
@require_POST
def skip_card(request: HttpRequest, pk: int) -> HttpResponse:
    """Leaves the card due, keeps that it was skipped, and goes to the next one."""
    follow_up = fetch(request, FollowUp.objects.select_related("store"), right="calls.work", pk=pk)
    day = Day.of(request, follow_up.store)
    calls = day.list(follow_up.customer_id)
    card = day.card(follow_up, calls)
    if card is None:
        return day.render(calls, card, done_words=(_("Nothing to skip"), ""), status=409)
    skip([row.pk for row in card.rows], by=request.user, now=day.store_day.now)  # type: ignore[arg-type]
    said = Saved(_("%(name)s: skipped.") % {"name": card.short_name}, _("It stays due."))
    return go_on(day, card.next_id, said, trigger="call-skipped")
