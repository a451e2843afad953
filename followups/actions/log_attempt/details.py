"""What a log says, and how it can be refused."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from followups.actions.log_attempt.said import (
    Elsewhere,
    Moved,
    Named,
    Reviewed,
    Surveyed,
    Upset,
)
from followups.models import Attempt
from followups.rules.log_problems import LogEntry


@dataclass(frozen=True)
class NewPromise:
    """What the customer asked for on the contact, by when, and who takes care of it."""

    item: str
    department: str
    by: date


@dataclass(frozen=True, kw_only=True)
class LogDetails:
    """A log as posted. `shown` are the follow-ups that stood on the card, `ticked` those that the
    contact answers, `seen` the newest attempt that the card showed; days in the store's time,
    `call_back_at` in the customer's.

    `number` is the one that was dialed, told where there are several and Call was not pressed.
    `made_at` (aware) is when it was made, if that was earlier than it is entered: then it is only
    claimed. `answered_by` is the customer who answered, when it was not the card's.
    `heat_next_on`: the day on which the customer of a heat case was told that they hear again;
    `heat_settled`: they said that what was resolved is settled.
    `is_second` keeps it beside what somebody else logged meanwhile: it answers what is still open.
    """

    key: UUID
    shown: tuple[int, ...]
    ticked: tuple[int, ...]
    seen: int
    outcome: str
    is_inbound: bool = False
    reason: str = ""
    reason_codes: tuple[str, ...] = ()
    used_reason: str = ""  # what somebody else reached them with, when this call is still owed
    note: str = ""
    gained: tuple[str, ...] = ()
    told: tuple[tuple[int, date], ...] = ()
    settled: tuple[int, ...] = ()
    is_all_good: bool = False
    is_csi_discussed: bool = False
    surveyed: Surveyed | None = None
    call_back_on: date | None = None
    call_back_at: time | None = None
    call_back_by: int | None = None  # who makes it on a day on which the store is closed
    stop_scope: str | None = None
    promise: NewPromise | None = None
    fact: str = ""
    fact_about: str = ""
    usage: str = ""  # how they use the car, where it was said
    is_pleased: bool = False
    upset: Upset | None = None
    reviewed: Reviewed | None = None
    named: Named | None = None
    opportunity: str = ""
    moved: Moved | None = None
    elsewhere: Elsewhere | None = None
    estate_contact: str = ""
    number: str = ""
    is_second: bool = False
    made_at: datetime | None = None
    answered_by: int | None = None
    heat_next_on: date | None = None
    heat_settled: bool = False

    def as_entry(self, made_on: date, *, call_back_on: date | None = None) -> LogEntry:
        """What the rule of problems reads of it; `call_back_on` is the store's day of it."""
        return LogEntry(
            outcome=self.outcome,
            made_on=made_on,
            is_inbound=self.is_inbound,
            reason=self.reason,
            reason_codes=self.reason_codes,
            used_reason=self.used_reason,
            told=self.told,
            settled=self.settled,
            is_all_good=self.is_all_good,
            note=self.note,
            call_back_on=call_back_on,
            call_back_by=self.call_back_by,
            promise_by=self.promise.by if self.promise else None,
            stop_scope=self.stop_scope,
        )


class LogRefused(Exception):
    """Nothing was saved; `problems` maps a field to a problem code.

    `offer`: the next open slot, in the store's time, when the day of the call back was the problem.
    """

    def __init__(self, problems: Mapping[str, str], *, offer: datetime | None = None) -> None:
        self.problems, self.offer = dict(problems), offer
        super().__init__(", ".join(f"{field}: {code}" for field, code in problems.items()))


class AlreadyLogged(Exception):
    """Something happened on the card after it was shown; nothing was saved.

    `attempt` is what somebody logged (None when a row ended otherwise, with `ending`);
    `still_open` are the shown follow-ups that a second log could still answer.
    """

    def __init__(
        self, attempt: Attempt | None, *, still_open: tuple[int, ...], ending: str = ""
    ) -> None:
        self.attempt, self.still_open, self.ending = attempt, still_open, ending
        super().__init__(f"attempt {attempt.pk}" if attempt else ending)
