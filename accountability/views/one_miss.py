"""One missed call: what was said about it, and saying more."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accountability.actions import ReviewRefused, review_miss, void_miss
from accountability.forms import REVIEW, SEE
from accountability.models import Miss
from accountability.queries.decisions import reviewer_of, story_of
from accountability.queries.ledger import miss_rows
from accountability.review_forms import ReviewForm, VoidForm
from accountability.views.links import customer_url
from dealerfollow.web.access import fetch, requires


@require_safe
@requires(SEE)
def miss(request: HttpRequest, pk: int) -> HttpResponse:
    """The miss, its story, and the two forms for whoever may decide."""
    return _page(request, _miss(request, pk, SEE))


@require_POST
@requires(REVIEW)
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """Keeps a review with its next step; 422 without words."""
    found, form = _miss(request, pk, REVIEW), ReviewForm(request.POST)
    if not form.is_valid():
        return _page(request, found, review=form, status=422)
    step = form.cleaned_data["next_step"]
    try:
        review_miss(found, next_step=step, by=request.user, now=_now(request))  # type: ignore[arg-type]
    except ReviewRefused as refused:
        form.refuse(refused.problems)
        return _page(request, found, review=form, status=422)
    messages.success(request, _("Reviewed."))
    return redirect("accountability:miss", pk=pk)


@require_POST
@requires(REVIEW)
def void(request: HttpRequest, pk: int) -> HttpResponse:
    """Voids the miss, once; 422 without a reason."""
    found, form = _miss(request, pk, REVIEW), VoidForm(request.POST)
    if not form.is_valid():
        return _page(request, found, void=form, status=422)
    told = form.cleaned_data
    try:
        void_miss(
            found,
            reason=told["reason"],
            words=told["words"],
            by=request.user,  # type: ignore[arg-type]
            now=_now(request),
        )
    except ReviewRefused as refused:
        form.refuse(refused.problems)
        return _page(request, found, void=form, status=422)
    messages.success(request, _("Voided. The miss stays on record; both totals show."))
    return redirect("accountability:miss", pk=pk)


def _miss(request: HttpRequest, pk: int, right: str) -> Miss:
    return fetch(request, Miss.objects.select_related("store"), right=right, pk=pk)


def _now(request: HttpRequest) -> datetime:
    return request.now  # type: ignore[attr-defined, no-any-return]


def _page(
    request: HttpRequest,
    found: Miss,
    *,
    review: ReviewForm | None = None,
    void: VoidForm | None = None,
    status: int = 200,
) -> HttpResponse:
    (row,) = miss_rows(Miss.objects.filter(pk=found.pk), now=_now(request))
    may_review = request.scope.has(REVIEW, found.store_id)  # type: ignore[attr-defined]
    is_voided = hasattr(found, "void")
    context: dict[str, Any] = {
        "row": row,
        "customer_url": customer_url(row.customer_id),
        "story": story_of(found),
        "reviewer": reviewer_of(found),
        "zone": found.store.time_zone,
        "review": (review or ReviewForm()) if may_review else None,
        "void": (void or VoidForm()) if may_review and not is_voided else None,
        "review_url": reverse("accountability:review", args=[found.pk]),
        "void_url": reverse("accountability:void", args=[found.pk]),
        "list_url": reverse("accountability:misses"),
    }
    return TemplateResponse(request, "accountability/miss.html", context, status=status)
