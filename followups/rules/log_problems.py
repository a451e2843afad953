"""What keeps a log from being saved; a field is asked for only when its fact changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dealerfollow.lib.workdays import WorkCalendar
from followups.rules.all_good import says_all_good
from followups.rules.empty_reasons import is_empty_reason
from followups.rules.outcomes import OUTCOMES, STOP_SCOPES


@dataclass(frozen=True, slots=True)
class PromiseState:
    """An open we-owe as the card showed it, and the day that it is late against (counted_day);
    `owed_by` is "us" or "customer"."""

    we_owe_id: int
    counted_on: date | None
    owed_by: str = "us"


@dataclass(frozen=True, slots=True, kw_only=True)
class LogEntry:
    """A log as it was posted, before anything is saved; days in the store's time.

    `reason_codes` are the reasons of the card that the person called with, `used_reason` is what
    somebody else has called with when this contact is still owed; `told` gives the date
    told for a we-owe; `settled` the we-owes settled on this contact.
    """

    outcome: str
    made_on: date
    is_inbound: bool = False
    reason: str = ""
    reason_codes: tuple[str, ...] = ()
    used_reason: str = ""
    told: tuple[tuple[int, date], ...] = ()
    settled: tuple[int, ...] = ()
    is_all_good: bool = False
    note: str = ""
    call_back_on: date | None = None
    call_back_by: int | None = None
    promise_by: date | None = None
    stop_scope: str | None = None


def problems_with(
    log: LogEntry,
    *,
    today: date,
    calendar: WorkCalendar,
    promises: tuple[PromiseState, ...] = (),
    stopped_channels: frozenset[str] = frozenset(),
) -> dict[str, str]:
    """Field name to problem code; empty when the log can be saved.

    `told_<id>` is the field of a we-owe's told date. Nothing ticked is fine: any contact can be
    logged.
    """
    outcome = OUTCOMES.get(log.outcome)
    if outcome is None:
        return {"outcome": "unknown_outcome" if log.outcome else "outcome_required"}
    problems: dict[str, str] = {}
    if outcome.channel in stopped_channels and not log.is_inbound:
        problems["outcome"] = "channel_stopped"  # edge case 61
    if log.made_on > today:
        problems["made_on"] = "made_in_the_future"
    if log.outcome == "spoke" and not log.is_inbound:
        problems |= _reason_problems(log)
    if log.outcome == "call_back":
        problems |= _call_back_problems(log, today, calendar)
    if log.outcome == "asked_to_stop" and log.stop_scope not in STOP_SCOPES:
        problems["stop_scope"] = "scope_required"
    problems |= {f"told_{key}": "told_in_the_past" for key, day in log.told if day < log.made_on}
    if log.promise_by is not None and log.promise_by < log.made_on:
        problems["promise_by"] = "promise_in_the_past"
    if log.is_all_good and any(_blocks_all_good(promise, log) for promise in promises):
        problems["is_all_good"] = "promise_past_due"
    elif _writes_all_good(log) and any(_blocks_all_good(promise, log) for promise in promises):
        problems["note"] = "all_good_past_due"
    return problems


def _reason_problems(log: LogEntry) -> dict[str, str]:
    """The card's own reason is enough: "spoke, nothing new" is three taps. Not the reason that
    somebody else has called with, though (edge case 72)."""
    if log.used_reason and _same(log.reason, log.used_reason):
        return {"reason": "same_reason"}
    if log.reason_codes or not is_empty_reason(log.reason):
        return {}
    return {"reason": "empty_reason" if log.reason.strip() else "reason_required"}


def _same(one: str, other: str) -> bool:
    return one.split() != [] and one.casefold().split() == other.casefold().split()


def _call_back_problems(log: LogEntry, today: date, calendar: WorkCalendar) -> dict[str, str]:
    day = log.call_back_on
    if day is None:
        return {"call_back_on": "call_back_required"}
    if day < today:
        return {"call_back_on": "call_back_in_the_past"}
    if not calendar.is_open(day) and log.call_back_by is None:
        return {"call_back_on": "closed_day_needs_a_person"}  # edge case 22
    return {}


def _writes_all_good(log: LogEntry) -> bool:
    """The same words in the note of a talk: they would close what nobody answered for."""
    is_talk = OUTCOMES[log.outcome].is_conversation or log.is_inbound
    return is_talk and says_all_good(log.note)


def _blocks_all_good(promise: PromiseState, log: LogEntry) -> bool:
    """Only our own past-due promise does (edge case 83), unless this log settles or re-dates it."""
    if promise.owed_by != "us" or promise.counted_on is None:
        return False
    is_answered = promise.we_owe_id in log.settled or promise.we_owe_id in dict(log.told)
    return promise.counted_on < log.made_on and not is_answered
