"""Keeping the national do-not-call registry as it was loaded."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from itertools import islice

from django.db import connection, transaction

from customers.events import registry_loaded
from customers.models import RegistryNumber, RegistryScrub
from dealerfollow.stores.models import Group

BATCH = 10_000
INSERT = """
INSERT INTO customers_registrynumber (group_id, number)
SELECT %s, number FROM unnest(%s::text[]) AS told(number) ON CONFLICT DO NOTHING
"""


class OlderScrubError(ValueError):
    """A newer file is on hand for one of these area codes, or the file is from the future."""


@transaction.atomic
def keep_scrub(
    group: Group,
    area_codes: Collection[str],
    numbers: Iterable[str],
    *,
    scrubbed_on: date,
    now: datetime,
) -> int:
    """Replaces what is known of these area codes by this file; returns how many numbers it holds.

    The file must be complete for them: who is not in it may be rung. Calls that it bars are written
    instead, in this transaction. Idempotent. Raises OlderScrubError; whatever `numbers` raises
    leaves everything as it was.
    """
    codes = sorted(set(area_codes))
    if scrubbed_on > now.date():
        raise OlderScrubError("the date of the file lies in the future")
    held = RegistryScrub.objects.select_for_update().filter(group=group, area_code__in=codes)
    newer = [one.area_code for one in held.order_by("area_code") if one.scrubbed_on > scrubbed_on]
    if newer:
        raise OlderScrubError(f"a newer file is on hand for {', '.join(newer)}")
    RegistryScrub.objects.bulk_create(
        (
            RegistryScrub(group=group, area_code=code, scrubbed_on=scrubbed_on, loaded_at=now)
            for code in codes
        ),
        update_conflicts=True,
        unique_fields=["group", "area_code"],
        update_fields=["scrubbed_on", "loaded_at"],
    )
    for code in codes:
        RegistryNumber.objects.filter(group=group, number__startswith=f"+1{code}").delete()
    count = _insert(group, numbers)
    registry_loaded.emit((group.pk, now))
    return count


def _insert(group: Group, numbers: Iterable[str]) -> int:
    rest, count = iter(numbers), 0
    while batch := list(islice(rest, BATCH)):
        with connection.cursor() as cursor:
            cursor.execute(INSERT, [group.pk, batch])
            count += cursor.rowcount
    return count
