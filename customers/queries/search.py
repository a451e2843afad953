"""Customers found by what somebody types: part of a name, a number, an address, a VIN, a deal."""

import unicodedata
from dataclasses import dataclass
from typing import Any

from django.db import connection

from customers.models import Customer

LONGEST_TEXT = 80
SHORTEST_TEXT = 2


@dataclass(frozen=True)
class Found:
    """A customer, and how: "code" (phone, e-mail, VIN, deal number), "name", or "like" (a slip)."""

    customer: Customer
    how: str


def clean_text(text: str) -> str:
    """What is searched for: one line, composed letters, no control characters, at most 80 long."""
    text = "".join(c if c.isprintable() else " " for c in unicodedata.normalize("NFC", text))
    return " ".join(text.split())[:LONGEST_TEXT]


def find_customers(scope: Any, text: str, limit: int = 20) -> list[Found]:
    """At most `limit` customers of the stores in scope, the likeliest first; 3 queries.

    Found by the beginning or any part of first, last or company name without accents and case, in
    any order of words; by the last 4, the last 7 or all digits of a phone number; by the beginning
    of an e-mail address; by the last 8 or all of a VIN; by a deal number; and, when nothing else
    is found, by a name spelled nearly so. Two letters at least. One is visible whose store, or the
    store of one of whose deliveries, is in scope. Each has `store` and `phones` at hand. Somebody
    found by a merged row is shown once, as the customer who goes on; then 2 queries more.
    """
    text = clean_text(text)
    if scope.group_id is None or len(text) < SHORTEST_TEXT:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT customer_id, how FROM find_customers(%s, %s, %s)",
            [scope.store_ids, text, limit],
        )
        how = dict(cursor.fetchall())
    ids = list(how)[:limit]
    rows = Customer.objects.filter(group_id=scope.group_id).select_related("store")
    rows = rows.prefetch_related("phones")
    by_id = rows.in_bulk(ids)
    merged = {pk: c.merged_into_id for pk, c in by_id.items() if c.merged_into_id}
    if merged:
        by_id |= rows.in_bulk(set(merged.values()) - by_id.keys())
    firsts = dict.fromkeys(merged.get(pk, pk) for pk in ids if pk in by_id)
    said = {merged.get(pk, pk): how[pk] for pk in reversed(ids)}
    return [Found(by_id[pk], said[pk]) for pk in firsts]
