"""The promises I1 to I9 as SQL: each check returns the rows that break it, so none is well.

They see what the role sees: run them as the owner (manage.py verify_invariants), or inside a
group's scope for that group alone.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType

from accountability.invariants.contact import open_where_contact_is_not_allowed
from accountability.invariants.due_days import first_due_days_moved_silently
from accountability.invariants.groups import children_of_other_groups
from accountability.invariants.planning import rows_that_planning_lost
from accountability.invariants.rows import (
    Breach,
    days_that_left_no_trace,
    deliveries_without_one_post_sale_follow_up,
    misses_without_their_notice,
    over_and_still_running,
    owners_who_cannot_sign_in,
)

__all__ = ["INVARIANTS", "Breach", "verify"]

INVARIANTS: Mapping[str, Callable[[datetime], list[Breach]]] = MappingProxyType(
    {
        "I1": deliveries_without_one_post_sale_follow_up,
        "I2": rows_that_planning_lost,
        "I3": days_that_left_no_trace,
        "I4": misses_without_their_notice,
        "I5": open_where_contact_is_not_allowed,
        "I6": children_of_other_groups,
        "I7": over_and_still_running,
        "I8": owners_who_cannot_sign_in,
        "I9": first_due_days_moved_silently,
    }
)


def verify(*, now: datetime) -> dict[str, list[Breach]]:
    """Every invariant by name, with the rows that break it. Reads only."""
    return {name: check(now) for name, check in INVARIANTS.items()}
