"""What happens here that higher floors act on, in the same transaction."""

from dataclasses import dataclass
from datetime import date, datetime

from dealerfollow.lib.events import Event


@dataclass(frozen=True)
class DeliveriesHappened:
    """Ids of deliveries of one store, the store's today, and the moment."""

    store_id: int
    ids: tuple[int, ...]
    today: date
    now: datetime


deliveries_recorded: Event[DeliveriesHappened] = Event("deliveries_recorded")
deliveries_unwound: Event[DeliveriesHappened] = Event("deliveries_unwound")
# A date, the end of the lease, new or used.
deliveries_corrected: Event[DeliveriesHappened] = Event("deliveries_corrected")
salespeople_matched: Event[DeliveriesHappened] = Event("salespeople_matched")
promises_made: Event[DeliveriesHappened] = Event("promises_made")  # ids of we-owes
delivery_buyers_changed: Event[DeliveriesHappened] = Event("delivery_buyers_changed")
