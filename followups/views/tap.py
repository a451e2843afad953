"""Call was pressed."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from dealerfollow.web.access import fetch, requires
from followups.actions.tap import TapRefused, record_tap
from followups.models import FollowUp


@requires("calls.work")
@require_POST
def tap(request: HttpRequest, pk: int) -> HttpResponse:
    """Keeps the tap as evidence; 204, 422 for something that is no number, 409 when they may not
    be rung any more: the page then shows the card as it is now."""
    follow_up = fetch(request, FollowUp.objects.select_related("store"), right="calls.work", pk=pk)
    try:
        kept = record_tap(
            follow_up,
            request.POST.get("number", ""),
            by=request.user,  # type: ignore[arg-type]
            now=request.now,  # type: ignore[attr-defined]
            may_cover=request.scope.has("calls.cover", follow_up.store_id),  # type: ignore[attr-defined]
        )
    except TapRefused as refused:
        return HttpResponse(refused.refusal.reason, status=409, content_type="text/plain")
    return HttpResponse(status=204 if kept else 422)
