"""The follow-ups of one card: what is due, what is merged into it, what may be answered too."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from dealerfollow.stores.models import User
from dealerfollow.stores.queries import StoreDay
from deliveries.models import Delivery
from followups.models import FollowUp
from followups.queries.card_parts import Asked
from followups.queries.people import Staff
from followups.rules.merging import gather
from followups.rules.newer_car import asks_about

LEARNED_LATE = Q(state=FollowUp.State.SUPERSEDED, state_reason="learned_late")


@dataclass(frozen=True)
class CardRows:
    """`due` stand ticked, `later` may be answered too; `replaced` ended when the delivery was
    learned of late, and what they would have been about belongs to this call (edge case 34)."""

    due: tuple[FollowUp, ...]
    later: tuple[FollowUp, ...]
    replaced: tuple[FollowUp, ...] = ()

    @property
    def deliveries(self) -> tuple[Delivery, ...]:
        """The deliveries that the call is about, the latest first; each once."""
        return _each_once(car_of(row) for row in self.due)

    @property
    def signed(self) -> tuple[Delivery, ...]:
        """Those and the ones whose car went since: who bought it with them may answer still."""
        return _each_once(row.delivery for row in self.due)


def car_of(row: FollowUp) -> Delivery | None:
    """The delivery whose car the row asks about; a check-in asks nothing about a car that is gone
    (edge case 46)."""
    delivery = row.delivery
    is_gone = delivery is not None and delivery.car_gone_on is not None
    return delivery if asks_about(row.kind, is_gone=is_gone) else None


def _each_once(deliveries: Iterable[Delivery | None]) -> tuple[Delivery, ...]:
    found = {delivery.pk: delivery for delivery in deliveries if delivery}
    return tuple(sorted(found.values(), key=_newest_first, reverse=True))


def _newest_first(delivery: Delivery) -> tuple[str, int]:
    return str(delivery.delivered_on or ""), delivery.pk


def card_rows(
    asked: Asked, day_: StoreDay, staff: Staff, user: User, *, may_cover: bool
) -> CardRows:
    """What stands on the card of the follow-up asked for; nothing due when none is open. One
    query."""
    rows = rows_of(asked).filter(Q(state=FollowUp.State.OPEN) | LEARNED_LATE)
    if not may_cover:
        rows = rows.filter(owner=asked.owner_id)
    horizon = staff.early_until(user.pk)
    found = list(rows)
    is_open = [r for r in found if r.state == FollowUp.State.OPEN]
    due = [r for r in is_open if r.pk == asked.pk or r.due_on <= day_.today]
    due += [r for r in is_open if r not in due and r.owner_id == user.pk and r.due_on <= horizon]
    later = [r for r in is_open if r not in due]
    gathered = gather(due, later, today=day_.today)
    return CardRows(gathered.due, gathered.later, _replaced_by(gathered.due, found))


def _replaced_by(due: Sequence[FollowUp], found: Sequence[FollowUp]) -> tuple[FollowUp, ...]:
    ids = {row.pk for row in due}
    return tuple(r for r in found if r.superseded_by_id in ids)


def rows_of(asked: Asked) -> QuerySet[FollowUp]:
    """Every follow-up of the customer at the store, with what the card says about each."""
    return (
        FollowUp.objects.filter(customer=asked.customer_id, store=asked.store_id)
        .select_related(
            "owner",
            "customer",
            "delivery__vehicle",
            "delivery__co_buyer",
            "delivery__salesperson",
        )
        .order_by("due_on", "tier", "id")
    )
