"""One timeline from many tables: which lines make a page, and where the next page begins.

Lines are ordered by moment, then by the source they come from, then by row, so that no two stand
in the same place: a page that begins after a mark repeats nothing and leaves nothing out.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Generic, TypeVar

What = TypeVar("What")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
# At most 18 digits fit a column. What began before 1970 counts backwards.
MARK = re.compile(r"(-?\d{1,18})-(\d{1,18})-(\d{1,18})", re.ASCII)


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """The place of one line: its moment, the rank of its source, and its row."""

    at: datetime
    rank: int
    pk: int

    def __str__(self) -> str:
        return f"{(self.at - EPOCH) // MICROSECOND}-{self.rank}-{self.pk}"


@dataclass(frozen=True, slots=True)
class Placed(Generic[What]):
    """Something at its place."""

    mark: Mark
    what: What


def mark_of(text: str) -> Mark | None:
    """The mark that an address carries; None where it is none, which is the first page."""
    found = MARK.fullmatch(text)
    if found is None:
        return None
    micros, rank, pk = map(int, found.groups())
    try:
        return Mark(EPOCH + micros * MICROSECOND, rank, pk)
    except OverflowError:
        return None


def moment_of(day: date, zone: tzinfo, *, is_end: bool) -> datetime:
    """The moment at which something of which only the day is known stands: before all of that
    day's, since what begins on it is followed up after it; or after all, where the day's end
    decides."""
    return datetime.combine(day, time.max if is_end else time.min, tzinfo=zone)


@dataclass(frozen=True, slots=True)
class Before:
    """What of a source's rows stands below a mark: all before `at`, and of those at `at` the rows
    below `pk`, all of them when `pk` is None, none when it is 0."""

    at: datetime
    pk: int | None


def before(mark: Mark, rank: int) -> Before:
    """The part of the source of that rank which a page after the mark may draw from."""
    if rank == mark.rank:
        return Before(mark.at, mark.pk)
    return Before(mark.at, None if rank < mark.rank else 0)


def page(lines: Iterable[Placed[What]], most: int) -> tuple[list[Placed[What]], Mark | None]:
    """The newest `most` of the lines, newest first, and the mark after which the next page begins:
    None when these are all.

    Each source hands over its newest `most` + 1, so what is cut off here is asked for again.
    """
    found = sorted(lines, key=lambda line: line.mark, reverse=True)
    shown = found[:most]
    return shown, shown[-1].mark if len(found) > most and shown else None
