"""Follow-ups that change hands: a salesperson found for a sale, later leavers and moves."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Q

from dealerfollow.lib.workdays import NeverOpenError
from dealerfollow.stores.models import Membership, Store, User
from dealerfollow.stores.queries import calendar_of, fallback_owner_of
from dealerfollow.stores.rules.rights import OWNER_ROLES
from deliveries.models import Delivery
from followups.actions.owners import owners_of
from followups.models import FollowUp, FollowUpEvent, Plan
from followups.models.follow_up import FollowUpQuerySet
from followups.queries.people import staff_of
from followups.rules.business_day import counted_on


def own_matched(delivery_ids: Sequence[int], *, now: datetime) -> int:
    """Gives plans and open follow-ups of these deliveries to their salesperson; those of a house
    deal to the manager (edge case 44).

    A miss that was already written stays with the name it was counted for. Returns the number of
    follow-ups that moved. Idempotent; 8 statements per new owner, however many deliveries.
    """
    rows = Delivery.objects.filter(pk__in=delivery_ids).select_related("store", "salesperson")
    deliveries = list(rows)
    owners = owners_of(deliveries)
    house = {d.pk for d in deliveries if d.sale_kind == Delivery.SaleKind.HOUSE}
    moved = 0
    for owner in set(owners.values()):
        theirs = [d.pk for d in deliveries if owners[d.pk] == owner]
        people = {d.customer_id for d in deliveries if owners[d.pk] == owner}
        Plan.objects.filter(delivery__in=theirs, ended_on=None).update(owner=owner)
        birthdays = Plan.objects.filter(customer__in=people, anchor_kind="birthday")
        birthdays.filter(ended_on=None).update(owner=owner)
        open_rows = FollowUp.objects.open().filter(delivery__in=theirs).exclude(owner=owner)
        FollowUpEvent.objects.bulk_create(
            FollowUpEvent(
                group_id=row.group_id,
                follow_up=row,
                kind="reassigned",
                was=row.owner.name[:120],
                became=owner.name[:120],
                reason="house_deal" if row.delivery_id in house else "salesperson_matched",
                at=now,
            )
            for row in open_rows.select_related("owner")
        )
        for store in {d.store for d in deliveries if owners[d.pk] == owner}:
            give_a_day(open_rows.filter(store=store), store, owner, now=now)
        moved += open_rows.update(owner=owner)
    return moved


def hand_to_manager(store: Store, leaver: User, *, by: User | None, now: datetime) -> int:
    """Gives a leaver's open follow-ups and running plans at the store to its fallback owner.

    A miss that was already written stays with the name it was counted for, and so does a try: both
    are frozen in `counted_for`. Nothing moves while the person still makes calls here in another
    role. Returns the number of follow-ups that moved. Idempotent.
    """
    here = Membership.objects.active().at(store.pk).filter(user=leaver)
    if here.with_role(*OWNER_ROLES).exists():
        return 0
    heir = fallback_owner_of(store)
    if heir.pk == leaver.pk:
        return 0  # a group-wide manager who gave up a role here still owns what nobody else does
    return give_all(store, leaver, heir, by=by, now=now)


def give_all(
    store: Store,
    leaver: User,
    heir: User,
    *,
    customers: Sequence[int] | None = None,
    by: User | None,
    now: datetime,
) -> int:
    """Gives what the leaver owes at the store to the heir, on record and with a day to make it.

    Of these customers only, when they are named. Returns the number of follow-ups that moved.
    """
    theirs: dict[str, Any] = {"store": store, "owner": leaver}
    if customers is not None:
        theirs["customer__in"] = customers
    Plan.objects.filter(**theirs, ended_on=None).update(owner=heir)
    rows = FollowUp.objects.open().filter(**theirs)
    FollowUpEvent.objects.bulk_create(
        FollowUpEvent(
            group_id=store.group_id,
            follow_up_id=pk,
            kind="reassigned",
            was=leaver.name[:120],
            became=heir.name[:120],
            reason="left_the_store",
            at=now,
            by=by,
        )
        for pk in rows.values_list("pk", flat=True)
    )
    give_a_day(rows, store, heir, now=now)
    return rows.update(owner=heir)


def give_a_day(rows: FollowUpQuerySet, store: Store, heir: User, *, now: datetime) -> None:
    """An heir has one full working day (decision 3, edge case 73): what was due before it is on
    time until then. The first due day stays, and so does a miss."""
    local = now.astimezone(store.zone)
    inherited_on = counted_on(local, store.day_ends_at)
    calendar = calendar_of(store, today=local.date())
    try:
        staff = staff_of(store, today=local.date(), calendar=calendar)
        until = staff.works_after(heir.pk, inherited_on)
    except NeverOpenError:
        return  # a store that never opens closes no day as missed either
    # As followups.rules.clock.clock_after says for each, in one statement.
    earlier = Q(clock_on=None) | Q(clock_on__lt=until)
    rows.filter(earlier, first_due_on__lt=until).update(clock_on=until)
