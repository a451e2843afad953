"""Times of day in several time zones at once: when are they open together, and when next?

A window is local wall-clock time; spans are moments in UTC. On a day when the clocks change the
stricter reading wins: an hour that comes twice opens at its second and closes at its first coming.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

Span = tuple[datetime, datetime]
HORIZON_DAYS = 14


@dataclass(frozen=True)
class TimeWindow:
    """From `opens` until before `closes`, local time. ValueError unless opening comes first."""

    opens: time
    closes: time

    def __post_init__(self) -> None:
        if self.opens.tzinfo or self.closes.tzinfo:
            raise ValueError("a window holds local times without a zone")
        if self.opens >= self.closes:
            raise ValueError(f"a window that opens at {self.opens} cannot close at {self.closes}")

    def contains(self, moment: time) -> bool:
        """True from `opens` (inclusive) to `closes` (exclusive)."""
        return self.opens <= moment < self.closes

    def overlap(self, other: "TimeWindow") -> "TimeWindow | None":
        """The time that both windows have, None when they only touch or do not meet."""
        opens, closes = max(self.opens, other.opens), min(self.closes, other.closes)
        return TimeWindow(opens, closes) if opens < closes else None


@dataclass(frozen=True)
class ZonedHours:
    """The windows of each date in a zone: none on a closed day, two around a lunch break."""

    zone: str
    on: Callable[[date], tuple[TimeWindow, ...]]

    @staticmethod
    def daily(zone: str, window: TimeWindow) -> "ZonedHours":
        """The same window every day."""
        return ZonedHours(zone, lambda day: (window,))

    def is_open(self, now: datetime) -> bool:
        """True when the aware moment `now` lies in a window of its local date."""
        return any(start <= now < end for start, end in self.spans(self.local_date(now)))

    def local_date(self, now: datetime) -> date:
        """The date in this zone at the aware moment `now`."""
        return now.astimezone(ZoneInfo(self.zone)).date()

    def spans(self, day: date) -> list[Span]:
        """The windows of a local date as spans in UTC, without what a clock change swallows."""
        zone = ZoneInfo(self.zone)
        found = []
        for window in self.on(day):
            start = datetime.combine(day, window.opens.replace(fold=1), zone).astimezone(UTC)
            end = datetime.combine(day, window.closes.replace(fold=0), zone).astimezone(UTC)
            if start < end:
                found.append((start, end))
        return sorted(found)


def common_spans(start_day: date, end_day: date, *hours: ZonedHours) -> list[Span]:
    """When all `hours` are open together, on the dates from `start_day` to `end_day` of each zone,
    as spans in UTC in order. No hours at all: no spans."""
    days = [start_day + timedelta(days=n) for n in range((end_day - start_day).days + 1)]
    each = [[span for day in days for span in one.spans(day)] for one in hours]
    if not each:
        return []
    together = each[0]
    for spans in each[1:]:
        together = _both(together, spans)
    return together


def are_open(now: datetime, *hours: ZonedHours) -> bool:
    """True when all are open at the aware moment `now`."""
    return all(one.is_open(now) for one in hours)


def next_open_moment(
    now: datetime, *hours: ZonedHours, within_days: int = HORIZON_DAYS
) -> datetime | None:
    """The first moment, in UTC, at or after the aware `now` when all are open together.

    `now` itself when they are open; None when that does not happen within so many days.
    """
    if hours and are_open(now, *hours):
        return now.astimezone(UTC)
    first = now.astimezone(UTC).date() - timedelta(days=1)
    for offset in range(0, within_days + 2, 4):
        from_day = first + timedelta(days=offset)
        for start, end in common_spans(from_day, from_day + timedelta(days=5), *hours):
            if end > now:
                moment = max(start, now.astimezone(UTC))
                return moment if moment <= now + timedelta(days=within_days) else None
    return None


def _both(left: Iterable[Span], right: Iterable[Span]) -> list[Span]:
    right = list(right)
    return [(max(a, c), min(b, d)) for a, b in left for c, d in right if max(a, c) < min(b, d)]
