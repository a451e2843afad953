"""Why is this here? The chain of rules behind one follow-up."""

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from dealerfollow.web.access import fetch, requires
from followups.models import FollowUp
from followups.queries.explain import explain
from followups.words.labels import kind_name

ROWS = ("plan", "delivery", "customer", "owner", "store")


@requires("calls.work")
@require_safe
def why(request: HttpRequest, pk: int) -> HttpResponse:
    """The chain as a page, or for htmx only its lines: the card asks when somebody opens it."""
    rows = FollowUp.objects.select_related(*ROWS)
    row = fetch(request, rows, right="calls.work", pk=pk)
    links = explain(row, now=request.now)  # type: ignore[attr-defined]
    context = {"follow_up": row, "kind": kind_name(row.kind), "links": links}
    is_part = bool(request.headers.get("HX-Request"))
    template = "followups/_why.html" if is_part else "followups/why.html"
    return TemplateResponse(request, template, context)
