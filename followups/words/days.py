"""Days and times as people say them: "Tue, Nov 17", "10:24 AM", "3 days ago"."""

from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.utils.dateformat import format as date_format
from django.utils.dateformat import time_format
from django.utils.translation import get_language, ngettext, pgettext

from followups.words.phrases import phrase as _

DAYS_COUNTED, MONTHS_COUNTED, DAYS_A_MONTH = 60, 24, 30.44


@lru_cache(maxsize=4_000)
def _written(day: date, pattern: str, language: str) -> str:
    return date_format(day, pattern)


def day(value: date) -> str:
    """With the weekday: "Tue, Nov 17"."""
    return _written(value, pgettext("a day, as in PHP", "D, M j"), get_language() or "")


def dated(value: date) -> str:
    """With weekday and year, for a day that may be long past: "Tue, Nov 17, 2026"."""
    return _written(
        value, pgettext("a day and its year, as in PHP", "D, M j, Y"), get_language() or ""
    )


def day_of(value: date, today: date) -> str:
    """ "Tue, Nov 17" this year, "Tue, Nov 17, 2024" in another."""
    return day(value) if value.year == today.year else dated(value)


def short_day(value: date) -> str:
    """Without it: "Nov 17"."""
    return _written(value, pgettext("a short day, as in PHP", "M j"), get_language() or "")


def clock(value: time | datetime) -> str:
    """The time of day as it stands in `value`: "10:24 AM"."""
    return time_format(value, pgettext("a time of day, as in PHP", "g:i A"))


def closing(value: time) -> str:
    """A closing time, whole hours short: "8 PM"."""
    return clock(value) if value.minute else time_format(value, pgettext("hour, as in PHP", "g A"))


def near_day(value: date, today: date) -> str:
    """ "today", "tomorrow", "yesterday", else the day."""
    near = {0: _("today"), 1: _("tomorrow"), -1: _("yesterday")}
    return near.get((value - today).days) or day_of(value, today)


def ago(value: date, today: date) -> str:
    """ "today", "yesterday", "3 days ago"; from 60 days on "4 months ago", then "2 years ago"."""
    days = (today - value).days
    if days <= 1:
        return _("today") if days <= 0 else _("yesterday")
    if days >= DAYS_COUNTED:
        months = round(days / DAYS_A_MONTH)
        if months < MONTHS_COUNTED:
            return ngettext("%(n)d month ago", "%(n)d months ago", months) % {"n": months}
        years = months // 12
        return ngettext("%(n)d year ago", "%(n)d years ago", years) % {"n": years}
    return ngettext("%(n)d day ago", "%(n)d days ago", days) % {"n": days}


def moment(value: datetime, now: datetime, zone: ZoneInfo) -> str:
    """A moment in that zone: "today 8:12 AM", "Nov 18, 3:05 PM"."""
    local, here = value.astimezone(zone), now.astimezone(zone)
    if local.date() == here.date():
        return _("today %(time)s") % {"time": clock(local)}
    if local.date() == here.date() - timedelta(days=1):
        return _("yesterday %(time)s") % {"time": clock(local)}
    return f"{short_day(local.date())}, {clock(local)}"


def minutes(count: int) -> str:
    """ "35 min", "1 h 40 min"."""
    hours, rest = divmod(count, 60)
    if not hours:
        return _("%(n)d min") % {"n": rest}
    if not rest:
        return _("%(n)d h") % {"n": hours}
    return _("%(hours)d h %(minutes)d min") % {"hours": hours, "minutes": rest}
