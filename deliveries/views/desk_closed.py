"""/we-owes/<id>/reopen/: what was settled or cancelled by a slip is owed again."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dealerfollow.web.access import fetch, requires
from deliveries.actions import reopen
from deliveries.models import WeOwe
from deliveries.queries.closed import is_owed_anew
from deliveries.views.desk import EDIT, RELATED, url_of


@requires(EDIT)
@require_http_methods(["POST"])
def reopened(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Opens it again and shows it. `seen` in the address: when it was closed, as the page said."""
    row = fetch(request, WeOwe.objects.select_related(*RELATED), right=EDIT, pk=pk)
    seen = _seen(request.GET.get("seen", ""))
    who: dict[str, Any] = {"by": request.user, "now": request.now}  # type: ignore[attr-defined]
    facts = {"item": row.item, "name": row.customer.name}
    if seen is not None and reopen(row, seen=seen, **who):
        messages.success(request, _("Open again: %(item)s for %(name)s.") % facts)
    elif row.settled_at is not None and is_owed_anew(row):
        messages.warning(request, _("Not opened: %(item)s is owed once more already.") % facts)
    else:
        messages.warning(request, _("Not opened. This is how it stands now."))
    return redirect(url_of(request, owe=row.pk))


def _seen(text: str) -> datetime | None:
    """The moment in the address; None for anything else."""
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    return found if found and found.tzinfo else None
