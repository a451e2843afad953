"""What a seller sees of a customer before they call: asked once for a whole list."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db import connection

from dealerfollow.stores.models import Store

CARDS = """
SELECT c.id,
       (SELECT p.number FROM customers_customerphone p WHERE p.customer_id = c.id
         ORDER BY p.rank LIMIT 1),
       (SELECT max(a.id) FROM followups_attempt a WHERE a.customer_id = c.id),
       ARRAY(SELECT f.id FROM followups_followup f
              WHERE f.customer_id = c.id AND f.store_id = %(store)s AND f.state = 'open'
              ORDER BY f.id),
       ARRAY(SELECT f.due_on FROM followups_followup f
              WHERE f.customer_id = c.id AND f.store_id = %(store)s AND f.state = 'open'
              ORDER BY f.id)
  FROM customers_customer c WHERE c.id = ANY(%(customers)s)
"""


@dataclass(frozen=True, slots=True)
class DemoCard:
    """The number that is called first, the newest attempt's id (0: none yet), what is open."""

    number: str | None
    seen: int
    open_rows: tuple[tuple[int, date], ...]

    def shown(self, due_on: date) -> tuple[int, ...]:
        """Ids of what is open and due by that day."""
        return tuple(pk for pk, day in self.open_rows if day <= due_on)


def cards_of(store: Store, customer_ids: Collection[int]) -> dict[int, DemoCard]:
    """A card per customer id, in one query."""
    with connection.cursor() as cursor:
        cursor.execute(CARDS, {"store": store.pk, "customers": list(customer_ids)})
        return {
            pk: DemoCard(number, seen or 0, tuple(zip(ids, days, strict=True)))
            for pk, number, seen, ids, days in cursor.fetchall()
        }
