"""A snooze taken back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dealerfollow.web.access import fetch, requires
from followups.actions import BringBackRefused, bring_back
from followups.models import FollowUp
from followups.views.lens import lens_of
from followups.views.page import Day, Saved
from followups.words.problems import problem_words


@requires("calls.work")
@require_POST
def bring_card_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Shows the card again as it was; 409 with the reason when it cannot come back."""
    rows = FollowUp.objects.select_related("store", "customer")
    follow_up = fetch(request, rows, right="calls.work", pk=pk)
    day = Day.of(request, follow_up.store)
    saved = None
    name = follow_up.customer.short_name
    try:
        bring_back(follow_up, by=request.user, now=day.store_day.now)  # type: ignore[arg-type]
    except BringBackRefused as refused:
        messages.error(request, problem_words(refused.code))
    else:
        saved = Saved(_("Undone."), _("%(name)s is as before.") % {"name": name})
    url = reverse("followups:card", args=[pk]) + lens_of(request).keep
    if saved and not request.headers.get("HX-Request"):
        messages.success(request, f"{saved.strong} {saved.words}")
        return redirect(url)
    calls = day.list(follow_up.customer_id)
    card = day.card(follow_up, calls)
    if saved:
        return day.go(url, calls, card, saved, trigger="call-undone")
    return day.render(calls, card, is_list=card is None, status=409)
