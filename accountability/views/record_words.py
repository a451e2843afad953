"""What the record says: its numbers, its first sentence, its months, its reviews."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accountability.queries.record import Month, Record
from accountability.rules.record import Tenure, tenure
from accountability.rules.scorecard import SMALL_SAMPLE
from accountability.views.numbers import rate_words
from followups.models import ReviewAsk

CHART_MONTHS = 2  # a single bar shows no course
WIDEST = 12  # percent of the chart, however few the months are


@dataclass(frozen=True, slots=True)
class Fact:
    """One number of the record, what it counts, and where its rows are ("" for none)."""

    METRICS: ClassVar[tuple[str, ...]] = ("tried_on_time", "reached")

    value: str
    label: str
    url: str = ""


def facts_of(found: Record, today: date, urls: Mapping[str, str]) -> list[Fact]:
    """The six numbers; zeros stay, and a small sample is a fraction."""
    calls = found.calls
    since = found.since or today
    confirmed = _("heat cases resolved, %(n)s confirmed")
    return [
        Fact(
            rate_words(calls.tried_on_time, calls.due),
            _("calls tried on time, of those due"),
            urls.get("tried_on_time", ""),
        ),
        Fact(
            rate_words(calls.reached, calls.due),
            _("reached, of those due"),
            urls.get("reached", ""),
        ),
        Fact(
            str(found.customers),
            _("customers since %(month)s") % {"month": date_format(since, "F Y")},
            "#sold" if found.sold_rows else "",
        ),
        Fact(str(found.repeats), _("repeat sales"), "#repeat" if found.repeats else ""),
        Fact(
            str(found.referrals), _("referrals that bought"), "#referred" if found.referrals else ""
        ),
        Fact(str(found.resolved), confirmed % {"n": found.confirmed}, _heat_url(found)),
    ]


def _heat_url(found: Record) -> str:
    return "#heat" if found.heat_rows else ""


def lead_words(found: Record, today: date) -> str:
    """The first sentence; of somebody with nothing yet, that nothing is hidden either."""
    here = tenure_words(tenure(found.since or today, today))
    if found.is_empty:
        words = _("%(tenure)s here: nothing to show yet, and nothing hidden.")
        return words % {"tenure": here}
    parts = [_("%(tenure)s here.") % {"tenure": here}, _call_words(found)]
    if 0 < found.calls.due < SMALL_SAMPLE:
        parts.append(_("So few are a small sample."))
    return " ".join(parts)


def _call_words(found: Record) -> str:
    calls = found.calls
    if not calls.due:
        return _("No call was due in the last twelve months.")
    words = ngettext(
        "One call was due in the last twelve months: %(on_time)s tried on time, "
        "%(reached)s reached.",
        "%(due)s calls were due in the last twelve months: %(on_time)s were tried on time, "
        "%(reached)s reached the customer.",
        calls.due,
    )
    return words % {"due": calls.due, "on_time": calls.tried_on_time, "reached": calls.reached}


def tenure_words(here: Tenure) -> str:
    """13 days, 2 weeks, 5 months, 9 years"""
    n = here.count
    words = {
        "days": ngettext("%(n)s day", "%(n)s days", n),
        "weeks": ngettext("%(n)s week", "%(n)s weeks", n),
        "months": ngettext("%(n)s month", "%(n)s months", n),
        "years": ngettext("%(n)s year", "%(n)s years", n),
    }
    return words[here.unit] % {"n": n}


def bars_of(found: Record) -> dict[str, Any] | None:
    """The months as bars of percent, since the content policy refuses style=""; None for too few
    calls or months to show a course."""
    months = [month for month in found.months if month.due]
    if found.calls.due < SMALL_SAMPLE or len(months) < CHART_MONTHS:
        return None
    most = max(month.due for month in months)
    step = 100 / len(months)
    width = min(step * 0.7, WIDEST)
    bars = [_bar(m, n * step + (step - width) / 2, width, most) for n, m in enumerate(months)]
    return {"bars": bars, "due": found.calls.due, "on_time": found.calls.tried_on_time}


def _bar(month: Month, x: float, width: float, most: int) -> dict[str, Any]:
    due, made = 100 * month.due / most, 100 * month.tried_on_time / most
    return {
        "x": f"{x:.2f}%",
        "width": f"{width:.2f}%",
        "due_y": f"{100 - due:.2f}%",
        "due_height": f"{due:.2f}%",
        "made_y": f"{100 - made:.2f}%",
        "made_height": f"{made:.2f}%",
        "month": date_format(month.starts_on, "M"),
        "name": date_format(month.starts_on, "F Y"),
        "due": month.due,
        "made": month.tried_on_time,
    }


def review_words(review: ReviewAsk) -> dict[str, str]:
    """What it says, and where, when and with how many stars; never who wrote it."""
    parts = [review.site]
    if review.posted_on:
        parts.append(date_format(review.posted_on, "M Y"))
    if review.stars:
        parts.append(_("%(stars)s of 5") % {"stars": review.stars})
    return {"quote": review.quote, "source": ", ".join(parts)}
