"""Writes about groups, stores and people."""

from dealerfollow.stores.actions.calendar import (
    add_absence,
    change_store,
    close_store_between,
    close_store_on,
    open_store_after_all,
    remove_absence,
)
from dealerfollow.stores.actions.holding import hold_staff
from dealerfollow.stores.actions.opening import create_user, open_group, open_store
from dealerfollow.stores.actions.people import (
    LastManagerError,
    add_group_admin,
    add_person,
    change_person,
    end_membership,
    hire,
    move_person,
)

__all__ = [
    "LastManagerError",
    "add_absence",
    "add_group_admin",
    "add_person",
    "change_person",
    "change_store",
    "close_store_between",
    "close_store_on",
    "create_user",
    "end_membership",
    "hire",
    "hold_staff",
    "move_person",
    "open_group",
    "open_store",
    "open_store_after_all",
    "remove_absence",
]
