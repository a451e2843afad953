"""A customer died: what was about the person ends, what is owed to the estate is the manager's."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from customers.models import Customer
from customers.queries import goes_on, rows_of_person
from dealerfollow.stores.models import Store, User
from dealerfollow.stores.queries import fallback_owner_of, store_day
from deliveries.models import WeOwe
from followups.actions.heat.owners import give_cases
from followups.actions.owner_changes import hand_on, tell_rows
from followups.actions.promises import promise_call
from followups.models import FollowUp, HeatCase, Notice, Plan
from followups.rules.outcomes import SERVICE_KINDS

DIED = "died"


def end_for_death(
    rows: Sequence[int], *, estate_contact: str, by: User | None, now: datetime
) -> int:
    """Ends plans and open follow-ups about the person, in every store (edge case 70). Idempotent.

    What is owed stays open and goes to the store's manager, who is told what it is and who settles
    the estate. Returns the follow-ups that ended. The customer is locked by the caller.
    """
    open_rows = FollowUp.objects.open().filter(customer__in=rows)
    ending = open_rows.exclude(kind__in=SERVICE_KINDS)
    tell_rows(ending, "closed", FollowUp.State.STOPPED, DIED, by=by, now=now)
    ended = ending.update(state=FollowUp.State.STOPPED, state_reason=DIED, closed_at=now)
    for plan in Plan.objects.filter(customer__in=rows, ended_on=None).select_related("store"):
        Plan.objects.filter(pk=plan.pk).update(
            next_on=None, ended_on=plan.store.day_of(now), ended_reason=DIED
        )
    owed = WeOwe.objects.open().filter(customer__in=rows, owed_by=WeOwe.OwedBy.STORE)
    stores = {*open_rows.values_list("store", flat=True), *owed.values_list("store", flat=True)}
    for store in Store.objects.filter(pk__in=stores).order_by("pk"):
        _give_to_manager(store, rows, estate_contact, by=by, now=now)
    return ended


def stay_silent(customer_ids: Iterable[int], *, by: User | None, now: datetime) -> None:
    """What came back of somebody who had died ends like the rest, so that a correction finds it.
    Idempotent. The customers are locked by the caller."""
    people = set(goes_on(list(customer_ids)).values())
    for one in Customer.objects.filter(pk__in=people, died_on__isnull=False).order_by("pk"):
        rows = rows_of_person(one.pk)
        end_for_death(rows, estate_contact=one.estate_contact, by=by, now=now)


def _give_to_manager(
    store: Store, rows: Sequence[int], estate_contact: str, *, by: User | None, now: datetime
) -> None:
    """Promises and title: open calls change hands, a promise without one gets it, the
    next open day when it has no date."""
    manager = fallback_owner_of(store)
    theirs = FollowUp.objects.open().filter(customer__in=rows, store=store)
    hand_on(theirs, {None: manager}, DIED, by=by, now=now)
    cases = HeatCase.objects.filter(customer__in=rows, store=store).exclude(owner=manager)
    running = cases.live().select_related("owner").order_by("pk")
    give_cases(running, manager, by=by, now=now)
    owed = WeOwe.objects.open().filter(customer__in=rows, store=store, owed_by="store")
    promises = list(owed.select_related("customer", "delivery").order_by("id"))
    day = store_day(store, now=now)
    for we_owe in promises:
        promise_call(
            we_owe,
            condition=we_owe.delivery.condition if we_owe.delivery else "",
            owner=manager,
            calendar=day.calendar,
            today=day.today,
            now=now,
            undated_on=day.calendar.open_day_after(day.today),
        )
    if not promises:
        return
    facts = {
        "customer": promises[0].customer.name,
        "items": [we_owe.item for we_owe in promises],
        "estate_contact": estate_contact,
        "day": day.today.isoformat(),
    }
    notice = Notice(
        group_id=store.group_id,
        store=store,
        dedupe_key=f"estate:{store.pk}:{rows[0]}",
        kind="estate",
        to=manager,
        facts=facts,
        send_after=now,
    )
    Notice.objects.bulk_create([notice], ignore_conflicts=True)
