"""Two rows that are one person: what holds for them together, and what goes back to each.

Decision 9 of the product and edge cases 65 to 67. Nothing here forgets: a merge reads over both
rows, so that un-merging gives each its own.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

STRICT = ("withdrawn", "unknown", "given")  # the strictest first
NOT_ASKED = "unknown"


@dataclass(frozen=True, slots=True)
class Said:
    """What one row says about one channel, and when the person said it."""

    state: str
    said_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Side:
    """One of the rows: what it says by channel. `merged_at` is None for the survivor."""

    said: Mapping[str, Said]
    merged_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Owned:
    """A customer's latest delivery and who makes its calls."""

    customer_id: int
    delivery_id: int
    delivered_on: date
    owner_id: int


def strictest(survivor: Side, merged: Iterable[Side]) -> dict[str, str]:
    """The consent of the one person by channel, a channel that nobody asked about left out.

    Per channel the strictest word of all rows counts: withdrawn before not asked before given. A
    word said after a row was merged is later than all that the row says, and stays with the
    survivor (edge case 65).
    """
    others = list(merged)
    channels = set(survivor.said).union(*(side.said for side in others))
    found: dict[str, str] = {}
    for channel in channels:
        own = survivor.said.get(channel, Said(NOT_ASKED))
        words = [own.state]
        words += [
            side.said.get(channel, Said(NOT_ASKED)).state
            for side in others
            if not _is_later(own, side)
        ]
        found[channel] = min(words, key=STRICT.index)
    return found


def _is_later(own: Said, side: Side) -> bool:
    return own.said_at is not None and side.merged_at is not None and own.said_at > side.merged_at


def survivor(one: int, other: int, latest: Mapping[int, date]) -> int:
    """Which row goes on: the one with the latest delivery, else the older row (the smaller id).

    `latest` has the day of the latest delivery of those who have one.
    """
    first, second = sorted((one, other))
    return second if latest.get(second, date.min) > latest.get(first, date.min) else first


def heir(sales: Iterable[Owned]) -> Owned | None:
    """The sale whose owner makes the calls of the one person: the latest (edge case 66).

    Of two on one day the one recorded last. None when nobody has bought.
    """
    return max(sales, key=lambda s: (s.delivered_on, s.delivery_id), default=None)


@dataclass(frozen=True, slots=True)
class Belongs:
    """To whom a contact made while merged goes back, and whether both get a note about it."""

    customer_id: int
    is_noted_on_both: bool = False


def belongs_to(
    number: str,
    numbers_a: Collection[str],
    numbers_b: Collection[str],
    *,
    a: int,
    b: int,
    survivor: int,
) -> Belongs:
    """Whose contact it was (edge case 67): who has the dialed number, and has it alone.

    A number of both or of neither, or none at all: the survivor's, with a note on both.
    """
    has_a, has_b = number in numbers_a, number in numbers_b
    if number and has_a != has_b:
        return Belongs(a if has_a else b)
    return Belongs(survivor, is_noted_on_both=True)


def is_death_since(
    died_on: date | None, recorded_at: datetime | None, joined_at: datetime, *, zone: tzinfo
) -> bool:
    """Whether a death was recorded once the rows were one person: it may be either's (edge 70).

    A death of which only the day is known counts as recorded at that day's end in `zone`, the
    store's: on the day of the joining silence is the safer answer.
    """
    if died_on is None:
        return False
    day_over = datetime.combine(died_on + timedelta(days=1), time.min, tzinfo=zone)
    return (recorded_at or day_over) >= joined_at
