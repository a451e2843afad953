"""What was promised with the sale and is used up bit by bit: four oil changes, one of them had."""

from copy import copy
from datetime import datetime

from django.db import transaction

from dealerfollow.stores.models import User
from deliveries.actions.changing import keep_change, lock_with_customers, tell_higher_floors
from deliveries.models import WeOwe

OPEN, DONE = WeOwe.Status.OPEN, WeOwe.Status.DONE


@transaction.atomic
def use_perk(
    we_owe: WeOwe, *, seen: int, by: User, now: datetime, is_taken_back: bool = False
) -> bool:
    """One of them was used, or one was counted by mistake and is taken back; with the last one the
    promise is kept, and without it owed again (line 50). Each press is kept.

    `seen` is how many were used on the page that was pressed: the second of two presses, or of two
    people, changes nothing and returns False.
    """
    (row,) = lock_with_customers([we_owe.pk])
    before = copy(row)
    is_fitting = _can_take_back(row) if is_taken_back else _can_use(row)
    is_counted = is_fitting and row.used == seen
    if is_counted:
        row.used += -1 if is_taken_back else 1
        is_over = row.used == row.uses
        row.status = DONE if is_over else OPEN if before.status == DONE else before.status
        row.settled_at = now if is_over else None
        row.word_at, row.word_by = now, by
        row.save(update_fields=["used", "status", "settled_at", "word_at", "word_by"])
        keep_change(before, row, by, now)
        if row.status != before.status:
            tell_higher_floors([row], now)
    we_owe.refresh_from_db()
    return is_counted


def _can_use(row: WeOwe) -> bool:
    return row.settled_at is None and row.uses is not None and row.used < row.uses


def _can_take_back(row: WeOwe) -> bool:
    """What was settled otherwise, though some were left, stays settled."""
    is_used_up = row.status == DONE and row.used == row.uses
    return row.used > 0 and (row.settled_at is None or is_used_up)
