"""The day being worked at the store of a heat case."""

from dataclasses import dataclass
from datetime import date, datetime

from dealerfollow.lib.workdays import WorkCalendar
from dealerfollow.stores.models import Store
from dealerfollow.stores.queries import store_day
from followups.rules.business_day import working_on


@dataclass(frozen=True)
class HeatDay:
    """The day being worked at the store of a case: after its end it is the next."""

    today: date
    calendar: WorkCalendar


def heat_day(store: Store, now: datetime) -> HeatDay:
    """The day on which work that comes up `now` can still be done."""
    day = store_day(store, now=now)
    working = working_on(now.astimezone(store.zone), store.day_ends_at)
    return HeatDay(max(day.today, working), day.calendar)
