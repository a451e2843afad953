"""Call was pressed."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from dealerfollow.web.access import fetch, requires
from followups.actions import record_tap
from followups.models import FollowUp


@requires("calls.work")
@require_POST
def tap(request: HttpRequest, pk: int) -> HttpResponse:
    """Keeps the tap as evidence; 204, or 422 for something that is no number."""
    follow_up = fetch(request, FollowUp.objects.all(), right="calls.work", pk=pk)
    kept = record_tap(
        follow_up,
        request.POST.get("number", ""),
        by=request.user,  # type: ignore[arg-type]
        now=request.now,  # type: ignore[attr-defined]
    )
    return HttpResponse(status=204 if kept else 422)
