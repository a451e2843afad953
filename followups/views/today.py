"""The list with its first card, and one card."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from dealerfollow.web.access import fetch, requires
from followups.models import FollowUp
from followups.queries.outcome import ended_words
from followups.views.news import news_of
from followups.views.page import Day


@requires("calls.work")
@require_safe
def today(request: HttpRequest) -> HttpResponse:
    """Today: on a desktop the list beside its first card, on a phone the list."""
    day = Day.of(request)
    calls = day.list()
    card = day.card(calls.asked(0), calls) if calls.ids else None
    return day.render(calls.mark(0), card, is_list=True, saved=news_of(request))


@requires("calls.work")
@require_safe
def card(request: HttpRequest, pk: int) -> HttpResponse:
    """One card; when nothing on it is open any more, who closed it and how."""
    follow_up = fetch(request, FollowUp.objects.select_related("store"), right="calls.work", pk=pk)
    day = Day.of(request, follow_up.store)
    calls = day.list(follow_up.customer_id)
    shown = day.card(follow_up, calls)
    done = None if shown else ended_words(follow_up, now=day.store_day.now)
    return day.render(calls, shown, saved=news_of(request), done_words=done)
