"""Noting that the product was down: those days are nobody's misses."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from accountability.rules.outage import silent_days
from dealerfollow.stores.models import Group, Store, SystemOutage
from followups.models import Attempt

SILENT = "No sign of life"


class OutageRefused(ValueError):
    """The days make no outage: they end before they start."""


@transaction.atomic
def record_outage(group_id: int, starts_on: date, ends_on: date, *, reason: str) -> SystemOutage:
    """Notes the outage of a group, both ends included. Idempotent: the same days are noted once.

    Days that are closed already keep their misses; a manager voids them. Needs the group's scope.
    Raises OutageRefused when it ends before it starts.
    """
    if ends_on < starts_on:
        raise OutageRefused(f"{ends_on} is before {starts_on}")
    Group.objects.select_for_update(no_key=True).get(pk=group_id)
    outage, _ = SystemOutage.objects.get_or_create(
        group_id=group_id, starts_on=starts_on, ends_on=ends_on, defaults={"reason": reason[:120]}
    )
    return outage


def note_silence(store: Store, days: Sequence[date], *, heard_at: datetime | None) -> list[date]:
    """Notes those of the store's days, not closed yet, on which the system was silent since
    `heard_at`, its last heartbeat; returns them. Idempotent. Needs the group's scope."""
    heard_on = store.day_of(heard_at) if heard_at else None
    late = [day for day in days if heard_on is not None and day > heard_on]
    if not late:
        return []
    logged = Attempt.objects.filter(group_id=store.group_id, logged_at=None, made_on__in=late)
    with_life = set(logged.values_list("made_on", flat=True))
    silent = silent_days(late, heard_on=heard_on, with_life=with_life)
    for day in silent:
        record_outage(store.group_id, day, day, reason=SILENT)
    return silent
