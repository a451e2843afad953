"""One word for many promises: the plates of sixty deals are in, or the state is late."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from dealerfollow.stores.models import User
from deliveries.actions.changing import change_rows, lock_with_customers
from deliveries.models import PastedList
from deliveries.rules.desk_words import Said


@dataclass(frozen=True)
class ChangedMany:
    """The ids that a pasted list changed. `is_new` is False when it was saved before, and then
    `is_same` tells whether this save asks for nothing else."""

    ids: tuple[int, ...]
    is_new: bool
    is_same: bool = True


@transaction.atomic
def change_many(
    group_id: int,
    ids: Collection[int],
    said: Said,
    *,
    department: str,
    key: uuid.UUID,
    by: User,
    now: datetime,
) -> ChangedMany:
    """Says one word of all these promises in one transaction: all of them, or none.

    Each customer is told once (edge case 82). What was settled meanwhile, or stands so already, is
    left alone. Idempotent by `key`: the same save again changes nothing and tells what it did.
    The caller has checked that the ids are in scope.
    """
    saved, is_new = PastedList.objects.get_or_create(
        group_id=group_id,
        key=key,
        defaults={
            "department": department,
            "outcome": said.outcome,
            "word": said.word[:200],
            "promised_on": said.promised_on,
            "by": by,
            "at": now,
        },
    )
    if not is_new:
        was = Said(saved.outcome, saved.word, saved.promised_on)
        is_same = was == said and set(ids) <= set(saved.changed_ids)
        return ChangedMany(tuple(saved.changed_ids), is_new=False, is_same=is_same)
    changed = change_rows(lock_with_customers(ids), said, by, now)
    saved.changed_ids = [row.pk for row in changed]
    saved.changed = len(changed)
    saved.save(update_fields=["changed", "changed_ids"])
    return ChangedMany(tuple(saved.changed_ids), is_new=True)
