"""Settled or cancelled by a slip: the promise is owed again as it was before."""

from copy import copy
from datetime import datetime

from django.db import transaction

from dealerfollow.stores.models import User
from deliveries.actions.changing import keep_change, lock_with_customers, tell_higher_floors
from deliveries.models import WeOwe
from deliveries.queries.closed import is_owed_anew, may_be_opened, stood_before


@transaction.atomic
def reopen(we_owe: WeOwe, *, seen: datetime, by: User, now: datetime) -> bool:
    """It is open again, or ready where it was ready, with its stage, dates and words; the change is
    kept, and the higher floors hear of it.

    `seen` is when it was closed, as the page showed it. Changes nothing and returns False when it
    was opened or closed anew meanwhile, may not be opened (rules.opening_again), or when the same
    is owed once more already. Idempotent.
    """
    (row,) = lock_with_customers([we_owe.pk])
    is_fitting = row.settled_at == seen and may_be_opened(row) and not is_owed_anew(row)
    if is_fitting:
        before = copy(row)
        row.status, row.settled_at, row.cancelled_why = stood_before(row), None, ""
        row.word_at, row.word_by = now, by
        row.save(update_fields=["status", "settled_at", "cancelled_why", "word_at", "word_by"])
        keep_change(before, row, by, now)
        tell_higher_floors([row], now)
    we_owe.refresh_from_db()
    return is_fitting
