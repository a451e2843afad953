"""Tallies as the template draws them: counts with their links, rates, bars, words."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accountability.forms import Asked
from accountability.queries.scorecards import Tally
from accountability.rules.scorecard import METRICS, percentage
from accountability.views.links import rows_url

COUNTED = ("due", "late", "missed", "excused", "open", "tried_on_time", "reached")


@dataclass(frozen=True, slots=True)
class Count:
    """A number and the address of exactly its rows; `rate` is its share of what was due."""

    count: int
    url: str
    rate: str = ""


@dataclass(frozen=True, slots=True)
class Units:
    """Cars, with the halves of split deals drawn as 12½, and the address of their rows."""

    count: int | str
    url: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table: a person, or a store, or the sum."""

    name: str
    sub: str
    url: str
    units: Units
    due: Count
    on_time: Count
    late: Count
    missed: Count
    reached: Count
    excused: Count
    open: Count
    is_worst: bool
    bar_parts: list[tuple[str, int]]
    bar_label: str


def line_of(
    tally: Tally,
    asked: Asked,
    *,
    name: str,
    url: str = "",
    sub: str = "",
    is_worst: bool = False,
    **narrow: Any,
) -> Line:
    """The line of a tally; `narrow` is what its links add to the address."""
    counts = {
        code: Count(getattr(tally, code), rows_url(asked, code, **narrow), _rate(tally, code))
        for code in COUNTED
    }
    return Line(
        name=name,
        sub=sub,
        url=url or counts["due"].url,
        units=Units(_shown(tally.units), rows_url(asked, "units", **narrow)),
        due=counts["due"],
        on_time=counts["tried_on_time"],
        late=counts["late"],
        missed=counts["missed"],
        reached=counts["reached"],
        excused=counts["excused"],
        open=counts["open"],
        is_worst=is_worst,
        bar_parts=[("made", tally.tried_on_time), ("late", tally.late), ("miss", tally.missed)],
        bar_label=bar_words(tally),
    )


def _shown(count: Fraction | int) -> int | str:
    """The number as it is drawn: halves of split deals as 12½."""
    whole, rest = divmod(Fraction(count), 1)
    return f"{whole or ''}½" if rest else whole


def _rate(tally: Tally, code: str) -> str:
    metric = METRICS.get(code)
    if metric is None or not metric.denominator:
        return ""
    return rate_words(getattr(tally, code), getattr(tally, metric.denominator))


def rate_words(part: int, whole: int) -> str:
    """71%; below 10 due "5 of 6": the sample is small and says so; a dash where nothing was due."""
    share = percentage(part, whole)
    if share.percent is None:
        return "–"
    if share.is_small:
        return _("%(part)s of %(whole)s") % {"part": part, "whole": whole}
    return f"{share.percent}%"


def share_words(part: int, whole: int) -> str:
    """151 of 214 due; below 10 the percentage comes second, and the sample is said to be small."""
    share = percentage(part, whole)
    if share.percent is None:
        return _("Nothing was due in these days.")
    words = _("%(part)s of %(whole)s due.") % {"part": part, "whole": whole}
    if share.is_small:
        return _("%(percent)s%% of the few that were due.") % {"percent": share.percent}
    return words


def bar_words(tally: Tally) -> str:
    """The bar in words."""
    return _("%(on_time)s on time, %(late)s late, %(missed)s missed") % {
        "on_time": tally.tried_on_time,
        "late": tally.late,
        "missed": tally.missed,
    }


def beside_words(tally: Tally) -> str:
    """What is not in "due", and why, and what changed hands; "" for nothing."""
    parts = []
    if tally.excused:
        words = ngettext("%(n)s excused", "%(n)s excused", tally.excused)
        parts.append(words % {"n": tally.excused})
    if tally.open:
        words = ngettext("%(n)s put off", "%(n)s put off", tally.open)
        parts.append(words % {"n": tally.open})
    if tally.voided:
        words = ngettext(
            "%(n)s voided (%(before)s missed before that)",
            "%(n)s voided (%(before)s missed before that)",
            tally.voided,
        )
        parts.append(words % {"n": tally.voided, "before": tally.missed_before_voids})
    sentences = []
    if parts:
        words = _("Beside: %(parts)s. Not in the %(due)s.")
        sentences.append(words % {"parts": ", ".join(parts), "due": tally.due})
    if tally.handed_off:
        words = ngettext(
            "%(n)s was handed off to a manager.",
            "%(n)s were handed off to a manager.",
            tally.handed_off,
        )
        sentences.append(words % {"n": tally.handed_off})
    return " ".join(sentences)
