"""Somebody moves to a sister store and takes their customers along (edge case 75)."""

from datetime import datetime

from dealerfollow.stores.models import Membership, Store, User
from dealerfollow.stores.rules.rights import OWNER_ROLES
from followups.actions.closed_days import redate_for_calendar
from followups.actions.heat.owed import HEAT
from followups.models import FollowUp, FollowUpEvent, Plan


def take_along(store: Store, to: Store, mover: User, *, by: User | None, now: datetime) -> int:
    """The mover's running plans and open follow-ups become the new store's, still theirs.

    Whatever is closed stays where it is, and tries and misses keep the name they were counted for.
    A heat case stays with its store, whose manager has it then. What falls on a day on which the
    new store is closed moves. Nothing moves while the person still makes calls at the former store
    in another role. Returns the number of follow-ups that moved. Idempotent.
    """
    here = Membership.objects.active().at(store.pk).filter(user=mover)
    if here.with_role(*OWNER_ROLES).exists():
        return 0
    Plan.objects.filter(store=store, owner=mover, ended_on=None).update(store=to)
    rows = FollowUp.objects.open().filter(store=store, owner=mover).exclude(kind=HEAT)
    FollowUpEvent.objects.bulk_create(
        FollowUpEvent(
            group_id=store.group_id,
            follow_up_id=pk,
            kind="store_changed",
            was=store.name[:120],
            became=to.name[:120],
            reason="owner_moved",
            at=now,
            by=by,
        )
        for pk in rows.values_list("pk", flat=True)
    )
    moved = rows.update(store=to)
    redate_for_calendar(to.pk, now=now)
    return moved
