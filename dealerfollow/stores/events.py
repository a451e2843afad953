"""What happens here that higher floors act on, in the same transaction."""

from dataclasses import dataclass
from datetime import datetime

from dealerfollow.lib.events import Event
from dealerfollow.stores.models import Store, User

calendar_changed: Event[tuple[int, datetime]] = Event("calendar_changed")  # (store id, now)


@dataclass(frozen=True)
class MembershipsEnded:
    """Somebody no longer works at a store, in one role at least."""

    store: Store
    user: User
    by: User | None
    now: datetime


memberships_ended: Event[MembershipsEnded] = Event("memberships_ended")
