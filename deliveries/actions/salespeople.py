"""From a salesperson as the dealer system names them to somebody who works here."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

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
    first = told[0]
    match, _ = SalespersonMatch.objects.get_or_create(
        group_id=store.group_id,
        store=store,
        dms_id=first.dms_id[:40],
        name=first.name[:120],
        defaults={"first_seen_at": now},
    )
    if match.user_id is None:
        found = who_is(first, _staff(store))
        if found is not None:
            match.user_id, match.matched_at = found, now
            match.save(update_fields=["user", "matched_at"])
    return match.user, match


def _staff(store: Store) -> list[StaffMember]:
    members = Membership.objects.active().at(store.pk).with_role(*OWNER_ROLES)
    rows = members.values_list("user_id", "dms_id", "user__name")
    return [StaffMember(user_id, dms_id, name) for user_id, dms_id, name in rows]


@transaction.atomic
def match_salesperson(match: SalespersonMatch, user: User, *, by: User, now: datetime) -> int:
    """Says who is meant, now and in later files; moves their open follow-ups from the manager.

    Returns the number of deliveries that got their salesperson. Idempotent.
    """
    match.user, match.matched_by, match.matched_at = user, by, now
    match.save(update_fields=["user", "matched_by", "matched_at"])
    waiting = Delivery.objects.filter(salesperson_match=match, salesperson=None)
    ids = tuple(waiting.values_list("id", flat=True))
    Delivery.objects.filter(pk__in=ids).update(salesperson=user)
    if ids:
        store = match.store
        salespeople_matched.emit(DeliveriesHappened(store.pk, ids, store.day_of(now), now))
    return len(ids)
