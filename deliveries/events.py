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
deliveries_revived: Event[DeliveriesHappened] = Event("deliveries_revived")  # contracted again
delivery_dates_cleared: Event[DeliveriesHappened] = Event("delivery_dates_cleared")
cars_gone: Event[DeliveriesHappened] = Event("cars_gone")  # traded in or sold
# A date, the end of the lease or of the temporary tag, new or used.
deliveries_corrected: Event[DeliveriesHappened] = Event("deliveries_corrected")
salespeople_matched: Event[DeliveriesHappened] = Event("salespeople_matched")
promises_made: Event[DeliveriesHappened] = Event("promises_made")  # ids of we-owes
promises_changed: Event[DeliveriesHappened] = Event("promises_changed")  # ids of we-owes
delivery_buyers_changed: Event[DeliveriesHappened] = Event("delivery_buyers_changed")
