"""An undone sale is contracted again: its plan goes on (edge case 39)."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from customers.actions import lock_people
from dealerfollow.stores.models import Membership, User
from dealerfollow.stores.rules.rights import OWNER_ROLES
from deliveries.models import Delivery, WeOwe
from followups.actions.correct import point_to_first_missing
from followups.actions.death import stay_silent
from followups.actions.enrol import end_plan, enrol_deliveries
from followups.actions.introduce_again import resume_introductions
from followups.actions.newer_car import NEWER
from followups.actions.owners import owner_of
from followups.actions.person_merged import GAVE_WAY
from followups.actions.reopen import reopen
from followups.actions.settle_channels import settle_channels
from followups.actions.unwound import REASONS, UNWOUND_WORD
from followups.models import FollowUp, Plan
from followups.queries.facts_of_plans import circumstances_of
from followups.rules.business_day import working_on

OF_THE_CAR = (Plan.AnchorKind.DELIVERY, Plan.AnchorKind.OWNERSHIP)


def resume_revived(ids: Sequence[int], *, today: date, now: datetime) -> int:
    """Plans, open follow-ups and promises that ended with the unwinding go on where they were, and
    so do an heir's introductions.

    What was made stays made: nobody is called twice. Of a buyer who was merged meanwhile all of it
    is who goes on's, under the person's strictest word (edge case 65). For a buyer who has died
    meanwhile it all ends with that reason, so that a correction finds it (edge case 70). Returns
    the follow-ups that are open again. Idempotent.
    """
    customers = Delivery.objects.filter(pk__in=ids).values("customer")
    people = lock_people(customers)
    opened = 0
    for delivery in Delivery.objects.filter(pk__in=ids).select_related("store"):
        WeOwe.objects.filter(
            delivery=delivery, status=WeOwe.Status.CANCELLED, word=UNWOUND_WORD
        ).update(status=WeOwe.Status.OPEN, settled_at=None, word="")
        if delivery.anchor_on is None:
            continue
        person = people[delivery.customer_id]
        opened += _resume(delivery, person, today=today, now=now)
        settle_channels([person], now=now)
    enrol_deliveries(ids, today=today, now=now)
    stay_silent(customers.values_list("customer", flat=True), by=None, now=now)
    return opened


def _resume(delivery: Delivery, person: int, *, today: date, now: datetime) -> int:
    store = delivery.store
    circumstances = circumstances_of(store, delivery.condition, today=today, delivery=delivery)
    ended = Plan.objects.filter(delivery=delivery, ended_reason__in=REASONS)
    calls = ended.filter(anchor_kind__in=OF_THE_CAR)
    owner = _owner(delivery, calls.values_list("owner", flat=True))
    for plan in ended.exclude(anchor_kind="birthday").order_by("pk"):
        plan.go_on_as(person)  # it may have ended before its row was merged
        if plan.anchor_kind == Plan.AnchorKind.OWNERSHIP and not has_room(plan, today, now):
            gave_way = Plan.objects.filter(pk=plan.pk)  # it stays at its row, and may come back
            gave_way.update(ended_reason=_gives_way_as(plan, _check_ins(person)))
            continue
        plan.owner = owner
        plan.ended_on, plan.ended_reason = today, "walked_through"
        if plan.anchor_kind != Plan.AnchorKind.PROMISE:
            point_to_first_missing(plan, circumstances)
        plan.save()
    rows = FollowUp.objects.filter(
        delivery=delivery, state=FollowUp.State.STOPPED, state_reason__in=REASONS
    ).exclude(kind="birthday")
    opened = reopen(
        rows.order_by("pk"),
        "contracted_again",
        owner_id=owner.pk,
        calendar=circumstances["calendar"],
        today=max(today, working_on(now.astimezone(store.zone), store.day_ends_at)),
        now=now,
    )
    return opened + resume_introductions(delivery, REASONS, owner.pk, today=today, now=now)


def _owner(delivery: Delivery, had: Iterable[int]) -> User:
    """Who makes its calls; where its salesperson has left, the heir who had those of the car
    (`had`), while they still make calls there (edge case 74)."""
    owner = owner_of(delivery)
    if owner.pk == delivery.salesperson_id or delivery.sale_kind == Delivery.SaleKind.HOUSE:
        return owner
    heirs = Membership.objects.active().at(delivery.store_id).filter(user__in=had)
    heir = heirs.with_role(*OWNER_ROLES).select_related("user").order_by("-id").first()
    return heir.user if heir else owner


def has_room(plan: Plan, today: date, now: datetime) -> bool:
    """Check-ins are per person: those of an older car give way, those of a newer one stay."""
    running = _check_ins(plan.customer_id)
    if running is None:
        return True
    if running.anchor_on > plan.anchor_on:
        return False
    end_plan(running, _gives_way_as(running, plan), today=today, now=now)
    return True


def _check_ins(customer_id: int) -> Plan | None:
    """Their running plan of check-ins."""
    theirs = Plan.objects.filter(customer=customer_id, ended_on=None)
    return theirs.filter(anchor_kind=Plan.AnchorKind.OWNERSHIP).select_related("delivery").first()


def _gives_way_as(plan: Plan, to: Plan | None) -> str:
    """Why: to the car of another row of the person, which parting them takes back; or to their
    own. Both come back by themselves."""
    buyers = {one.delivery.customer_id for one in (plan, to) if one and one.delivery}
    return GAVE_WAY if len(buyers) > 1 else NEWER
