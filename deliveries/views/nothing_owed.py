"""/deliveries/<id>/nothing-owed/: the customer signed at delivery that nothing is owed."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dealerfollow.web.access import fetch, requires
from deliveries.actions import StillOwed, sign_nothing_owed
from deliveries.views.one import ROWS, page


@requires("deliveries.record")
@require_http_methods(["POST"])
def sign(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Keeps it; refused in words while something of ours is open on the deal."""
    row = fetch(request, ROWS.all(), right="deliveries.record", pk=pk)
    try:
        sign_nothing_owed(row, by=request.user, now=request.now)  # type: ignore[arg-type, attr-defined]
    except StillOwed as owed:
        return page(request, row, owed_problem=still_owed_words(owed), status=422)
    messages.success(request, _("Kept: nothing is owed on this deal."))
    return redirect("deliveries:detail", pk=row.pk)


def still_owed_words(owed: StillOwed) -> str:
    """Which items stand against it, and what to do."""
    words = _("Still open on this deal: %(items)s. Settle them first, or leave this out.")
    return words % {"items": ", ".join(owed.items)}
