"""Writes about groups, stores and people."""

from datetime import date, datetime
from typing import Any

from allauth.account.models import EmailAddress
from django.db import connection, transaction

from dealerfollow.stores.events import calendar_changed
from dealerfollow.stores.models import Absence, ClosedDay, Group, Membership, Store, User
from dealerfollow.stores.rules.rights import Role
from dealerfollow.tenancy.scope import enter_scope

__all__ = ["add_absence", "close_store_on", "create_user", "hire", "open_group", "open_store"]


def open_group(name: str, slug: str) -> Group:
    """A new group; its scope is open for the rest of the transaction.

    The id is drawn first, since the row may only be written inside its own scope.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence('stores_group', 'id'))")
        group_id = cursor.fetchone()[0]
        enter_scope(group_id)
        return Group.objects.create(pk=group_id, name=name, slug=slug)


def open_store(group: Group, **fields: Any) -> Store:
    """A new store of the group in scope; raises ValidationError for fields that make no sense."""
    store = Store(group=group, **fields)
    store.full_clean(exclude=["group"])
    store.save()
    return store


@transaction.atomic
def create_user(email: str, name: str, *, password: str | None = None, **fields: Any) -> User:
    """A user with a verified, primary e-mail address.

    Second-factor enrolment silently redirects without such a row.
    """
    user = User.objects.create_user(email, password, name=name, **fields)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def hire(
    user: User, role: Role, *, group: Group, store: Store | None = None, **fields: Any
) -> Membership:
    """Gives the user a role in the store, or in the whole group when `store` is None."""
    return Membership.objects.create(group=group, store=store, user=user, role=role.value, **fields)


@transaction.atomic
def close_store_on(
    store: Store, day: date, *, reason: str, by: User | None, now: datetime
) -> ClosedDay:
    """Declares a closed day and re-dates the open follow-ups that fall on it. Idempotent."""
    closed, is_new = ClosedDay.objects.get_or_create(
        store=store,
        on=day,
        revoked_at=None,
        defaults={
            "group_id": store.group_id,
            "reason": reason,
            "declared_at": now,
            "declared_by": by,
        },
    )
    if is_new:
        calendar_changed.emit((store.pk, now))
    return closed


def add_absence(
    store: Store,
    user: User,
    *,
    starts_on: date,
    ends_on: date,
    reason: str = "",
    by: User | None,
    now: datetime,
) -> Absence:
    """Records whole days off, both ends included. Misses already written stay (edge case 26)."""
    return Absence.objects.create(
        group_id=store.group_id,
        store=store,
        user=user,
        starts_on=starts_on,
        ends_on=ends_on,
        reason=reason,
        entered_at=now,
        entered_by=by,
    )
