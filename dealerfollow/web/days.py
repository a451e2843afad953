"""Days and times as people say them, for the rooms below the list of calls."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.utils.dateformat import format as date_format
from django.utils.dateformat import time_format
from django.utils.translation import pgettext


def day_words(value: date, today: date) -> str:
    """ "Nov 17" this year, "Nov 17, 2024" in another."""
    if value.year == today.year:
        return date_format(value, pgettext("a short day, as in PHP", "M j"))
    return date_format(value, pgettext("a day of another year, as in PHP", "M j, Y"))


def weekday_words(value: date, today: date) -> str:
    """ "Thu, Dec 24" this year, "Thu, Jan 1, 2027" in another."""
    if value.year == today.year:
        return date_format(value, pgettext("a day, as in PHP", "D, M j"))
    return date_format(value, pgettext("a weekday of another year, as in PHP", "D, M j, Y"))


def clock_words(value: time | datetime) -> str:
    """ "8 AM", "8:30 AM": the time of day as it stands in `value`."""
    whole = pgettext("a whole hour, as in PHP", "g A")
    return time_format(
        value, pgettext("a time of day, as in PHP", "g:i A") if value.minute else whole
    )


def moment_words(value: datetime, now: datetime, zone: ZoneInfo) -> str:
    """ "10:31 AM" today, else the day and the time, in that zone."""
    local, here = value.astimezone(zone), now.astimezone(zone)
    if local.date() == here.date():
        return clock_words(local)
    return f"{weekday_words(local.date(), here.date())}, {clock_words(local)}"
