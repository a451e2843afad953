"""Whose card a customer's follow-ups are: who owns the calls of each delivery, and what was given
to somebody on purpose."""

from collections.abc import Collection
from datetime import date

from django.db import connection

from dealerfollow.stores.rules.rights import OWNER_ROLES

# Whose calls a delivery's are today: an heir's after its salesperson left. A merged row's
# deliveries are the person's; a house deal is the manager's and settles nothing for the others.
LATEST = """
WITH person(id, goes_on) AS (
  SELECT id, id FROM customers_customer WHERE id = ANY(%(people)s)
   UNION ALL
  SELECT id, merged_into_id FROM customers_customer WHERE merged_into_id = ANY(%(people)s)
)
SELECT person.goes_on, p.owner_id, d.delivered_on, d.id
  FROM person JOIN deliveries_delivery d ON d.customer_id = person.id
  JOIN LATERAL (
       SELECT owner_id FROM followups_plan
        WHERE delivery_id = d.id AND anchor_kind IN ('delivery', 'ownership')
        ORDER BY ended_on IS NULL DESC, id DESC LIMIT 1) p ON true
 WHERE d.delivered_on IS NOT NULL AND d.unwound_on IS NULL AND d.sale_kind <> 'house'
"""
# Whose the calls of the last sale at each store are, when they still make calls there; a house deal
# counts only where nothing else was sold there.
LAST = """
WITH asked AS (
  SELECT DISTINCT coalesce(merged_into_id, id) AS id
    FROM customers_customer WHERE id = ANY(%(people)s)
), person(id, goes_on) AS (
  SELECT id, id FROM asked
   UNION ALL
  SELECT c.id, asked.id FROM asked JOIN customers_customer c ON c.merged_into_id = asked.id
), last AS (
SELECT DISTINCT ON (person.goes_on, d.store_id) person.goes_on, d.store_id, p.owner_id
  FROM person JOIN deliveries_delivery d ON d.customer_id = person.id
  JOIN LATERAL (
       SELECT owner_id FROM followups_plan
        WHERE delivery_id = d.id AND anchor_kind IN ('delivery', 'ownership')
        ORDER BY ended_on IS NULL DESC, id DESC LIMIT 1) p ON true
 WHERE d.delivered_on IS NOT NULL AND d.unwound_on IS NULL
 ORDER BY person.goes_on, d.store_id, d.sale_kind = 'house', d.delivered_on DESC, d.id DESC
)
SELECT last.goes_on, last.store_id, last.owner_id
  FROM last
 WHERE EXISTS (SELECT 1 FROM stores_membership m JOIN stores_user u ON u.id = m.user_id
                WHERE m.user_id = last.owner_id AND m.store_id = last.store_id
                  AND m.ended_at IS NULL AND u.is_active AND m.role = ANY(%(roles)s))
"""
# Handed to this very owner (79), named for a call back (22), the manager's since its last day
# passed (6), or since nobody else may tell it (59, 70); a house deal (44); a heat case, which is
# whose it was given to. Once it went on to somebody else, it is like any other. Whom an event gave
# it to is told by whose it was at the next one, or by whose it is; by the name only for events that
# did not keep it.
GIVEN = """
SELECT f.id
  FROM followups_followup f JOIN stores_user u ON u.id = f.owner_id
  LEFT JOIN deliveries_delivery d ON d.id = f.delivery_id
 WHERE f.id = ANY(%(ids)s)
   AND (d.sale_kind = 'house' OR f.kind = 'heat'
        OR EXISTS (SELECT 1 FROM followups_handoff h
                    WHERE h.follow_up_id = f.id AND h.to_id = f.owner_id)
        OR EXISTS (SELECT 1 FROM followups_followupevent e
                    LEFT JOIN LATERAL (
                         SELECT n.id, n.was_owner_id FROM followups_followupevent n
                          WHERE n.follow_up_id = f.id AND n.id > e.id
                            AND n.kind IN ('reassigned', 'handed_off', 'reopened', 'moved_back')
                          ORDER BY n.id LIMIT 1) later ON true
                    WHERE e.follow_up_id = f.id AND e.kind IN ('reassigned', 'named')
                      AND e.reason IN ('call_back_by', 'deadline_passed', 'not_contactable',
                                       'died')
                      AND CASE WHEN later.was_owner_id IS NOT NULL
                               THEN later.was_owner_id = f.owner_id
                               WHEN later.id IS NULL AND e.was_owner_id IS NOT NULL THEN true
                               ELSE e.became = left(u.name, 120) END))
"""


def latest_sales(customer_ids: Collection[int]) -> dict[int, dict[int, tuple[date, int]]]:
    """Customer id -> who owns a delivery's calls today -> (day, id) of their latest. One query."""
    found: dict[int, dict[int, tuple[date, int]]] = {}
    with connection.cursor() as cursor:
        cursor.execute(LATEST, {"people": list(customer_ids)})
        for customer_id, owner_id, delivered_on, pk in cursor.fetchall():
            by_person = found.setdefault(customer_id, {})
            latest = by_person.get(owner_id, (date.min, 0))
            by_person[owner_id] = max(latest, (delivered_on, pk))
    return found


def last_sellers(customer_ids: Collection[int]) -> dict[tuple[int, int], int]:
    """(who goes on for the customer, store) -> who makes the calls of the last sale to them there
    (edge case 66); left out where they make calls there no more (74). One query."""
    with connection.cursor() as cursor:
        roles = [role.value for role in OWNER_ROLES]
        cursor.execute(LAST, {"people": list(customer_ids), "roles": roles})
        return {(person, store): owner for person, store, owner in cursor.fetchall()}


def given_on_purpose(ids: Collection[int]) -> set[int]:
    """Those of these follow-ups that a person or a rule gave to their owner: they stay. One
    query."""
    with connection.cursor() as cursor:
        cursor.execute(GIVEN, {"ids": list(ids)})
        return {pk for (pk,) in cursor.fetchall()}
