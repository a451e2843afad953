"""From when the time to answer a lead runs, who has it, and what may be sent meanwhile.

Edge case 53: a lead at 20:55, the store closed at 20:00, the owner off tomorrow.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from customers.rules.contactability import Answer
from dealerfollow.lib.workdays import WorkCalendar

ACKNOWLEDGE_BY = ("email", "text")
"""What may leave by itself, in this order; nobody's phone rings for an acknowledgement."""


@dataclass(frozen=True)
class Arrival:
    """`clock_from`: the answer is timed from here. `goes_to`: who answers, None is the manager.

    `tells`: the known owner, when somebody else has it. `acknowledge_by`: the channel of the
    acknowledgement, None when no channel is allowed this minute.
    """

    clock_from: datetime
    goes_to: int | None
    tells: int | None
    acknowledge_by: str | None


def clock_from(received_at: datetime, calendar: WorkCalendar) -> datetime:
    """When the clock starts: at once in opening hours, else at the next opening.

    `received_at` in the store's time. Raises NeverOpenError for a store that never opens.
    """
    today = received_at.date()
    hours = calendar.hours_on(today)
    if hours and hours[0] <= received_at.time() < hours[1]:
        return received_at
    if hours and received_at.time() < hours[0]:
        return _opening(received_at, today, calendar)
    return _opening(received_at, calendar.next_open(today + timedelta(days=1)), calendar)


def _opening(received_at: datetime, day: date, calendar: WorkCalendar) -> datetime:
    hours = calendar.hours_on(day)
    assert hours is not None  # the calendar was asked for an open day
    return datetime.combine(day, hours[0], received_at.tzinfo)


def arrival_of(
    received_at: datetime,
    *,
    calendar: WorkCalendar,
    owner_id: int | None,
    working: Iterable[int],
    answers: Mapping[str, Answer],
) -> Arrival:
    """What happens to a lead now.

    `working` are those who may answer on the day the clock starts, in the order of whose turn it
    is. A known owner who works keeps it; otherwise the first who works has it and the owner is
    told. `answers` are may_contact's, by channel, at `received_at`.
    """
    turn = list(working)
    goes_to = owner_id if owner_id in turn else next(iter(turn), None)
    tells = owner_id if owner_id != goes_to else None
    allowed = (c for c in ACKNOWLEDGE_BY if c in answers and answers[c].is_allowed)
    return Arrival(clock_from(received_at, calendar), goes_to, tells, next(allowed, None))
