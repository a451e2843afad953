"""From a salesperson as the dealer system names them to somebody who works here."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from dealerfollow.intake.sold_deal import Salesperson
from dealerfollow.stores.models import Membership, Store, User
from dealerfollow.stores.rules.rights import OWNER_ROLES
from deliveries.events import DeliveriesHappened, salespeople_matched
from deliveries.models import Delivery, SalespersonMatch
from deliveries.rules.salespeople import StaffMember, who_is


def salesperson_of(
    store: Store, told: Sequence[Salesperson], *, picked: User | None, now: datetime
) -> tuple[User | None, SalespersonMatch | None]:
    """Who sold it; with nobody found, the queue's row for the name: the manager calls meanwhile.

    Split deals: the first one named is the one who calls. A manager's match holds for later files.
    """
    if picked is not None or not told:
        return picked, None
    match = _match_of(store, told[0], now)
    if match.user_id is None:
        found = who_is(told[0], staff_of(store))
        if found is not None:
            match.user_id, match.matched_at = found, now
            match.save(update_fields=["user", "matched_at"])
    return match.user, match


def second_salesperson_of(store: Store, told: Sequence[Salesperson]) -> int | None:
    """User id of the other half of a split deal (edge case 77): may see it and make the call. Whom
    a manager has matched before is known by that."""
    if len(told) < 2:
        return None
    known = SalespersonMatch.objects.filter(_same(told[1]), store=store).exclude(user=None).first()
    return known.user_id if known else who_is(told[1], staff_of(store))


def _same(told: Salesperson) -> Q:
    """Rows of the queue for the same id, or the same name where the file gives no id."""
    if told.dms_id:
        return Q(dms_id=told.dms_id[:40])
    return Q(dms_id="", name=told.name[:120])


def _match_of(store: Store, told: Salesperson, now: datetime) -> SalespersonMatch:
    """The row of the queue for this id or name. The id decides: a name may change (edge 76)."""
    dms_id, name = told.dms_id[:40], told.name[:120]
    known = list(SalespersonMatch.objects.filter(_same(told), store=store).select_related("user"))
    known.sort(key=lambda match: (match.name != name, match.user_id is None))
    matched = next((match for match in known if match.user_id), None)
    if matched or known:
        return matched or known[0]
    match, _ = SalespersonMatch.objects.get_or_create(
        group_id=store.group_id,
        store=store,
        dms_id=dms_id,
        name=name,
        defaults={"first_seen_at": now},
    )
    return match


def staff_of(store: Store) -> list[StaffMember]:
    """Those who can own a follow-up at the store, as the rule takes them."""
    members = Membership.objects.active().at(store.pk).with_role(*OWNER_ROLES)
    rows = members.values_list("user_id", "dms_id", "user__name")
    return [StaffMember(user_id, dms_id, name) for user_id, dms_id, name in rows]


@transaction.atomic
def match_salesperson(match: SalespersonMatch, user: User, *, by: User, now: datetime) -> int:
    """Says who is meant, now and in later files; moves their open follow-ups from the manager.

    A second match corrects the first. Returns the number of deliveries that got their salesperson.
    Idempotent.
    """
    former = match.user_id
    match.user, match.matched_by, match.matched_at = user, by, now
    match.save(update_fields=["user", "matched_by", "matched_at"])
    theirs = Q(salesperson=None) | Q(salesperson=former)
    waiting = Delivery.objects.filter(theirs, salesperson_match=match).exclude(salesperson=user)
    ids = tuple(waiting.values_list("id", flat=True))
    Delivery.objects.filter(pk__in=ids).update(salesperson=user)
    if ids:
        store = match.store
        salespeople_matched.emit(DeliveriesHappened(store.pk, ids, store.day_of(now), now))
    return len(ids)
