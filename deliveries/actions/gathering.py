"""What rows of one chunk share: what is on file, who sold, and whose follow-up begins."""

from collections.abc import Sequence
from datetime import date, datetime

from customers.actions import keep_purchases
from customers.rules.details import PersonDetails
from dealerfollow.intake.sold_deal import Salesperson
from dealerfollow.stores.models import Store, User
from deliveries.actions.salespeople import salesperson_of
from deliveries.events import DeliveriesHappened, deliveries_recorded
from deliveries.models import Delivery, SalespersonMatch
from deliveries.queries.known_keys import KnownKeys
from deliveries.rules.sale import SaleDetails

Sellers = tuple[User | None, SalespersonMatch | None]


class Gathering:
    """Sales recorded together in one transaction: asked for once, and told as one event.

    Whoever gathers calls `tell` before the transaction ends. Without `known`, every sale is looked
    up by itself.
    """

    def __init__(self, store: Store, now: datetime, known: KnownKeys | None = None) -> None:
        self.store, self.now, self.known = store, now, known
        self.deliveries: list[Delivery] = []
        self.sellers: dict[tuple[Salesperson, ...], Sellers] = {}

    def is_new_sale(self, sale: SaleDetails) -> bool:
        """True when no sale on file can be this one."""
        return self.known is not None and not self.known.may_know_sale(sale)

    def is_new_person(self, person: PersonDetails) -> bool:
        """True when no customer on file can be this one."""
        return self.known is not None and not self.known.may_know_person(person)

    def sellers_of(self, told: Sequence[Salesperson], picked: User | None) -> Sellers:
        """See salesperson_of; a name is looked up once."""
        key = tuple(told)
        if picked is not None or key not in self.sellers:
            found = salesperson_of(self.store, told, picked=picked, now=self.now)
            if picked is not None:
                return found
            self.sellers[key] = found
        return self.sellers[key]

    def forget(self, deliveries: list[Delivery]) -> None:
        """A row was rolled back: what it told, gathered and looked up is undone with it."""
        self.deliveries = deliveries
        self.sellers = {}

    def tell(self) -> None:
        """Lets the higher floors begin: plans, follow-ups. Nothing is owed before delivery."""
        deliveries = [d for d in self.deliveries if d.anchor_on]
        self.deliveries = []
        if not deliveries:
            return
        bought_on: dict[int, date] = {}
        for delivery in deliveries:
            for pk in (delivery.customer_id, delivery.co_buyer_id):
                if pk:
                    bought_on[pk] = max(bought_on.get(pk, delivery.sold_on), delivery.sold_on)
        keep_purchases(bought_on, self.store)
        ids = tuple(dict.fromkeys(delivery.pk for delivery in deliveries))
        today = self.store.day_of(self.now)
        deliveries_recorded.emit(DeliveriesHappened(self.store.pk, ids, today, self.now))


def begin_follow_up(
    store: Store, delivery: Delivery, now: datetime, gathered: Gathering | None
) -> None:
    """Begins the follow-up of one delivery now, or together with others that are being gathered."""
    gathering = gathered or Gathering(store, now)
    gathering.deliveries.append(delivery)
    if gathered is None:
        gathering.tell()


def happened(store: Store, delivery: Delivery, now: datetime) -> DeliveriesHappened:
    """The event's payload for one delivery."""
    return DeliveriesHappened(store.pk, (delivery.pk,), store.day_of(now), now)
