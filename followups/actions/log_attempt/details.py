"""What a log says, and how it can be refused."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from uuid import UUID

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
    note: str = ""
    gained: tuple[str, ...] = ()
    told: tuple[tuple[int, date], ...] = ()
    settled: tuple[int, ...] = ()
    is_all_good: bool = False
    is_csi_discussed: bool = False
    call_back_on: date | None = None
    call_back_at: time | None = None
    stop_scope: str | None = None
    promise: NewPromise | None = None
    fact: str = ""
    number: str = ""
    is_second: bool = False

    def as_entry(self, made_on: date) -> LogEntry:
        """What the rule of problems reads of it."""
        return LogEntry(
            outcome=self.outcome,
            made_on=made_on,
            is_inbound=self.is_inbound,
            reason=self.reason,
            reason_codes=self.reason_codes,
            told=self.told,
            settled=self.settled,
            is_all_good=self.is_all_good,
            call_back_on=self.call_back_on,
            stop_scope=self.stop_scope,
        )


class LogRefused(Exception):
    """Nothing was saved; `problems` maps a field to a problem code."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        self.problems = dict(problems)
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
