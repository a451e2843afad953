"""Which days of which stores are still to be closed."""

from datetime import date, datetime, timedelta

from django.db import connection
from django.db.models import Max, Min

from accountability.models import SweepRun
from accountability.rules.closing import MAX_DAYS, days_left, last_ended_day
from dealerfollow.stores.models import Store
from dealerfollow.tenancy.prepared import read
from followups.models import FollowUp

RUNS = """
SELECT min(day), max(day), count(*) FROM accountability_sweeprun WHERE store_id = %s AND day >= %s
"""


def ended_day(store: Store, now: datetime) -> date:
    """The store's last business day that has ended at `now` (aware)."""
    return last_ended_day(now.astimezone(store.zone), store.day_ends_at)


def days_to_close(store: Store, now: datetime) -> list[date]:
    """The store's ended days without a SweepRun, oldest first; holes in the past included.

    The first is the store's first run, else the due day of its first follow-up, never before
    `follow_up_starts_on`; a store in which nothing was due yet closes its last ended day only.
    """
    last_on = ended_day(store, now)
    floor = max(store.follow_up_starts_on, last_on - timedelta(days=2 * MAX_DAYS))
    first, last, count = read(RUNS, [store.pk, floor])[0]
    if first is None:
        first = _first_due_on(store) or last_on
        return days_left(max(floor, min(first, last_on)), last_on, ())
    if first <= last_on and count == (last - first).days + 1:  # no hole: as on every evening
        return days_left(last + timedelta(days=1), last_on, ())
    runs = SweepRun.objects.filter(store=store, day__gte=floor)
    return days_left(min(first, last_on), last_on, set(runs.values_list("day", flat=True)))


def _first_due_on(store: Store) -> date | None:
    return FollowUp.objects.filter(store=store).aggregate(first=Min("first_due_on"))["first"]


def last_closed_days(store_ids: list[int]) -> dict[int, date]:
    """Store id -> its last closed day; a store that was never swept is absent."""
    rows = SweepRun.objects.filter(store_id__in=store_ids).values_list("store_id")
    return dict(rows.annotate(last=Max("day")))


def stores_to_close(now: datetime) -> list[tuple[int, int]]:
    """(group id, store id) of all stores of all groups whose last ended day is not closed.

    Through a definer function: a sweep has no scope yet.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT group_id, store_id FROM stores_to_close(%s)", [now])
        return cursor.fetchall()


def stores_not_swept(now: datetime) -> list[int]:
    """Ids of stores, of all groups, without a SweepRun for yesterday at 06:00 local or later.

    Empty is well. A store in which nothing has been due and nothing was swept yet is not named.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT stores_not_swept(%s)", [now])
        return [row[0] for row in cursor.fetchall()]


def find_store(slug: str) -> tuple[int, int] | None:
    """(group id, store id) of the slug, which is unique everywhere; None when nobody has it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT group_id, store_id FROM find_store(%s)", [slug])
        found: tuple[int, int] | None = cursor.fetchone()
    return found
