"""Who was there on a day, and for whom else: asked once for all owners of what was due."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from dealerfollow.lib.workdays import (
    DAYS_OF_WEEK,
    NeverOpenError,
    Span,
    WeeklyHours,
    WorkCalendar,
)
from dealerfollow.stores.models import Store
from dealerfollow.stores.rules.rights import MANAGER_ROLES
from dealerfollow.tenancy.prepared import read
from followups.queries.people import BDC_ROLES
from followups.rules.days_off import Worker, cover_of, holder_on

NEVER = WeeklyHours((None,) * DAYS_OF_WEEK)
_LOOK_BACK = timedelta(days=31)
_RANK = {role.value: n for n, role in enumerate(MANAGER_ROLES)}
# Plain SQL: every store asks every evening. A store's own role counts before a group-wide one.
MEMBERS = """
SELECT m.id, m.user_id, m.role, m.weekly_hours, m.cover_id, m.store_id
  FROM stores_membership m JOIN stores_user u ON u.id = m.user_id
 WHERE m.group_id = %s AND (m.store_id = %s OR m.store_id IS NULL)
   AND m.ended_at IS NULL AND u.is_active
 ORDER BY m.store_id, m.id
"""
ABSENCES = """
SELECT user_id, starts_on, ends_on FROM stores_absence
 WHERE store_id = %s AND ends_on >= %s AND entered_at <= %s
"""


@dataclass(frozen=True, slots=True)
class Presence:
    """One person's work: hours (None: works at the store no more), cover, days off.

    `is_group_wide`: their only role here is the whole group's, which has no days off.
    """

    hours: WeeklyHours | None
    cover_id: int | None
    days_off: frozenset[date]
    is_group_wide: bool = False


@dataclass(frozen=True, slots=True)
class Owners:
    """The people of one store on one day, as they were known when the day ended."""

    day: date
    calendar: WorkCalendar
    presences: dict[int, Presence]
    manager_ids: tuple[int, ...]
    evening_ids: tuple[int, ...] = ()

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

    def stand_in_of(self, user_id: int) -> int | None:
        """Who made the calls of somebody who was off: the rule of the lists (edge cases 23, 25)."""
        workers = self._workers()
        away = workers.get(user_id) or Worker(user_id, NEVER)
        return cover_of(away, self.day, workers, self.manager_ids)

    def held_by(self, user_id: int, wished: Span | None) -> int | None:
        """Who made this person's call at the hours that the customer asked for, by the rule of the
        lists (edge case 20); None when that changed nothing."""
        workers = self._workers()
        worker = workers.get(user_id)
        if wished is None or worker is None:
            return None
        asked = {"evening": self.evening_ids, "managers": self.manager_ids}
        holder = holder_on(worker, self.day, wished, workers, **asked)
        return None if holder == holder_on(worker, self.day, None, workers, **asked) else holder

    def _workers(self) -> dict[int, Worker]:
        return {
            pk: Worker(
                pk, p.hours or NEVER, p.cover_id, tuple((day, day) for day in sorted(p.days_off))
            )
            for pk, p in self.presences.items()
            if not p.is_group_wide
        }

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
    """Presence of these owners and of their covers, in 2 queries.

    An absence entered after the day had ended excuses nobody by itself (edge case 26).
    """
    rows = read(MEMBERS, [store.group_id, store.pk])
    off = _days_off(read(ABSENCES, [store.pk, day - _LOOK_BACK, day_ended_at]), day)
    found: dict[int, Presence] = {}
    managers: list[tuple[int, int, int]] = []
    evening: list[int] = []
    for pk, user_id, role, hours, cover_id, store_id in rows:
        if user_id not in found:
            week = WeeklyHours.from_json(json.loads(hours)) if hours else store.hours
            days_off = frozenset(off.get(user_id, ()))
            found[user_id] = Presence(week, cover_id, days_off, store_id is None)
        if role in BDC_ROLES:
            evening.append(user_id)
        if role in _RANK:
            managers.append((_RANK[role], pk, user_id))
    for user_id in owner_ids:
        found.setdefault(user_id, Presence(None, None, frozenset()))
    ordered = tuple(dict.fromkeys(user_id for _, _, user_id in sorted(managers)))
    return Owners(day, calendar, found, ordered, tuple(evening))


def _days_off(absences: list[tuple[int, date, date]], day: date) -> dict[int, set[date]]:
    """User id -> days off around `day`."""
    off: dict[int, set[date]] = {}
    for user_id, starts_on, ends_on in absences:
        first, last = max(starts_on, day - _LOOK_BACK), min(ends_on, day + _LOOK_BACK)
        off.setdefault(user_id, set()).update(
            first + timedelta(days=n) for n in range((last - first).days + 1)
        )
    return off
