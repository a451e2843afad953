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
from followups.models import FollowUp
from followups.views.lens import lens_of
from followups.words.problems import problem_words


@requires("calls.work")
@require_POST
def hand_off_call(request: HttpRequest, pk: int) -> HttpResponse:
    """Gives the follow-ups of the card to a manager and goes back to the list; when refused, says
    why not on the card."""
    rows = FollowUp.objects.select_related("store", "customer")
    first = fetch(request, rows, right="calls.work", pk=pk)
    posted = ids_from(request.POST.getlist("rows"))
    ids, keep = [pk, *posted], lens_of(request).keep
    now, words = request.now, request.POST.get("words", "")  # type: ignore[attr-defined]
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
    said = _("%(name)s: %(manager)s takes it. It is not counted as missed.")
    messages.success(request, said % {"name": first.customer.name, "manager": made[0].to.name})
    return redirect(reverse("followups:today") + keep)
