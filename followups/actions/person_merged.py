"""Two rows became one person: what is open goes to whom it is owed now.

Attempts, misses and what was closed stay where they were made; nothing vanishes (edge case 66).
"""

from collections.abc import Sequence
from datetime import date, datetime

from customers.models import Customer
from customers.rules.merging import Owned, heir
from dealerfollow.stores.models import Membership, User
from dealerfollow.stores.rules.rights import OWNER_ROLES
from deliveries.models import Delivery
from followups.actions.enrol import end_plan
from followups.actions.owner_changes import hand_on, tell_rows
from followups.actions.owners import owner_ids_of
from followups.actions.settle_channels import settle_channels
from followups.models import FollowUp, Plan
from followups.queries.card_owners import given_on_purpose

MERGED = "customers_merged"
GAVE_WAY = "merged"  # why a plan of the same person ended
ONCE = (Plan.AnchorKind.OWNERSHIP, Plan.AnchorKind.BIRTHDAY)  # plans a person has once


def follow_merge(survivor_id: int, rows: Sequence[int], *, by: User | None, now: datetime) -> int:
    """Gives open follow-ups and running plans of the merged rows to who goes on. Idempotent.

    Check-ins and birthdays are per person: of two running plans that of the newer car stays. All
    that is open goes to whoever makes the calls of the latest delivery, in the stores where they
    work; who had it is told. What was given to its owner on purpose stays there: handed to a
    manager, named for a call back, a house deal (edge cases 79, 22, 44). Returns the follow-ups
    that moved. The customers are locked by the caller.
    """
    survivor = Customer.objects.select_related("store").get(pk=survivor_id)
    today = survivor.store.day_of(now)
    for kind in ONCE:
        _make_room(survivor_id, rows, kind, today=today, now=now)
    open_rows = FollowUp.objects.open().filter(customer__in=rows)
    plans = Plan.objects.filter(customer__in=rows)
    ids = set(plans.filter(ended_on=None).values_list("pk", flat=True))
    ids |= set(open_rows.values_list("plan", flat=True))
    for plan in plans.filter(pk__in=ids):
        plan.go_on_as(survivor_id)
        plan.save(update_fields=["customer", "merged_from"])
    tell_rows(open_rows, "merged", str(survivor_id), MERGED, by=by, now=now)
    moved = open_rows.update(customer=survivor_id)
    _give_to_heir(survivor, [survivor_id, *rows], by=by, now=now)
    settle_channels([survivor_id], now=now)
    return moved


def _make_room(
    survivor_id: int, rows: Sequence[int], kind: str, *, today: date, now: datetime
) -> None:
    """Ends all but one of the running plans of a kind that a person has once."""
    people = [survivor_id, *rows]
    running = list(Plan.objects.filter(customer__in=people, anchor_kind=kind, ended_on=None))
    if kind == Plan.AnchorKind.OWNERSHIP:
        running.sort(key=lambda plan: (plan.anchor_on, plan.pk), reverse=True)
    else:
        running.sort(key=lambda plan: (plan.customer_id != survivor_id, plan.pk))
    for plan in running[1:]:
        coming = FollowUp.objects.open().filter(plan=plan, tries=0, due_on__gt=today)
        tell_rows(coming, "closed", FollowUp.State.SUPERSEDED, MERGED, by=None, now=now)
        end_plan(plan, GAVE_WAY, today=today, now=now)


def _give_to_heir(
    survivor: Customer, people: Sequence[int], *, by: User | None, now: datetime
) -> None:
    """One card at the owner of the latest delivery, in the stores where they make calls."""
    delivered = Delivery.objects.delivered().filter(customer__in=people)
    sales = {sale.pk: sale for sale in delivered.select_related("store")}
    owners = owner_ids_of(list(sales.values()))
    latest = heir(
        Owned(sale.customer_id, pk, sale.delivered_on, owners[pk])
        for pk, sale in sales.items()
        if sale.delivered_on
    )
    if latest is None:
        return
    new = User.objects.get(pk=latest.owner_id)
    works = Membership.objects.active().filter(user=new).with_role(*OWNER_ROLES)
    stores = set(works.exclude(store=None).values_list("store_id", flat=True))
    stores.add(sales[latest.delivery_id].store_id)
    theirs = FollowUp.objects.open().filter(customer=survivor, store__in=stores)
    given = given_on_purpose(list(theirs.values_list("pk", flat=True)))
    hand_on(theirs.exclude(pk__in=given), {None: new}, MERGED, by=by, now=now)
    plans = Plan.objects.filter(customer=survivor, store__in=stores, ended_on=None)
    plans.exclude(delivery__sale_kind=Delivery.SaleKind.HOUSE).update(owner=new)
