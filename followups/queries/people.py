"""Who works at a store today, who is off, and whom one person covers."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from dealerfollow.lib.workdays import Span, WeeklyHours, WorkCalendar
from dealerfollow.stores.models import Store
from dealerfollow.stores.rules.rights import MANAGER_ROLES, OWNER_ROLES, Role
from dealerfollow.tenancy.prepared import read
from followups.rules.days_off import (
    HORIZON_DAYS,
    Worker,
    away_for,
    covered_by,
    early_until,
    holder_on,
    works_after,
)

NEW_DAYS = 60
BDC_ROLES = frozenset({Role.BDC_REP, Role.BDC_LEAD})
_ROLES = sorted({role.value for role in (*OWNER_ROLES, *MANAGER_ROLES)})
_RANK = {role.value: n for n, role in enumerate(MANAGER_ROLES)}


@dataclass(frozen=True)
class Staff:
    """The people of one store on one day, as the lists ask about them."""

    store: Store
    today: date
    calendar: WorkCalendar
    workers: dict[int, Worker]
    managers: tuple[int, ...]
    evening: tuple[int, ...]
    roles: dict[int, frozenset[Role]]
    names: dict[int, str]
    started: dict[int, date]

    def is_new(self, user_id: int) -> bool:
        """Began here within the last 60 days; somebody of whom nobody said when is not new."""
        since = self.started.get(user_id)
        return since is not None and (self.today - since).days < NEW_DAYS

    def covered_by(self, user_id: int) -> frozenset[int]:
        """User ids whose follow-ups this person makes today because they are off."""
        return covered_by(user_id, self.today, self.workers, self.managers)

    def holder_of(self, owner_id: int, wished: Span | None = None) -> int | None:
        """Who makes this owner's calls today, and whom they are counted for; `wished` are the hours
        that the customer asked for (edge case 20). Somebody who does not work here: themself."""
        worker = self.workers.get(owner_id)
        if worker is None:
            return owner_id
        return holder_on(
            worker,
            self.today,
            wished,
            self.workers,
            evening=self.evening,
            managers=self.managers,
        )

    def stands_in(self, user_id: int, owner_id: int, wished: Span | None = None) -> bool:
        """Whether this person makes the owner's call today, and it is counted for them."""
        return user_id != owner_id and self.holder_of(owner_id, wished) == user_id

    def away_for(self, user_id: int) -> frozenset[int]:
        """Owners whose calls may be this person's today because of hours that customers ask for."""
        asked = {"evening": self.evening, "managers": self.managers}
        return away_for(user_id, self.today, self.workers, **asked)

    def early_until(self, user_id: int) -> date:
        """The last day whose follow-ups this person makes today already."""
        return early_until(self.workers.get(user_id), self.today, self.calendar)

    def works_after(self, user_id: int, day: date) -> date:
        """The first day after `day` on which this person works and the store is open."""
        return works_after(self.workers.get(user_id), day, self.calendar)

    def is_bdc(self, user_id: int) -> bool:
        """Whether the person's calls are recorded apart: BDC, and no other calling role here."""
        held = self.roles.get(user_id, frozenset())
        return bool(held) and held <= BDC_ROLES

    def role_of(self, user_id: int) -> str:
        """The role a contact is made in."""
        held = self.roles.get(user_id, frozenset())
        return next((r.value for r in (*OWNER_ROLES, *MANAGER_ROLES) if r in held), "")


MEMBERS = """
SELECT m.user_id, u.name, m.role, m.weekly_hours::text, m.cover_id, m.store_id, a.away,
       m.started_on
  FROM stores_membership m JOIN stores_user u ON u.id = m.user_id
  LEFT JOIN (SELECT user_id, array_agg(ARRAY[starts_on, ends_on] ORDER BY id) AS away
               FROM stores_absence
              WHERE store_id = %s AND ends_on >= %s AND starts_on <= %s
              GROUP BY user_id) a ON a.user_id = m.user_id
 WHERE m.group_id = %s AND (m.store_id = %s OR m.store_id IS NULL)
   AND m.ended_at IS NULL AND u.is_active AND m.role = ANY(%s)
 ORDER BY m.id
"""


def staff_of(store: Store, *, today: date, calendar: WorkCalendar) -> Staff:
    """Everybody with a calling or managing role at the store, in one query.

    Plain SQL: every list and card asks, and the ORM would cost more than the database.
    """
    horizon = date.fromordinal(today.toordinal() + HORIZON_DAYS)
    asked: list[Any] = [store.pk, today, horizon, store.group_id, store.pk, _ROLES]
    members = read(MEMBERS, asked)
    hours = store.hours
    workers: dict[int, Worker] = {}
    roles: dict[int, frozenset[Role]] = {}
    names: dict[int, str] = {}
    managers: list[tuple[int, int, int]] = []
    evening: list[int] = []
    started: dict[int, date] = {}
    for n, member in enumerate(members):
        user_id, name, role, weekly, cover_id, store_id, away, started_on = member
        if started_on is not None:
            started[user_id] = min(started_on, started.get(user_id, started_on))
        names[user_id] = name
        roles[user_id] = roles.get(user_id, frozenset()) | {Role(role)}
        if role in _RANK:
            managers.append((_RANK[role], n, user_id))  # as stores.queries.manager_ids_of
        if role in BDC_ROLES:
            evening.append(user_id)
        if store_id is not None:
            own = WeeklyHours.from_json(json.loads(weekly)) if weekly else hours
            days_off = tuple((starts_on, ends_on) for starts_on, ends_on in away or ())
            workers[user_id] = Worker(user_id, own, cover_id, days_off)
    ordered = tuple(dict.fromkeys(user_id for *_, user_id in sorted(managers)))
    return Staff(store, today, calendar, workers, ordered, tuple(evening), roles, names, started)
