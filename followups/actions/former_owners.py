"""Whose a follow-up was before two rows became one person, and is again (edge case 66)."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db.models import F, QuerySet

from customers.queries import rows_of_person
from dealerfollow.stores.models import Membership, User
from dealerfollow.stores.rules.rights import OWNER_ROLES
from deliveries.models import Delivery
from followups.actions.owner_changes import hand_on
from followups.actions.owners import owner_ids_of
from followups.models import FollowUp, FollowUpEvent, Plan
from followups.models.follow_up import FollowUpQuerySet
from followups.queries.card_owners import given_on_purpose


def return_to_owners(
    customer_id: int,
    given: str,
    reason: str,
    *,
    since: datetime,
    is_parted: bool = False,
    by: User | None,
    now: datetime,
) -> int:
    """What was given to somebody else for the reason `given` from `since` on goes back to who had
    it, birthdays too, with what was planned for them meanwhile; when they no longer work there, to
    whoever makes the calls of its delivery, or of the latest one. Running plans go along. Of who
    `is_parted` every plan was given away then, one without a follow-up too. Returns the follow-ups
    that moved."""
    events = FollowUpEvent.objects.filter(kind="reassigned", reason=given, at__gte=since)
    had = _had(events.filter(follow_up__plan__customer=customer_id))
    theirs = FollowUp.objects.open().filter(customer=customer_id)
    handed = theirs.filter(pk__in=events.values("follow_up")).values_list("pk", flat=True)
    of_plans = theirs if is_parted else theirs.filter(plan__in=had)
    moved = FollowUp.objects.filter(pk__in={*handed, *_planned(of_plans, since)})
    running = Plan.objects.filter(customer=customer_id, ended_on=None).values_list("pk", flat=True)
    plan_ids = {*running, *moved.values_list("plan", flat=True)}
    plans = list(Plan.objects.filter(pk__in=plan_ids).select_related("store"))
    owner_ids = _owner_ids(customer_id, plans, had)
    users = User.objects.in_bulk(set(owner_ids.values()))
    owners: dict[int | None, User] = {pk: users[user_id] for pk, user_id in owner_ids.items()}
    count = hand_on(moved, owners, reason, by=by, now=now)
    for pk, user_id in owner_ids.items():
        Plan.objects.filter(pk=pk, ended_on=None).update(owner=user_id)
    return count


def _planned(rows: FollowUpQuerySet, since: datetime) -> set[int]:
    """Ids of those made since for whoever the plan had, and given to nobody on purpose."""
    made = rows.filter(created_at__gte=since, owner=F("plan__owner")).values_list("pk", flat=True)
    return set(made) - set(given_on_purpose(list(made)))


def _owner_ids(customer_id: int, plans: Iterable[Plan], had: dict[int, int]) -> dict[int, int]:
    """Plan id -> user id; a plan for which nobody can be told is left out."""
    of_plans = Delivery.objects.filter(plans__in=plans).select_related("store")
    own = Delivery.objects.delivered().filter(customer__in=rows_of_person(customer_id))
    sales = {sale.pk: sale for sale in (*of_plans, *own.select_related("store"))}
    calls = owner_ids_of(list(sales.values()))
    latest = own.order_by("-delivered_on", "-id").values_list("pk", flat=True).first()
    members = Membership.objects.active().filter(user__in=set(had.values()))
    works = set(members.with_role(*OWNER_ROLES).values_list("store", "user"))
    of_sale = Plan.objects.filter(pk__in=had, delivery__isnull=False).order_by("pk")
    had_sale = {plan.delivery_id: had[plan.pk] for plan in of_sale}  # its other plans went along
    found = {}
    for plan in plans:
        sale_id = plan.delivery_id or latest
        owner_id = had.get(plan.pk) or had_sale.get(sale_id)
        if (plan.store_id, owner_id) not in works:
            owner_id = calls[sale_id] if sale_id is not None else None
        if owner_id is not None:
            found[plan.pk] = owner_id
    return found


def _had(events: QuerySet[FollowUpEvent]) -> dict[int, int]:
    """Plan id -> the id of who had its follow-ups first, as the event kept it.

    An event of the days when only the name was kept counts where one person of that name ever
    worked at the store: two people may have one name.
    """
    fields = ("follow_up__plan", "follow_up__store", "was_owner", "was")
    told = list(events.order_by("-id").values_list(*fields))  # the first one is kept
    named = {(store, was) for _, store, owner_id, was in told if owner_id is None}
    only = _only_of_name(named) if named else {}
    found = {}
    for plan, store, owner_id, was in told:
        if (user_id := owner_id or only.get((store, was))) is not None:
            found[plan] = user_id
    return found


def _only_of_name(named: Collection[tuple[int, str]]) -> dict[tuple[int, str], int]:
    """(store, name) -> the user, where one alone ever had that name there, in whatever role."""
    members = Membership.objects.filter(user__name__in={name for _, name in named})
    people: dict[tuple[int | None, str], set[int]] = {}
    for store, name, user_id in members.values_list("store", "user__name", "user"):
        people.setdefault((store, name), set()).add(user_id)
    found = {}
    for store, name in named:
        ever = people.get((store, name), set()) | people.get((None, name), set())
        if len(ever) == 1:
            (found[store, name],) = ever
    return found
