"""Save and next."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from dealerfollow.web.access import fetch, requires
from followups.actions import AlreadyLogged, LogRefused, log_attempt
from followups.forms import LogForm
from followups.models import Attempt, FollowUp
from followups.queries.card import CardPage
from followups.queries.today import CallList
from followups.views.conflict import conflict_of
from followups.views.lens import with_more
from followups.views.news import saved_news
from followups.views.page import Day


@requires("calls.work")
@require_POST
def log(request: HttpRequest, pk: int) -> HttpResponse:
    """Logs the card and goes to the next one; 422 with the problems, 409 when it was logged."""
    follow_up = fetch(request, FollowUp.objects.select_related("store"), right="calls.work", pk=pk)
    day = Day.of(request, follow_up.store)
    calls = day.list(follow_up.customer_id)
    card = day.card(follow_up, calls) or _closed_card(day, follow_up, calls)
    form = LogForm(card, request.POST, people=calls.staff.names)
    if not form.is_valid():
        return day.render(calls, card, form=form, status=422)
    is_second = request.POST.get("decision") == "keep"
    details = form.details(
        today=day.store_day.today, is_second=is_second, zone=follow_up.store.zone
    )
    try:
        attempt = log_attempt(
            follow_up,
            details,
            by=request.user,  # type: ignore[arg-type]
            now=day.store_day.now,
            staff=calls.staff,
        )
    except LogRefused as refused:
        form.refuse(refused.problems, offer=refused.offer)
        return day.render(calls, card, form=form, status=422)
    except AlreadyLogged as lost:
        conflict = conflict_of(lost, card, request, now=day.store_day.now)
        return day.render(calls, None, conflict=conflict, status=409)
    return _next_card(day, attempt, form.cleaned_data.get("next"))


def _closed_card(day: Day, follow_up: FollowUp, calls: CallList) -> CardPage:
    """The card as it would be with the follow-up open: what a lost race is explained beside."""
    card = day.card(follow_up, calls, is_closed=True)
    assert card is not None
    return card


def _next_card(day: Day, attempt: Attempt, next_id: int | None) -> HttpResponse:
    """The next card with the news over it: in place for htmx, else by redirect."""
    request = day.request
    calls, card, url = day.next_after(next_id)
    if not request.headers.get("HX-Request"):
        return redirect(with_more(url, saved=attempt.pk))
    return day.go(url, calls, card, saved_news(attempt, request), trigger="call-logged")
