"""Which promise that was closed may be owed again: a slip of the desk is taken back."""

from __future__ import annotations

from deliveries.rules.desk_words import CLOSED
from deliveries.rules.we_owe import SURVIVES_UNWIND, WeOweKind


def may_open_again(
    status: str, *, kind: WeOweKind, is_sale_undone: bool, is_used_up: bool = False
) -> bool:
    """Is it closed, and would it be owed? Nothing for the car is while its sale is undone (edge
    case 38): it comes back with the sale. A perk that is used up is counted back, one at a time."""
    if status not in CLOSED or is_used_up:
        return False
    return not is_sale_undone or kind in SURVIVES_UNWIND
