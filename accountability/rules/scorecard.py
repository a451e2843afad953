"""How each number of the accountability page is computed: one frozen object a metric, in codes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Literal

from followups.rules.clock import on_time_until

Verdict = Literal["on_time", "late", "missed", "open", "voided", "excused", "not_owed"]
VERDICTS: tuple[Verdict, ...] = (
    "on_time",
    "late",
    "missed",
    "open",
    "voided",
    "excused",
    "not_owed",
)
DUE_VERDICTS: tuple[Verdict, ...] = ("on_time", "late", "missed")
"""What "due" counts. Voided and excused stand beside it, in words; both totals show."""

SMALL_SAMPLE = 10
"""Below so many due, the fraction is shown first and the sample is said to be small."""


@dataclass(frozen=True, slots=True)
class Metric:
    """A number on the page: codes for its words, and the predicates whose rows it opens.

    An empty `denominator` is a plain count.
    """

    code: str
    numerator: str
    denominator: str = "due"

    @property
    def label(self) -> str:
        """The code of its name on screen."""
        return f"{self.code}_label"

    @property
    def formula(self) -> str:
        """The code of the sentence that says how it is computed."""
        return f"{self.code}_formula"


METRICS: Mapping[str, Metric] = MappingProxyType(
    {
        metric.code: metric
        for metric in (
            Metric("due", numerator="due", denominator=""),
            Metric("tried_on_time", numerator="on_time"),
            Metric("late", numerator="late"),
            Metric("missed", numerator="missed"),
            Metric("reached", numerator="reached"),
            Metric("open", numerator="open", denominator=""),
            Metric("voided", numerator="voided", denominator=""),
            Metric("excused", numerator="excused", denominator=""),
        )
    }
)


@dataclass(frozen=True, slots=True)
class Share:
    """A share of a total; `percent` is None where nothing was due, which is not 0 %."""

    numerator: int
    denominator: int
    percent: int | None
    is_small: bool


def on_time(
    first_due_on: date,
    first_tried_on: date | None,
    *,
    has_miss: bool = False,
    is_voided: bool = False,
    is_excused: bool = False,
    ended_on: date | None = None,
    clock_on: date | None = None,
) -> Verdict:
    """What became of a follow-up, by its *first* due day (decision 3) and its first try.

    `clock_on` is the later day that is still on time (followups/rules/clock.py).
    A miss stays a miss when the call is made afterwards; `is_voided` is a manager's decision on it.
    `ended_on` without a try (superseded, stopped, unwound) is not owed, unless it was missed.
    An excuse counts only as long as nobody tried.
    """
    if has_miss:
        return "voided" if is_voided else "missed"
    if first_tried_on is not None:
        is_on_time = first_tried_on <= on_time_until(first_due_on, clock_on)
        return "on_time" if is_on_time else "late"
    if ended_on is not None:
        return "not_owed"
    return "excused" if is_excused else "open"


def percentage(numerator: int, denominator: int) -> Share:
    """The share, rounded half up, but 100 only for all of them and 0 only for none.

    Raises ValueError for a numerator below 0 or above the denominator.
    """
    if not 0 <= numerator <= denominator:
        raise ValueError(f"{numerator} of {denominator} is no share")
    is_small = denominator < SMALL_SAMPLE
    if denominator == 0:
        return Share(0, 0, None, is_small)
    percent = (200 * numerator + denominator) // (2 * denominator)
    if 0 < numerator < denominator:
        percent = min(max(percent, 1), 99)
    return Share(numerator, denominator, percent, is_small)


def tally(verdicts: Iterable[Verdict]) -> dict[str, int]:
    """How often each verdict was given, every one of them named, and "due" as their base."""
    counts = Counter(verdicts)
    found: dict[str, int] = {verdict: counts[verdict] for verdict in VERDICTS}
    return found | {"due": sum(counts[verdict] for verdict in DUE_VERDICTS)}
