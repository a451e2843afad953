"""The list with its first card, and one card."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from dealerfollow.web.access import fetch, requires
from followups.models import FollowUp
from followups.queries.outcome import ended_words
from followups.views.news import closed_news, news_of
from followups.views.page import Day


@requires("calls.work")
@require_safe
def today(request: HttpRequest) -> HttpResponseBase:
    """Today: the list. Beside it, where there is room, the first card comes by itself.

    `?open=first`, where signing in leads, goes straight to the first card.
    """
    day = Day.of(request)
    calls = day.list()
    if calls.urls and request.GET.get("open") == "first":
        return redirect(calls.first_url(day.store_day.now))
    return day.render(calls, None, is_list=True, saved=news_of(request))


@requires("calls.work")
@require_safe
def card(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One card; when nothing on it is open any more, who closed it and how, with Undo for whoever
    did, as long as it lasts."""
    follow_up = fetch(request, FollowUp.objects.select_related("store"), right="calls.work", pk=pk)
    day = Day.of(request, follow_up.store)
    calls = day.list(follow_up.customer_id)
    shown = day.card(follow_up, calls)
    done = None if shown else ended_words(follow_up, now=day.store_day.now)
    is_beside = "beside" in request.GET
    saved = news_of(request) or (closed_news(follow_up, request) if done else None)
    return day.render(calls, shown, is_list=is_beside, saved=saved, done_words=done)
