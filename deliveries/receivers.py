"""What this app does about its own events, in the same transaction."""

from deliveries.actions.ownership import end_former_ownership
from deliveries.events import DeliveriesHappened, deliveries_recorded


@deliveries_recorded.subscribe
def take_from_former_owner(happened: DeliveriesHappened) -> None:
    """A car that goes home with somebody else is no longer its former owner's."""
    end_former_ownership(happened.ids, now=happened.now)
