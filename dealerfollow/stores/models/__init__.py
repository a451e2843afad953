"""The models of this room, by what they are about."""

from dealerfollow.stores.models.calendar import Absence, ClosedDay, SystemOutage
from dealerfollow.stores.models.people import Membership, User, UserManager
from dealerfollow.stores.models.store import Group, Store

__all__ = [
    "Absence",
    "ClosedDay",
    "Group",
    "Membership",
    "Store",
    "SystemOutage",
    "User",
    "UserManager",
]
