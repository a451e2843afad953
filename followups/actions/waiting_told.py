"""Telling people that a follow-up of theirs waits, or went to somebody else: one notice each."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from customers.models import Customer
from dealerfollow.stores.models import Store, User
from followups.models import Notice

WAITS = "waits"  # the kind of the notice, and the name of its mail


class Told(NamedTuple):
    """What happened to a follow-up: `household` or `budget` wait `until` a day, `one_card` went to
    `heir_id`. `owner_id` is told."""

    follow_up_id: int
    customer_id: int
    store_id: int
    owner_id: int
    reason: str
    until: date | None = None
    heir_id: int | None = None


def tell_waiting(told: Sequence[Told], *, stores: Mapping[int, Store], now: datetime) -> None:
    """One notice for each follow-up and day of its store; a second run owes none. Three queries,
    none without anybody to tell."""
    if not told:
        return
    people = Customer.objects.filter(pk__in={one.customer_id for one in told})
    customers = {person.pk: person.name for person in people}
    heirs = User.objects.filter(pk__in={one.heir_id for one in told if one.heir_id})
    names = dict(heirs.values_list("pk", "name"))
    Notice.objects.bulk_create(
        [
            Notice(
                group_id=stores[one.store_id].group_id,
                store_id=one.store_id,
                dedupe_key=f"{WAITS}:{one.follow_up_id}:{stores[one.store_id].day_of(now)}",
                kind=WAITS,
                to_id=one.owner_id,
                facts={
                    "reason": one.reason,
                    "customer": customers[one.customer_id],
                    "day": one.until.isoformat() if one.until else None,
                    "who": names.get(one.heir_id or 0, ""),
                },
                send_after=now,
            )
            for one in told
        ],
        ignore_conflicts=True,
    )
