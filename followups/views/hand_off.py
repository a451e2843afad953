"""I would rather not make this one: a manager takes it."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dealerfollow.lib.ids import ids_from
from dealerfollow.web.access import fetch, requires
from followups.actions import HandOffRefused, hand_off
from followups.models import FollowUp, HandOff
from followups.views.lens import lens_of
from followups.views.page import Day, Saved, go_on
from followups.words.days import clock, near_day
from followups.words.problems import problem_words


@requires("calls.work")
@require_POST
def hand_off_call(request: HttpRequest, pk: int) -> HttpResponse:
    """Gives the follow-ups of the card to a manager and goes to the next, saying who has it and by
    when; when refused, says why not on the card. There is no Undo: the manager is told at once,
    and a hand-off stays counted."""
    rows = FollowUp.objects.select_related("store", "customer")
    first = fetch(request, rows, right="calls.work", pk=pk)
    posted = ids_from(request.POST.getlist("rows"))
    ids, keep = [pk, *posted], lens_of(request).keep
    now, words = request.now, request.POST.get("words", "")  # type: ignore[attr-defined]
    day = Day.of(request, first.store)
    card = day.card(first, day.list(first.customer_id))
    try:
        with transaction.atomic():
            shown = rows.filter(pk__in=ids, customer=first.customer_id, store=first.store_id)
            made = [
                hand_off(row, by=request.user, now=now, words=words)  # type: ignore[arg-type]
                for row in shown.order_by("pk")
            ]
    except HandOffRefused as refused:
        messages.error(request, problem_words(refused.code))
        return redirect(reverse("followups:card", args=[pk]) + keep)
    news = _news(made[0], first.customer.name, day)
    return go_on(day, card.next_id if card else None, news, trigger="call-handed-off")


def _news(made: HandOff, name: str, day: Day) -> Saved:
    """ "Maria Pruett: Maya Torres takes it." and by when."""
    due_at = made.due_at.astimezone(day.store_day.store.zone)
    until = {"day": near_day(due_at.date(), day.store_day.today), "time": clock(due_at)}
    return Saved(
        _("%(name)s: %(manager)s takes it.") % {"name": name, "manager": made.to.name},
        _("By %(day)s, %(time)s. It is not counted as missed.") % until,
    )
