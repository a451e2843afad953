"""One word for many promises: the plates of sixty deals are in, or the state is late."""

import uuid
from collections.abc import Collection
from copy import copy
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from dealerfollow.stores.models import User
from dealerfollow.tenancy.plain_writes import insert
from deliveries.actions.changing import (
    COLUMNS,
    NEWS,
    change_of,
    changed_by,
    lock_with_customers,
    tell_higher_floors,
)
from deliveries.models import PastedList, WeOwe
from deliveries.rules.desk_words import Said


@dataclass(frozen=True)
class ChangedMany:
    """The ids that a pasted list changed; `is_new` is False when it was saved before."""

    ids: tuple[int, ...]
    is_new: bool


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
        return ChangedMany(tuple(saved.changed_ids), is_new=False)
    changed = _change_all(lock_with_customers(ids), said, by, now)
    saved.changed_ids = [row.pk for row in changed]
    saved.changed = len(changed)
    saved.save(update_fields=["changed", "changed_ids"])
    return ChangedMany(tuple(saved.changed_ids), is_new=True)


def _change_all(rows: list[WeOwe], said: Said, by: User, now: datetime) -> list[WeOwe]:
    """Writes all of them with two statements, and tells the higher floors once a store."""
    changed, kept = [], []
    for row in rows:
        values = changed_by(row, said, by, now)
        if not values:
            continue
        before = copy(row)
        for name, value in values.items():
            setattr(row, name, value)
        changed.append(row)
        if change := change_of(before, row, by, now):
            kept.append(change)
    if changed:
        WeOwe.objects.bulk_update(changed, [*COLUMNS, *NEWS])
        insert(*kept)
        tell_higher_floors(changed, now)
    return changed
