"""What telling customers needs to know, read once for all the promises of an event."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max

from dealerfollow.lib.workdays import WorkCalendar
from dealerfollow.stores.models import Membership, User
from dealerfollow.stores.queries import calendars_of, fallback_owner_of
from dealerfollow.stores.rules.rights import OWNER_ROLES
from deliveries.models import WeOwe, WeOweChange
from deliveries.rules.desk_words import CLOSED
from followups.actions.owners import owners_of
from followups.models import FollowUp, Plan


@dataclass(frozen=True)
class Tellings:
    """The promises, each one's plan and its follow-ups, and the stores' open days."""

    owes: Sequence[WeOwe]
    plans: dict[int, Plan]
    rows: dict[int, list[FollowUp]]  # by plan
    ready_since: dict[int, datetime]
    calendars: dict[int, WorkCalendar]

    def rows_of(self, we_owe: WeOwe) -> list[FollowUp]:
        """The follow-ups about this promise, the oldest first."""
        plan = self.plans.get(we_owe.pk)
        return self.rows.get(plan.pk, []) if plan else []


def read_tellings(ids: Collection[int], *, today: date) -> Tellings:
    """In a fixed number of queries, however many promises there are."""
    owed = WeOwe.objects.filter(pk__in=ids, owed_by=WeOwe.OwedBy.STORE)
    owes = list(owed.select_related("store", "customer", "delivery__store").order_by("pk"))
    plans = Plan.objects.filter(we_owe__in=ids).select_related("owner")
    by_promise = {plan.we_owe_id: plan for plan in plans if plan.we_owe_id}
    rows: dict[int, list[FollowUp]] = defaultdict(list)
    about = FollowUp.objects.filter(plan__in=[plan.pk for plan in by_promise.values()])
    for row in about.order_by("pk"):
        rows[row.plan_id].append(row)
    ready = WeOweChange.objects.filter(we_owe__in=ids, status=WeOwe.Status.READY)
    was = [WeOwe.Status.READY, *CLOSED]  # opened again: it has been ready since before
    since = ready.exclude(status_was__in=was).values_list("we_owe").annotate(Max("at"))
    stores = {one.store_id: one.store for one in owes}
    return Tellings(
        owes,
        by_promise,
        rows,
        dict(since.order_by()),
        calendars_of(list(stores.values()), today=today) if stores else {},
    )


def owners_for(owes: Sequence[WeOwe], plans: Mapping[int, Plan]) -> dict[int, User]:
    """Who tells each customer, by promise: whose its call was if they work there still, else who
    makes the calls of the sale, else the manager."""
    known = [(one, plans[one.pk].owner) for one in owes if one.pk in plans]
    here = Membership.objects.active().with_role(*OWNER_ROLES)
    here = here.filter(user__in={owner.pk for _, owner in known})
    works = set(here.values_list("store_id", "user_id")) if known else set()
    kept = {one.pk: owner for one, owner in known if (one.store_id, owner.pk) in works}
    return kept | _owners_anew([one for one in owes if one.pk not in kept])


def _owners_anew(owes: Sequence[WeOwe]) -> dict[int, User]:
    sales = {one.delivery_id: one.delivery for one in owes if one.delivery}
    of_sale = owners_of(list(sales.values())) if sales else {}
    managers: dict[int, User] = {}
    found: dict[int, User] = {}
    for one in owes:
        if one.delivery_id:
            found[one.pk] = of_sale[one.delivery_id]
            continue
        if one.store_id not in managers:
            managers[one.store_id] = fallback_owner_of(one.store)
        found[one.pk] = managers[one.store_id]
    return found
