"""Who works where: hired, hours and cover changed, gone."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from dealerfollow.stores.actions.opening import create_user
from dealerfollow.stores.events import MembershipsEnded, memberships_ended
from dealerfollow.stores.models import Group, Membership, Store, User
from dealerfollow.stores.queries import manager_ids_of, people_of
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
    user, password = _user_of(email, name)
    membership, _ = Membership.objects.get_or_create(
        group_id=store.group_id,
        store=store,
        user=user,
        role=role.value,
        ended_at=None,
        defaults={"started_on": store.day_of(now), **fields},
    )
    return membership, password


def add_group_admin(group: Group, *, email: str, name: str) -> tuple[Membership, str]:
    """The group's administrator, in all its stores; the password is as `add_person`'s."""
    user, password = _user_of(email, name)
    return hire(user, Role.GROUP_ADMIN, group=group), password


def _user_of(email: str, name: str) -> tuple[User, str]:
    """Who signs in with this address, made with a first password when nobody does yet."""
    user = User.objects.filter(email=email.strip().lower()).first()
    if user:
        return user, ""
    password = secrets.token_urlsafe(PASSWORD_BYTES)
    return create_user(email, name, password=password), password


def change_person(membership: Membership, told: Mapping[str, Any]) -> list[str]:
    """Saves hours (None: as the store is open), cover and DMS id; returns what changed."""
    changed = [n for n in HOURS_AND_COVER & set(told) if told[n] != getattr(membership, n)]
    for name in changed:
        setattr(membership, name, told[name])
    if changed:
        membership.save(update_fields=changed)
    return changed


@transaction.atomic
def end_membership(
    membership: Membership,
    *,
    by: User | None,
    now: datetime,
    heirs: Sequence[User] = (),
    moves_to: Store | None = None,
) -> None:
    """Ends a role in a store at once: the next request of that person no longer has it.

    Their open follow-ups and plans move to `heirs` in the same transaction, to the store's manager
    when there are none, or along to `moves_to`; nobody is covered by them any more. Heirs make
    calls at the store. Raises LastManagerError, or ValueError for an heir who does not. Idempotent.
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
    callers = {p.user.pk for p in people_of(store)} - {membership.user_id}
    if not {heir.pk for heir in heirs} <= callers:
        raise ValueError("an heir makes calls at the store")
    happened = MembershipsEnded(store, membership.user, by, now, tuple(heirs), moves_to)
    memberships_ended.emit(happened)


@transaction.atomic
def move_person(membership: Membership, to: Store, *, by: User | None, now: datetime) -> Membership:
    """The same role at another store of the group; returns it. From their next request on, the
    person no longer has the former store.

    Their customers stay there as orphans with its manager, unless the group lets owners move along
    (edge case 75). What they made and missed stays under their name where it was. Raises
    LastManagerError, or ValueError when they work there already or it is another group's. A second
    call moves nothing.
    """
    if to.group_id != membership.group_id or to.pk == membership.store_id:
        raise ValueError("a move is to another store of the same group")
    group = Group.objects.get(pk=membership.group_id)
    moved, _ = Membership.objects.get_or_create(
        group_id=membership.group_id,
        store=to,
        user_id=membership.user_id,
        role=membership.role,
        ended_at=None,
        defaults={"department": membership.department, "started_on": to.day_of(now)},
    )
    moves_to = to if group.owners_move_along else None
    end_membership(membership, by=by, now=now, moves_to=moves_to)
    return moved
