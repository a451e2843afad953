"""A leaver's customers go to their heirs, each household once and introduced (edge case 74)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db.models import Q

from customers.models import HouseholdLink
from dealerfollow.stores.models import Membership, Store, User
from dealerfollow.stores.queries import calendar_of
from dealerfollow.stores.rules.rights import OWNER_ROLES
from followups.actions.hand_over import give_all
from followups.actions.moving import already_due_of
from followups.models import FollowUp, Plan
from followups.queries.cadences import current_cadences
from followups.rules.introductions import Heir, Introduction, Owned, introductions

TOGETHER = (HouseholdLink.Kind.SPOUSE, HouseholdLink.Kind.CO_BUYER)


def hand_to_heirs(
    store: Store, leaver: User, heirs: Sequence[User], *, by: User | None, now: datetime
) -> int:
    """Gives a leaver's running plans and open follow-ups at the store to the heirs in equal parts,
    a household never to two, and plans one introduction per household under each heir's cap.

    Misses and tries keep the name they were counted for. Nothing moves while the person still makes
    calls here in another role. Returns the number of follow-ups that moved. Idempotent.
    """
    here = Membership.objects.active().at(store.pk).filter(user=leaver)
    if here.with_role(*OWNER_ROLES).exists():
        return 0
    today = store.day_of(now)
    owned = _households(store, leaver)
    if not owned:
        return 0
    calendar = calendar_of(store, today=today)
    there = already_due_of(store, [heir.pk for heir in heirs], from_day=today, without=[])
    given = introductions(
        owned,
        [Heir(heir.pk, there[heir.pk]) for heir in heirs],
        calendar=calendar,
        cap=store.cards_a_day,
        from_day=calendar.open_day_after(today),  # the heir has a full working day first
    )
    moved = 0
    for heir in heirs:
        theirs = [one for one in owned if given[one.household].heir_id == heir.pk]
        customers = [pk for one in theirs for pk in one.customers]
        moved += give_all(store, leaver, heir, customers=customers, by=by, now=now)
    _introduce(store, given, today=today, now=now)
    return moved


def _households(store: Store, leaver: User) -> list[Owned]:
    """The leaver's customers, those who belong together as one, with what is due to them."""
    plans = Plan.objects.filter(store=store, owner=leaver, ended_on=None)
    rows = FollowUp.objects.open().filter(store=store, owner=leaver)
    due: dict[int, list[date]] = defaultdict(list)
    for customer_id, due_on in rows.values_list("customer_id", "due_on"):
        due[customer_id].append(due_on)
    everybody = sorted({*plans.values_list("customer_id", flat=True), *due})
    head = {pk: pk for pk in everybody}
    links = HouseholdLink.objects.filter(
        Q(customer__in=everybody, other__in=everybody), ended_on=None, kind__in=TOGETHER
    )
    for one, other in links.order_by("id").values_list("customer_id", "other_id"):
        first, second = sorted((head[one], head[other]))
        head = {pk: first if house == second else house for pk, house in head.items()}
    members: dict[int, list[int]] = defaultdict(list)
    for pk in everybody:
        members[head[pk]].append(pk)
    return [
        Owned(house, tuple(pks), tuple(sorted(day for pk in pks for day in due[pk])))
        for house, pks in sorted(members.items())
    ]


def _introduce(
    store: Store, given: Mapping[int, Introduction], *, today: date, now: datetime
) -> None:
    """One plan of introductions per household; one that is still running is not begun again."""
    version, cadence = current_cadences([store.pk])[store.pk, "orphan"]
    if not cadence.touchpoints:
        return
    first = cadence.touchpoints[0]
    running = Plan.objects.filter(customer__in=given, anchor_kind="orphan", ended_on=None)
    known = set(running.values_list("customer_id", flat=True))
    Plan.objects.bulk_create(
        Plan(
            group_id=store.group_id,
            store=store,
            customer_id=household,
            anchor_kind=Plan.AnchorKind.ORPHAN,
            anchor_on=introduction.on,
            condition="",
            cadence_id=version,
            owner_id=introduction.heir_id,
            starts_on=today,
            next_on=today,
            next_touchpoint=first.code,
            next_occurrence=1,
            created_at=now,
        )
        for household, introduction in sorted(given.items())
        if household not in known
    )
