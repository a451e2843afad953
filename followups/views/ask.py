"""Asking a department's desk for a fact that the card lacks."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dealerfollow.web.access import fetch, requires
from deliveries.actions import ask_fact
from followups.models import FollowUp
from followups.views.lens import lens_of
from followups.views.page import Day, Saved
from followups.words.days import moment
from followups.words.fetching import OF_DEPARTMENT, question_for
from followups.words.labels import department_name


@requires("calls.work")
@require_POST
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks the desk, once; a second tap says who asked and when. Back on the card."""
    rows = FollowUp.objects.select_related("store", "customer", "delivery")
    follow_up = fetch(request, rows, right="calls.work", pk=pk)
    day = Day.of(request, follow_up.store)
    url = reverse("followups:card", args=[pk]) + lens_of(request).keep
    department = request.POST.get("department", "")
    if department not in OF_DEPARTMENT:
        messages.error(request, _("Pick the department that knows it."))
        return redirect(url)
    calls = day.list(follow_up.customer_id)
    card = day.card(follow_up, calls)
    kinds = [row.kind for row in card.rows] if card else [follow_up.kind]
    asked, is_new = ask_fact(
        follow_up.store,
        follow_up.customer,
        question_for(department, kinds),
        department=department,
        by=request.user,  # type: ignore[arg-type]
        now=day.store_day.now,
        delivery=follow_up.delivery,
    )
    name = department_name(department)
    if is_new:
        saved = Saved(_("%(name)s is asked.") % {"name": name}, _("The answer comes to this card."))
    else:
        when = moment(asked.asked_at, day.store_day.now, follow_up.store.zone)
        said = _("%(who)s asked, %(when)s.") % {"who": asked.asked_by.name, "when": when}
        saved = Saved(_("%(name)s is asked already.") % {"name": name}, said)
    if not request.headers.get("HX-Request"):
        messages.success(request, f"{saved.strong} {saved.words}")
        return redirect(url)
    calls = day.list(follow_up.customer_id)  # its row says who is asked, like the card
    return day.render(calls, day.card(follow_up, calls), saved=saved)
