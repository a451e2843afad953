"""Whose a follow-up was before two rows became one person, and is again (edge case 66)."""

from collections.abc import Iterable
from datetime import datetime

from customers.queries import rows_of_person
from dealerfollow.stores.models import Membership, User
from dealerfollow.stores.rules.rights import OWNER_ROLES
from deliveries.models import Delivery
from followups.actions.owner_changes import hand_on
from followups.actions.owners import owner_ids_of
from followups.models import FollowUp, FollowUpEvent, Plan


def return_to_owners(
    customer_id: int, given: str, reason: str, *, by: User | None, now: datetime
) -> int:
    """What was given to somebody else for the reason `given` goes back to who had it, birthdays
    too; when they no longer work there, to whoever makes the calls of its delivery, or of the
    latest one. Running plans go along. Returns the follow-ups that moved."""
    handed = FollowUp.objects.open().filter(
        customer=customer_id, events__kind="reassigned", events__reason=given
    )
    moved = FollowUp.objects.filter(pk__in=list(handed.values_list("pk", flat=True)))
    running = Plan.objects.filter(customer=customer_id, ended_on=None).values_list("pk", flat=True)
    ids = {*running, *moved.values_list("plan", flat=True)}
    plans = list(Plan.objects.filter(pk__in=ids).select_related("store"))
    owner_ids = _owner_ids(customer_id, plans, _had(moved, given))
    users = User.objects.in_bulk(set(owner_ids.values()))
    owners: dict[int | None, User] = {pk: users[user_id] for pk, user_id in owner_ids.items()}
    count = hand_on(moved, owners, reason, by=by, now=now)
    for pk, user_id in owner_ids.items():
        Plan.objects.filter(pk=pk, ended_on=None).update(owner=user_id)
    return count


def _owner_ids(customer_id: int, plans: Iterable[Plan], had: dict[int, int]) -> dict[int, int]:
    """Plan id -> user id; a plan for which nobody can be told is left out."""
    of_plans = Delivery.objects.filter(plans__in=plans).select_related("store")
    own = Delivery.objects.delivered().filter(customer__in=rows_of_person(customer_id))
    sales = {sale.pk: sale for sale in (*of_plans, *own.select_related("store"))}
    calls = owner_ids_of(list(sales.values()))
    latest = own.order_by("-delivered_on", "-id").values_list("pk", flat=True).first()
    members = Membership.objects.active().filter(user__in=set(had.values()))
    works = set(members.with_role(*OWNER_ROLES).values_list("store", "user"))
    found = {}
    for plan in plans:
        sale_id = plan.delivery_id or latest
        owner_id = had.get(plan.pk)
        if (plan.store_id, owner_id) not in works:
            owner_id = calls[sale_id] if sale_id is not None else None
        if owner_id is not None:
            found[plan.pk] = owner_id
    return found


def _had(moved: Iterable[FollowUp], given: str) -> dict[int, int]:
    """Plan id -> the id of who had its follow-ups, as the event kept it. Never told by the name:
    two people may have one."""
    events = FollowUpEvent.objects.filter(
        follow_up__in=moved, kind="reassigned", reason=given, was_owner__isnull=False
    )
    return dict(events.order_by("id").values_list("follow_up__plan", "was_owner"))
