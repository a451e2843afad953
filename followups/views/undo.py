"""Z: the last log, taken back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dealerfollow.web.access import fetch, requires
from followups.actions import UndoRefused, undo_attempt
from followups.links import correction_url
from followups.models import Attempt, FollowUp
from followups.views.lens import lens_of, with_more
from followups.views.news import log_before, saved_news, undone_news
from followups.views.page import Day, Saved
from followups.words.problems import problem_words

CORRECTED_IN_WORDS = ("day_is_over", "stop_stays")


@requires("calls.work")
@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Restores what the log changed and shows its card again; 409 with the reason when refused.

    Either way the log before it can be undone next.
    """
    attempt = fetch(
        request,
        Attempt.objects.select_related("store", "customer"),
        right="calls.work",
        pk=pk,
    )
    day = Day.of(request, attempt.store)
    is_undone = True
    try:
        undo_attempt(attempt, by=request.user, now=day.store_day.now)  # type: ignore[arg-type]
    except UndoRefused as refused:
        messages.error(request, _refusal(refused.code, attempt))
        is_undone = False
    follow_up = (
        FollowUp.objects.filter(customer=attempt.customer_id, store=attempt.store_id)
        .select_related("store")
        .order_by("-effects__attempt_id", "pk")
        .filter(effects__attempt=attempt)
        .first()
    )
    url = reverse("followups:today")
    if follow_up is not None:
        url = reverse("followups:card", args=[follow_up.pk])
    url += lens_of(request).keep
    if is_undone and not request.headers.get("HX-Request"):
        return redirect(with_more(url, undone=attempt.pk))
    calls = day.list(attempt.customer_id)
    card = day.card(follow_up, calls) if follow_up else None
    if is_undone:
        return day.go(url, calls, card, undone_news(attempt, request), trigger="call-undone")
    saved = _next_to_undo(attempt, request)
    return day.render(calls, card, is_list=card is None, saved=saved, status=409)


def _next_to_undo(attempt: Attempt, request: HttpRequest) -> Saved | None:
    """The log before one that stays as it is: what was refused ends no row of undoing."""
    if attempt.by_id != request.user.pk:
        return None
    earlier = log_before(attempt, request)
    return saved_news(earlier, request) if earlier else None


def _refusal(code: str, attempt: Attempt) -> str:
    """Why not; with the way to the correction in words where that is what is left (decision 12)."""
    words, url = problem_words(code), correction_url(attempt)
    if code not in CORRECTED_IN_WORDS or not url:
        return words
    return format_html('{} <a href="{}">{}</a>', words, url, _("Correct it in words"))
