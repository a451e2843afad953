"""The words of the accountability pages: numbers, verdicts, excuses, kinds of follow-up."""

from datetime import date, datetime, time
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from dealerfollow.lib.periods import Period
from deliveries.models import FLAGS, Delivery
from followups.models import FollowUp
from followups.words.labels import age_label, kind_name

# Metric code -> its name on screen, and how it is computed (rules/scorecard.py).
METRIC_WORDS: dict[str, tuple[Any, Any]] = {
    "due": (gettext_lazy("Due"), gettext_lazy("Days that have closed; today’s join tonight.")),
    "tried_on_time": (
        gettext_lazy("Tried on time"),
        gettext_lazy(
            "First try on or before the first due day. Snooze and reassign do not move that day."
        ),
    ),
    "late": (
        gettext_lazy("Late"),
        gettext_lazy("First try after the due day, and not counted missed."),
    ),
    "missed": (
        gettext_lazy("Missed"),
        gettext_lazy("Nobody tried by the end of the due day. Permanent; counted for one person."),
    ),
    "voided": (
        gettext_lazy("Voided"),
        gettext_lazy("Missed, and voided by a manager with a reason. The miss itself stays."),
    ),
    "reached": (
        gettext_lazy("Reached"),
        gettext_lazy("A conversation was logged, of all that were due."),
    ),
    "open": (
        gettext_lazy("Put off"),
        gettext_lazy("Past the first due day, not tried yet, due again on a later day."),
    ),
    "excused": (
        gettext_lazy("Excused"),
        gettext_lazy("Not tried, and nobody’s fault: closed, system down, no lawful minute."),
    ),
    "handed_off": (
        gettext_lazy("Handed off"),
        gettext_lazy("Given to a manager by somebody who would rather not make the call."),
    ),
    "flagged": (
        gettext_lazy("Flagged at delivery, still to be made"),
        gettext_lazy("They stay due as every other; the flag says what may come up."),
    ),
    "bdc": (
        gettext_lazy("BDC calls"),
        gettext_lazy("Made by the BDC; they do not count as the salesperson’s own."),
    ),
    "units": (
        gettext_lazy("Units"),
        gettext_lazy("Cars delivered in these days and not unwound."),
    ),
    "unscheduled": (
        gettext_lazy("Delivered, no follow-up scheduled"),
        gettext_lazy("Must be 0 at any time."),
    ),
    "undelivered": (
        gettext_lazy("Sold 5 days ago or longer, not delivered"),
        gettext_lazy("No follow-up starts before the car goes home."),
    ),
    "sold_file": (
        gettext_lazy("Sold file"),
        gettext_lazy("Files of sold deals of the last month."),
    ),
}

EXCUSE_WORDS: dict[str, Any] = {
    "system": gettext_lazy("System was down"),
    "store_closed": gettext_lazy("Store was closed"),
    "stopped": gettext_lazy("Asked not to be contacted"),
    "not_permitted": gettext_lazy("No lawful way to reach them"),
    "state_closed": gettext_lazy("Their state allows no calls that day"),
    "no_legal_minute": gettext_lazy("No lawful minute that day: ask for other hours"),
    "tries_used_up": gettext_lazy("Others had used the tries of 24 hours"),
    "household_contacted": gettext_lazy("Household was contacted that day"),
    "heir_first_day": gettext_lazy("Handed over: one full working day"),
    "snoozed": gettext_lazy("Put off to a later day"),
    "over_cap": gettext_lazy("The day was full"),
}


def what_words(follow_up: FollowUp) -> str:
    """Post-sale call, day 2; the name alone where no delivery tells an age."""
    name = kind_name(follow_up.kind)
    delivered_on = follow_up.delivery.delivered_on if follow_up.delivery else None
    age = age_label(follow_up.kind, delivered_on, follow_up.first_due_on)
    return name if age == name.lower() else f"{name}, {age}"


def car_words(follow_up: FollowUp) -> str:
    """2026 Honda Civic, new"""
    car = follow_up.delivery.vehicle.name if follow_up.delivery else ""
    condition = str(Delivery.Condition(follow_up.condition).label).lower()
    return ", ".join(part for part in (car, condition) if part)


def flag_words(follow_up: FollowUp) -> tuple[str, ...]:
    """Second key to come, Delivery after dark: what the delivery was flagged with."""
    told = follow_up.delivery.flags if follow_up.delivery else ()
    return tuple(str(FLAGS[flag]) for flag in told if flag in FLAGS)


def excuse_words(reason: str) -> str:
    """Why nobody is charged."""
    return str(EXCUSE_WORDS.get(reason, reason))


def day_words(day: date | None) -> str:
    """Nov 18; with the year only when it is told otherwise by the page."""
    return date_format(day, "M j") if day else ""


def time_words(at: time | datetime) -> str:
    """6:00 AM"""
    return date_format(at, "g:i A") if isinstance(at, datetime) else _clock(at)


def _clock(at: time) -> str:
    return date_format(datetime(2000, 1, 1, at.hour, at.minute), "g:i A")  # noqa: DTZ001


def period_words(period: Period) -> str:
    """Nov 1 to 19; Oct 20 to Nov 19; with years when it starts in another one."""
    start, end = period.start, period.end
    if start == end:
        return date_format(start, "M j, Y")
    if start.year != end.year:
        first, last = date_format(start, "M j, Y"), date_format(end, "M j, Y")
    elif start.month == end.month:
        first, last = date_format(start, "M j"), str(end.day)
    else:
        first, last = date_format(start, "M j"), date_format(end, "M j")
    return _("%(first)s to %(last)s") % {"first": first, "last": last}


def days_words(days: int) -> str:
    """1 day, 4 days."""
    return ngettext("%(days)s day", "%(days)s days", days) % {"days": days}


def condition_words(condition: str) -> str:
    """New, Used, or New and used."""
    return {"new": _("New"), "used": _("Used")}.get(condition, _("New and used"))
