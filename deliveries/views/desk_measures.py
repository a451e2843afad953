"""What a manager sees under the desk: how each department keeps its dates."""

from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from deliveries.models import DEPARTMENTS
from deliveries.queries.desk_measures import Measure, measures_by_department

DAYS = 90
SMALL = 10  # fewer than this is a fraction and not a share


def measures_of(scope: Any, now: datetime) -> dict[str, Any]:
    """The table of the last 90 days in the stores that this person manages; one query."""
    stores = [pk for pk in scope.stores_with("accountability.see") if scope.has("we_owes.see", pk)]
    since = scope.store.day_of(now) - timedelta(days=DAYS)
    found = measures_by_department(scope, stores, since=since)
    rows = [_row(str(words), found[code]) for code, words in DEPARTMENTS if code in found]
    sizes = {n for one in found.values() for n in (one.settled, one.quoted)}
    is_small = any(0 < n < SMALL for n in sizes)
    return {
        "rows": rows,
        "words": _("The last %(n)d days. Days count from the sale, slips from the first date.")
        % {"n": DAYS},
        "small": _("Fewer than 10 is a small sample: it is shown as a count.") if is_small else "",
    }


def _row(department: str, found: Measure) -> dict[str, str]:
    days = found.median_days
    return {
        "department": department,
        "done": str(found.done),
        "days": ngettext("%(n)d day", "%(n)d days", days) % {"n": days} if days is not None else "",
        "slipped": _share(found.slipped, found.quoted),
        "slip_days": ngettext("%(n)d day", "%(n)d days", found.median_slip_days)
        % {"n": found.median_slip_days}
        if found.median_slip_days
        else "",
        "cancelled": _share(found.cancelled, found.settled),
    }


def _share(part: int, whole: int) -> str:
    """ "3 of 8" of a small sample, "12 %, 6 of 50" of a larger one."""
    if not whole:
        return ""
    count = _("%(part)d of %(whole)d") % {"part": part, "whole": whole}
    if whole < SMALL:
        return count
    return _("%(share)d %%, %(count)s") % {"share": round(100 * part / whole), "count": count}
