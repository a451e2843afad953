"""The signed-in person's own first page."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from dealerfollow.web.access import requires

# The first place a person may open is where their day starts.
FIRST_PAGES = [
    ("settings.edit", "accountability.see", "accountability:dashboard"),
    ("calls.work", "calls.work", "followups:today"),
    ("accountability.see", "accountability.see", "accountability:dashboard"),
    ("we_owes.see", "we_owes.see", "deliveries:we-owes"),
    ("settings.see", "settings.see", "stores:settings"),
]


@requires()
def home(request: HttpRequest) -> HttpResponseBase:
    """Managers to accountability, callers to their first card, departments to the we-owes."""
    scope = request.scope  # type: ignore[attr-defined]
    for first, second, page in FIRST_PAGES:
        if scope.has(first) and scope.has(second):
            is_today = page == "followups:today"
            return redirect(f"{reverse(page)}?open=first" if is_today else page)
    return render(request, "no_store.html", status=403)
