"""The table of the dashboard as a file."""

from datetime import datetime
from fractions import Fraction

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accountability.forms import EXPORT, asked_of
from accountability.queries.lens import make_lens
from accountability.queries.scorecards import numbers_of
from accountability.queries.words import METRIC_WORDS, condition_words
from dealerfollow.web.access import requires
from dealerfollow.web.csv_files import csv_response


@require_safe
@requires(EXPORT)
def table_csv(request: HttpRequest) -> HttpResponse:
    """The same table as a file: one line per person (or store), new and used apart."""
    asked = asked_of(request, right=EXPORT)
    now: datetime = request.now  # type: ignore[attr-defined]
    numbers = numbers_of(make_lens(asked.stores, asked.period, condition=asked.condition))
    shops = {store.pk: store for store in asked.stores}
    codes = (
        *("units", "due", "tried_on_time", "late", "missed", "voided"),
        *("reached", "open", "excused", "handed_off", "bdc"),
    )
    rows = [
        (
            shops[store_id].name,
            numbers.names.get(person_id or 0, _("Nobody matched yet")),
            condition_words(condition),
            *(_plain(getattr(tally, code)) for code in codes),
            str(asked.period),
            now.astimezone(shops[store_id].zone).isoformat(timespec="minutes"),
        )
        for (store_id, person_id, condition), tally in numbers.cells.items()
        if asked.condition in ("", condition)
    ]
    headings = (
        _("Store"),
        _("Salesperson"),
        _("New or used"),
        *(str(METRIC_WORDS[code][0]) for code in codes),
        _("Days"),
        _("As of"),
    )
    return csv_response(f"accountability-{asked.period}.csv", headings, sorted(rows))


def _plain(count: Fraction | int) -> int | float:
    """A count as a spreadsheet reads it: halves of split deals as 0.5."""
    return int(count) if count == int(count) else float(count)
