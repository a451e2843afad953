"""What telling customers needs to know, read once for all the promises of an event."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max

from dealerfollow.lib.workdays import WorkCalendar
from dealerfollow.stores.models import User
from dealerfollow.stores.queries import calendars_of, fallback_owner_of
from deliveries.models import WeOwe, WeOweChange
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
    plans = Plan.objects.filter(we_owe__in=ids).select_related("owner").order_by("-pk")
    by_promise = {plan.we_owe_id or 0: plan for plan in plans}  # the first plan of each
    rows: dict[int, list[FollowUp]] = defaultdict(list)
    about = FollowUp.objects.filter(plan__in=[plan.pk for plan in by_promise.values()])
    for row in about.order_by("pk"):
        rows[row.plan_id].append(row)
    ready = WeOweChange.objects.filter(we_owe__in=ids, status=WeOwe.Status.READY)
    since = ready.exclude(status_was=WeOwe.Status.READY).values_list("we_owe").annotate(Max("at"))
    stores = {one.store_id: one.store for one in owes}
    return Tellings(
        owes,
        by_promise,
        rows,
        dict(since.order_by()),
        calendars_of(list(stores.values()), today=today) if stores else {},
    )


def owners_for(owes: Sequence[WeOwe]) -> dict[int, User]:
    """Who tells each customer, by promise: who makes the calls of the sale, else the manager."""
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
