"""Follow-ups that change hands: a salesperson found for a sale, later leavers and moves."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Q

from customers.actions import lock_people
from customers.rules.ways import is_silent
from dealerfollow.stores.models import Membership, Store, User
from dealerfollow.stores.queries import fallback_owner_of
from dealerfollow.stores.rules.rights import OWNER_ROLES
from deliveries.models import Delivery
from followups.actions.greetings import give_greetings
from followups.actions.heat.owners import give_cases, only_manager_tells
from followups.actions.heirs_day import give_a_day
from followups.actions.owner_changes import handed
from followups.actions.owners import owners_of
from followups.models import FollowUp, FollowUpEvent, HeatCase, Plan
from followups.models.follow_up import FollowUpQuerySet
from followups.queries.card_owners import given_on_purpose
from followups.rules.outcomes import SERVICE_KINDS


def own_matched(delivery_ids: Sequence[int], *, now: datetime) -> int:
    """Gives plans and open follow-ups of these deliveries to their salesperson; those of a house
    deal to the manager (edge case 44).

    The birthday goes along where nobody at the store has sold to them since (66). A miss that was
    already written stays with the name it was counted for, and what was given to its owner on
    purpose with them (79, 22). Returns the number of follow-ups that moved. Idempotent; the number
    of statements depends on the new owners, not on the deliveries.
    """
    sales = Delivery.objects.filter(pk__in=delivery_ids).select_related("store", "salesperson")
    lock_people(sales.values("customer"))
    deliveries = list(sales)
    owners = owners_of(deliveries)
    house = {d.pk for d in deliveries if d.sale_kind == Delivery.SaleKind.HOUSE}
    moved = 0
    for owner in set(owners.values()):
        theirs = [d.pk for d in deliveries if owners[d.pk] == owner]
        Plan.objects.filter(delivery__in=theirs, ended_on=None).update(owner=owner)
        rows = FollowUp.objects.open().filter(delivery__in=theirs).exclude(owner=owner)
        moving = _moving(list(rows.select_related("owner", "customer")), house)
        FollowUpEvent.objects.bulk_create(
            handed(
                row,
                owner,
                "house_deal" if row.delivery_id in house else "salesperson_matched",
                now=now,
            )
            for row in moving
        )
        open_rows = FollowUp.objects.open().filter(pk__in=[row.pk for row in moving])
        for store in {d.store for d in deliveries if owners[d.pk] == owner}:
            give_a_day(open_rows.filter(store=store), store, owner, now=now)
        moved += open_rows.update(owner=owner)
    return moved + give_greetings({d.customer_id for d in deliveries}, now=now)


def _moving(rows: Sequence[FollowUp], house: Collection[int]) -> list[FollowUp]:
    """Those that change hands: not what a person or a rule gave to who has it, nor what only the
    manager may tell (edge cases 59, 70). One query."""
    given = given_on_purpose([row.pk for row in rows if row.delivery_id not in house])
    return [
        row
        for row in rows
        if row.pk not in given
        and (row.kind not in SERVICE_KINDS or not is_silent(row.customer.ways))
    ]


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
    """Gives what the leaver owes at the store to the heir, on record and with a day to make it;
    with every heat case of theirs that is not over, also one that owes no word now. One that was
    settled stays with who settled it (line 15); open again, it is the manager's.

    Of these customers only, when they are named. What only the manager may tell goes to the manager
    (edge cases 59 and 70). Returns the number of follow-ups that moved. The customers are locked
    here, before their follow-ups.
    """
    theirs: dict[str, Any] = {"store": store, "owner": leaver}
    cases = HeatCase.objects.live().filter(**theirs)
    if customers is not None:
        theirs["customer__in"] = customers
        owed = Plan.objects.filter(customer__in=customers).exclude(heat_case=None)
        cases = cases.filter(Q(customer__in=customers) | Q(pk__in=owed.values("heat_case")))
    rows = FollowUp.objects.open().filter(**theirs)
    lock_people(
        {*rows.values_list("customer", flat=True), *cases.values_list("customer", flat=True)}
    )
    Plan.objects.filter(**theirs, ended_on=None).update(owner=heir)
    held = cases.select_for_update(no_key=True, of=("self",)).select_related("owner")
    give_cases(held.order_by("pk"), heir, by=by, now=now)
    manager = fallback_owner_of(store)
    moved = 0
    if manager.pk != heir.pk:
        service = rows.filter(kind__in=SERVICE_KINDS).select_related("customer")
        silent = [row.pk for row in service if only_manager_tells(row.customer)]
        moved = _give_rows(rows.filter(pk__in=silent), store, leaver, manager, by=by, now=now)
    return moved + _give_rows(rows, store, leaver, heir, by=by, now=now)


def _give_rows(
    rows: FollowUpQuerySet,
    store: Store,
    leaver: User,
    heir: User,
    *,
    by: User | None,
    now: datetime,
) -> int:
    FollowUpEvent.objects.bulk_create(
        FollowUpEvent(
            group_id=store.group_id,
            follow_up_id=pk,
            kind="reassigned",
            was=leaver.name[:120],
            was_owner=leaver,
            became=heir.name[:120],
            reason="left_the_store",
            at=now,
            by=by,
        )
        for pk in rows.values_list("pk", flat=True)
    )
    give_a_day(rows, store, heir, now=now)
    return rows.update(owner=heir)
