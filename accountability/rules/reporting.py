"""When what a closed day left is reported, and several days in one report (edge case 32)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from dealerfollow.lib.workdays import NeverOpenError, WorkCalendar

REPORT_AT = time(7, 30)
_SUNDAY = 6
_DAYS_AHEAD = 60


def report_at(day: date, now: datetime, calendar: WorkCalendar) -> datetime:
    """When managers read what `day` left: the first 7:30 to come, after it, of an open day.

    In the store's time, like `now`. Never on a Sunday: Monday's report covers Saturday, and Sunday
    if the store was open. Days that are closed late, after an outage, share the next report. Raises
    NeverOpenError for a store that is open on no weekday.
    """
    candidate = day
    for _ in range(_DAYS_AHEAD):
        candidate = calendar.open_day_after(candidate)
        at = datetime.combine(candidate, REPORT_AT, now.tzinfo)
        if candidate.weekday() != _SUNDAY and at > now:
            return at
        if candidate < now.date() - timedelta(days=1):
            candidate = now.date() - timedelta(days=1)
    raise NeverOpenError("open on no weekday")


def with_day(facts: Mapping[str, Any] | None, day: Mapping[str, Any]) -> dict[str, Any]:
    """The report with one more day in it; the same day twice is there once.

    `day`: day (ISO), missed, excused, to_ask, names ([{name, missed}]). The report has the same
    with the sums, the last of the days as its own, and `days`: [{day, missed}], oldest first.
    """
    days = list(facts["days"]) if facts else []
    if any(known["day"] == day["day"] for known in days):
        return dict(facts or {})
    days.append({"day": day["day"], "missed": day["missed"]})
    days.sort(key=lambda known: str(known["day"]))
    names: Counter[str] = Counter()
    for person in (*(facts["names"] if facts else ()), *day["names"]):
        names[person["name"]] += person["missed"]
    sums = {
        name: day[name] + (facts[name] if facts else 0) for name in ("missed", "excused", "to_ask")
    }
    told = [{"name": name, "missed": n} for name, n in names.most_common()]
    return {"day": days[-1]["day"], **sums, "names": told, "days": days}
