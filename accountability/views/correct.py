"""A log that was wrong, corrected in words once undo is refused."""

from datetime import datetime

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accountability.actions import ReviewRefused, correct_attempt
from accountability.forms import REVIEW
from accountability.review_forms import CorrectionForm
from accountability.rules.corrections import takes_back
from dealerfollow.web.access import fetch, requires
from followups.models import Attempt
from followups.words.labels import outcome_name

WORK = "calls.work"


@require_http_methods(["GET", "HEAD", "POST"])
@requires(WORK)
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks what was wrong and corrects it; for who logged it, or a manager. 422 without words."""
    rows = Attempt.objects.select_related("store", "customer", "by")
    attempt = fetch(request, rows, right=WORK, pk=pk)
    may_review = request.scope.has(REVIEW, attempt.store_id)  # type: ignore[attr-defined]
    if attempt.by_id != request.user.pk and not may_review:
        raise PermissionDenied
    form = CorrectionForm(request.POST or None)
    now: datetime = request.now  # type: ignore[attr-defined]
    status = 422 if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid():
        try:
            correct_attempt(attempt, words=form.cleaned_data["words"], by=request.user, now=now)  # type: ignore[arg-type]
        except ReviewRefused as refused:
            form.refuse(refused.problems)
        else:
            messages.success(request, _("Corrected. The log and the correction are both kept."))
            return redirect("followups:today")
    context = {
        "form": form,
        "name": attempt.customer.name,
        "what": outcome_name(attempt.outcome),
        "by": attempt.by.name,
        "at": attempt.at.astimezone(attempt.store.zone),
        "is_stop": not takes_back(attempt.outcome),
        "back_url": reverse("followups:today"),
    }
    return TemplateResponse(request, "accountability/correct.html", context, status=status)
