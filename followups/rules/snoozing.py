"""Putting a follow-up off: the moments on offer, the reasons, and the cap.

A snooze never moves the first due day: what was late stays late (decision 3).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal

from dealerfollow.lib.workdays import WorkCalendar

Choice = Literal["hour", "evening", "tomorrow", "working_day", "pick"]
CHOICES: tuple[Choice, ...] = ("hour", "evening", "tomorrow", "working_day", "pick")
REASONS = ("with_customer", "waiting_for_fact", "asked_later", "other")
MAX_SNOOZES = 3
MAX_DAYS = 14
"""Longer than two weeks is not putting off; a customer who asks for later is a call back."""
EVENING = time(17, 30)


@dataclass(frozen=True, slots=True)
class Offer:
    """A choice and the moment that it means, in the store's time."""

    choice: Choice
    until: datetime


def offers(
    now: datetime, *, calendar: WorkCalendar, next_working_on: date, day_ends_at: time
) -> tuple[Offer, ...]:
    """What can be chosen at `now` (in the store's time); "pick" has no moment of its own.

    One hour is sixty real minutes, also over a clock change (edge case 13). It is not on offer when
    the day would have ended by then: what is put off past it would be a miss.
    """
    found = []
    in_an_hour = (now.astimezone(UTC) + timedelta(hours=1)).astimezone(now.tzinfo)
    if in_an_hour <= _at(now, now.date(), day_ends_at):
        found.append(Offer("hour", in_an_hour))
    if now.time() < time(16, 45) and calendar.is_open(now.date()):
        found.append(Offer("evening", _at(now, now.date(), EVENING)))
    tomorrow = now.date() + timedelta(days=1)
    if calendar.is_open(tomorrow):
        found.append(Offer("tomorrow", opening(now, tomorrow, calendar)))
    if next_working_on != tomorrow:
        found.append(Offer("working_day", opening(now, next_working_on, calendar)))
    return tuple(found)


def problems_with_snooze(
    choice: str,
    *,
    picked_on: date | None,
    reason: str,
    words: str,
    snoozes: int,
    today: date,
    calendar: WorkCalendar,
) -> dict[str, str]:
    """Field name to problem code; empty when it may be put off."""
    problems: dict[str, str] = {}
    if snoozes >= MAX_SNOOZES:
        problems["until"] = "snoozed_enough"
    if choice not in CHOICES:
        problems["until"] = "until_required"
    if choice == "pick":
        problems |= _pick_problems(picked_on, today, calendar)
    if reason not in REASONS:
        problems["reason"] = "reason_required"
    elif reason == "other" and not words.strip():
        problems["reason_words"] = "words_required"
    return problems


def until_of(
    choice: str,
    offered: tuple[Offer, ...],
    now: datetime,
    *,
    picked_on: date | None,
    calendar: WorkCalendar,
) -> datetime | None:
    """The moment chosen; None for a choice that is not on offer any more."""
    if choice == "pick" and picked_on is not None:
        return opening(now, picked_on, calendar)
    by_choice: Mapping[str, datetime] = {offer.choice: offer.until for offer in offered}
    return by_choice.get(choice)


def opening(now: datetime, day: date, calendar: WorkCalendar) -> datetime:
    """Opening time of a day in the zone of `now`; 9:00 on a closed day."""
    hours = calendar.hours_on(day)
    return _at(now, day, hours[0] if hours else time(9))


def _pick_problems(picked_on: date | None, today: date, calendar: WorkCalendar) -> dict[str, str]:
    if picked_on is None:
        return {"until_on": "day_required"}
    if not today < picked_on <= today + timedelta(days=MAX_DAYS):
        return {"until_on": "day_out_of_reach"}
    return {} if calendar.is_open(picked_on) else {"until_on": "day_closed"}


def _at(now: datetime, day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, now.tzinfo)
