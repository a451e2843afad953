"""What happens here that higher floors act on, in the same transaction."""

from dataclasses import dataclass
from datetime import datetime

from dealerfollow.lib.events import Event
from dealerfollow.stores.models import Store, User

calendar_changed: Event[tuple[int, datetime]] = Event("calendar_changed")  # (store id, now)


@dataclass(frozen=True)
class MembershipsEnded:
    """Somebody no longer works at a store, in one role at least.

    `heirs` take over their customers; none: the manager keeps them. `moves_to`: the store to which
    they go and take their customers along.
    """

    store: Store
    user: User
    by: User | None
    now: datetime
    heirs: tuple[User, ...] = ()
    moves_to: Store | None = None


memberships_ended: Event[MembershipsEnded] = Event("memberships_ended")
