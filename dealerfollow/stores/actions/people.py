"""Who works where: hired, hours and cover changed, gone."""

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from dealerfollow.stores.actions.opening import create_user
from dealerfollow.stores.events import MembershipsEnded, memberships_ended
from dealerfollow.stores.models import Group, Membership, Store, User
from dealerfollow.stores.queries import manager_ids_of
from dealerfollow.stores.rules.rights import Role

PASSWORD_BYTES = 12
HOURS_AND_COVER = frozenset({"weekly_hours", "cover", "dms_id"})


class LastManagerError(ValueError):
    """The store would be left without an active manager, who owns what nobody else does."""


def hire(
    user: User, role: Role, *, group: Group, store: Store | None = None, **fields: Any
) -> Membership:
    """Gives the user a role in the store, or in the whole group when `store` is None."""
    return Membership.objects.create(group=group, store=store, user=user, role=role.value, **fields)


@transaction.atomic
def add_person(
    store: Store, *, email: str, name: str, role: Role, now: datetime, **fields: Any
) -> tuple[Membership, str]:
    """Hires somebody by e-mail address; returns the membership and a first password.

    The password is "" for somebody who signs in already, in whichever group: theirs stays, and so
    does their name. The same role twice is the same membership.
    """
    user = User.objects.filter(email=email.strip().lower()).first()
    password = ""
    if user is None:
        password = secrets.token_urlsafe(PASSWORD_BYTES)
        user = create_user(email, name, password=password)
    membership, _ = Membership.objects.get_or_create(
        group_id=store.group_id,
        store=store,
        user=user,
        role=role.value,
        ended_at=None,
        defaults={"started_on": store.day_of(now), **fields},
    )
    return membership, password


def change_person(membership: Membership, told: Mapping[str, Any]) -> list[str]:
    """Saves hours (None: as the store is open), cover and DMS id; returns what changed."""
    changed = [n for n in HOURS_AND_COVER & set(told) if told[n] != getattr(membership, n)]
    for name in changed:
        setattr(membership, name, told[name])
    if changed:
        membership.save(update_fields=changed)
    return changed


@transaction.atomic
def end_membership(membership: Membership, *, by: User | None, now: datetime) -> None:
    """Ends a role in a store at once: the next request of that person no longer has it.

    Their open follow-ups and plans move to the store's manager in the same transaction, and nobody
    is covered by them any more. Raises LastManagerError. Idempotent.
    """
    assert membership.store_id, "a role in the whole group is not a store's to end"
    store = Store.objects.select_for_update(no_key=True).get(pk=membership.store_id)
    running = Membership.objects.filter(pk=membership.pk, ended_at=None)
    if not running.update(ended_at=now):
        return
    if not manager_ids_of(store):
        raise LastManagerError(store.name)
    others = Membership.objects.active().at(store.pk)
    if not others.filter(user=membership.user_id).exists():
        others.filter(cover=membership.user_id).update(cover=None)
    memberships_ended.emit(MembershipsEnded(store, membership.user, by, now))
