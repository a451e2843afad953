"""Reads about stores and people that other rooms may use."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from django.db.models import Q, QuerySet

from dealerfollow.lib.store_holidays import store_holidays
from dealerfollow.lib.workdays import WeeklyHours, WorkCalendar
from dealerfollow.stores.models import Absence, Membership, Store, SystemOutage, User
from dealerfollow.stores.rules.rights import MANAGER_ROLES, OWNER_ROLES, Role
from dealerfollow.tenancy.prepared import read

__all__ = [
    "StoreDay",
    "StorePerson",
    "calendar_of",
    "calendars_of",
    "callers_at",
    "fallback_owner_of",
    "is_outage",
    "manager_ids_of",
    "outage_days",
    "people_of",
    "store_day",
    "who_is_off",
]
# Plain SQL: every page asks.
CLOSED_DAYS = """
SELECT store_id, "on" FROM stores_closedday WHERE store_id = ANY(%s) AND revoked_at IS NULL
"""
CALENDAR_YEARS = 2  # holidays are known this far around today


def calendars_of(
    stores: Iterable[Store], *, today: date, since: date | None = None
) -> dict[int, WorkCalendar]:
    """One WorkCalendar per store id, in one query; holidays of the years around `today`, or from
    the year of `since` on for who asks about days long ago.

    In none for a request's own stores, which came with the days declared closed.
    """
    stores = list(stores)
    closed = _closed_days_of(stores)
    first = min(today.year - 1, since.year) if since else today.year - 1
    years = range(first, today.year + CALENDAR_YEARS + 1)
    return {
        s.pk: _calendar(
            json.dumps(s.weekly_hours, sort_keys=True),
            s.state,
            tuple(years),
            tuple(s.holiday_names),
            closed[s.pk],
        )
        for s in stores
    }


def _closed_days_of(stores: list[Store]) -> dict[int, frozenset[date]]:
    closed = {s.pk: s.closed_on for s in stores if s.closed_on is not None}
    unknown: dict[int, set[date]] = {s.pk: set() for s in stores if s.pk not in closed}
    if unknown:
        for store_id, on in read(CLOSED_DAYS, [list(unknown)]):
            unknown[store_id].add(on)
    return closed | {store_id: frozenset(days) for store_id, days in unknown.items()}


@lru_cache(maxsize=1_000)
def _calendar(
    hours: str, state: str, years: tuple[int, ...], names: tuple[str, ...], closed: frozenset[date]
) -> WorkCalendar:
    """Kept by all that it depends on, since every page asks."""
    return WorkCalendar(
        WeeklyHours.from_json(json.loads(hours)), closed | store_holidays(state, years, names)
    )


def calendar_of(store: Store, *, today: date, since: date | None = None) -> WorkCalendar:
    """The store's open days; see calendars_of."""
    return calendars_of([store], today=today, since=since)[store.pk]


@dataclass(frozen=True)
class StoreDay:
    """A store, its own today, and its calendar: what planning and lists work on."""

    store: Store
    today: date
    now: datetime
    calendar: WorkCalendar

    @property
    def closes_at(self) -> time | None:
        """Today's closing time, store-local; None on a closed day."""
        hours = self.calendar.hours.on(self.today) if self.calendar.is_open(self.today) else None
        return hours[1] if hours else None


def store_day(store: Store, *, now: datetime) -> StoreDay:
    """The store's day at `now` (aware)."""
    today = store.day_of(now)
    return StoreDay(store, today, now, calendar_of(store, today=today))


@dataclass(frozen=True)
class StorePerson:
    """Somebody who works in a store, and on which days."""

    user: User
    membership_id: int
    role: Role
    hours: WeeklyHours
    cover_id: int | None


def people_of(store: Store, *roles: Role) -> list[StorePerson]:
    """Active people of the store with these roles (those who make calls, by default), by name."""
    members = (
        Membership.objects.active()
        .at(store.pk)
        .with_role(*(roles or OWNER_ROLES))
        .select_related("user")
        .order_by("user__name", "id")
    )
    return [
        StorePerson(
            m.user,
            m.pk,
            Role(m.role),
            WeeklyHours.from_json(m.weekly_hours) if m.weekly_hours else store.hours,
            m.cover_id,
        )
        for m in members
    ]


def callers_at(*store_ids: int) -> QuerySet[User]:
    """Who makes calls at any of these stores today, by name."""
    members = Membership.objects.active().filter(store__in=store_ids).with_role(*OWNER_ROLES)
    return User.objects.filter(pk__in=members.values("user")).order_by("name", "pk")


def works_at(store: Store, user: User) -> bool:
    """Whether they make calls at the store today. One query."""
    return callers_at(store.pk).filter(pk=user.pk).exists()


def manager_ids_of(store: Store) -> list[int]:
    """User ids of the store's active managers, sales managers first, then GM, then group admin."""
    members = Membership.objects.active().filter(
        Q(store=store) | Q(store=None), group_id=store.group_id
    )
    rank = {role.value: n for n, role in enumerate(MANAGER_ROLES)}
    found = members.with_role(*MANAGER_ROLES).values_list("role", "user_id", "id")
    ordered = sorted(found, key=lambda row: (rank[row[0]], row[2]))
    return list(dict.fromkeys(user_id for _, user_id, _ in ordered))


def fallback_owner_of(store: Store) -> User:
    """The manager who owns what nobody else owns: no follow-up is ever nobody's.

    Raises User.DoesNotExist for a store without any manager, which setup refuses to allow.
    """
    ids = manager_ids_of(store)
    if not ids:
        raise User.DoesNotExist(f"{store} has no active manager.")
    return User.objects.get(pk=ids[0])


def who_is_off(store: Store, day: date) -> set[int]:
    """User ids with an absence that covers `day`; weekly days off are in StorePerson.hours."""
    rows = Absence.objects.filter(store=store, starts_on__lte=day, ends_on__gte=day)
    return set(rows.values_list("user_id", flat=True))


def is_outage(day: date) -> bool:
    """Whether the product itself was down on `day` for the group in scope."""
    return SystemOutage.objects.filter(starts_on__lte=day, ends_on__gte=day).exists()


def outage_days(first_on: date, last_on: date) -> frozenset[date]:
    """The days between, both ends in, on which the product was down for the group in scope."""
    rows = SystemOutage.objects.filter(starts_on__lte=last_on, ends_on__gte=first_on)
    spans = [
        (max(a, first_on), min(b, last_on)) for a, b in rows.values_list("starts_on", "ends_on")
    ]
    return frozenset(a + timedelta(days=n) for a, b in spans for n in range((b - a).days + 1))
