"""Who was there on a day, and for whom else: asked once for all owners of what was due."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q

from dealerfollow.lib.workdays import NeverOpenError, WeeklyHours, WorkCalendar
from dealerfollow.stores.models import Absence, Membership, Store
from dealerfollow.stores.queries import manager_ids_of

_LOOK_BACK = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class Presence:
    """One person's work: hours (None: works at the store no more), cover, days off."""

    hours: WeeklyHours | None
    cover_id: int | None
    days_off: frozenset[date]


@dataclass(frozen=True, slots=True)
class Owners:
    """The people of one store on one day, as they were known when the day ended."""

    day: date
    calendar: WorkCalendar
    presences: dict[int, Presence]
    manager_ids: tuple[int, ...]

    def is_off(self, user_id: int) -> bool:
        """Whether the person did not work that day: absent, a weekly day off, or gone."""
        one = self.presences.get(user_id)
        if one is None or one.hours is None:
            return user_id not in self.manager_ids
        return self.day in one.days_off or one.hours.on(self.day) is None

    def cover_of(self, user_id: int) -> int | None:
        """Who stands in for the person, if anybody was named."""
        one = self.presences.get(user_id)
        return one.cover_id if one else None

    def works(self, user_id: int) -> WorkCalendar:
        """The person's own open days; the store's for somebody without a membership here."""
        one = self.presences.get(user_id)
        if one is None or one.hours is None:
            return self.calendar
        own = WorkCalendar(one.hours, self.calendar.closed | one.days_off)
        try:
            own.next_open(self.day)
        except NeverOpenError:
            return self.calendar
        return own


def owners_of(
    store: Store,
    owner_ids: Collection[int],
    *,
    day: date,
    day_ended_at: datetime,
    calendar: WorkCalendar,
) -> Owners:
    """Presence of these owners and of their covers, in 3 queries.

    An absence entered after the day had ended excuses nobody by itself (edge case 26).
    """
    rows = list(
        Membership.objects.active()
        .filter(Q(store=store) | Q(store=None), group_id=store.group_id)
        .order_by("store_id", "id")
        .values_list("user_id", "weekly_hours", "cover_id")
    )
    absences = Absence.objects.filter(
        store=store, ends_on__gte=day - _LOOK_BACK, entered_at__lte=day_ended_at
    )
    off: dict[int, set[date]] = {}
    for user_id, starts_on, ends_on in absences.values_list("user_id", "starts_on", "ends_on"):
        first, last = max(starts_on, day - _LOOK_BACK), min(ends_on, day + _LOOK_BACK)
        off.setdefault(user_id, set()).update(
            first + timedelta(days=n) for n in range((last - first).days + 1)
        )
    found: dict[int, Presence] = {}
    for user_id, hours, cover_id in rows:
        if user_id not in found:
            week = WeeklyHours.from_json(hours) if hours else store.hours
            found[user_id] = Presence(week, cover_id, frozenset(off.get(user_id, ())))
    for user_id in owner_ids:
        found.setdefault(user_id, Presence(None, None, frozenset()))
    return Owners(day, calendar, found, tuple(manager_ids_of(store)))
