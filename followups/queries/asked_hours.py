"""The hours that customers asked for, as their store reads them (edge case 20)."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from customers.models import Customer
from customers.rules.zones import whereabouts
from dealerfollow.lib.workdays import Span
from dealerfollow.stores.models import Store
from dealerfollow.tenancy.prepared import read
from followups.models import FollowUp
from followups.rules.asked_hours import hours_here
from followups.rules.household import RINGING

# The number that is rung first, and only of who has a wish; the rows merged into them count.
NUMBER = """
CASE WHEN c.reach_from IS NOT NULL THEN
 (SELECT p.number FROM customers_customerphone p JOIN customers_customer m ON m.id = p.customer_id
   WHERE (m.id = c.id OR m.merged_into_id = c.id) AND p.wrong_at IS NULL
   ORDER BY m.id <> c.id, p.rank, p.id LIMIT 1) END
"""
ASKED = f"""
SELECT c.id, c.reach_from, c.reach_until, c.state, c.postal_code, {NUMBER}
  FROM customers_customer c WHERE c.id = ANY(%s) AND c.reach_from IS NOT NULL
"""


def asks_for_hours(channel: str, due_at: datetime | None) -> bool:
    """Whether the wish says who makes it: it rings, and nobody was promised a minute."""
    return channel in RINGING and due_at is None


def span_of(
    reach: tuple[time | None, time | None],
    where: tuple[str, str, str | None],
    store: Store,
    day: date,
) -> Span | None:
    """The wish in the store's time; `where` is the customer's state, ZIP and first number."""
    state, postal_code, number = where
    zones = whereabouts(state=state, zip_code=postal_code, phone=number or "").zones
    return hours_here(*reach, day=day, customer_zone=ZoneInfo(zones[0]), store_zone=store.zone)


def wish_of(
    row: FollowUp, customer: Customer, zone: ZoneInfo, store: Store, day: date
) -> Span | None:
    """The hours that decide who makes this one, where the customer's zone is known. No query."""
    if not asks_for_hours(row.channel, row.due_at):
        return None
    return hours_here(
        customer.reach_from,
        customer.reach_until,
        day=day,
        customer_zone=zone,
        store_zone=store.zone,
    )


def asked_hours(customer_ids: Collection[int], store: Store, day: date) -> dict[int, Span]:
    """Customer id -> the hours they asked for; who has no wish is absent. One query."""
    found = {}
    for pk, reach_from, reach_until, *where in read(ASKED, [list(customer_ids)]):
        span = span_of((reach_from, reach_until), tuple(where), store, day)
        if span is not None:
            found[pk] = span
    return found


def wishes_of(rows: Sequence[FollowUp], store: Store, day: date) -> dict[int, Span]:
    """Follow-up id -> the hours that decide who makes it; absent where none do. One query."""
    asking = [row for row in rows if asks_for_hours(row.channel, row.due_at)]
    asked = asked_hours({row.customer_id for row in asking}, store, day)
    return {row.pk: asked[row.customer_id] for row in asking if row.customer_id in asked}
