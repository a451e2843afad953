"""I5: no open follow-up on a channel by which the customer may not be contacted."""

from datetime import datetime

from accountability.invariants.rows import Breach, rows_of
from followups.queries.by_rule import SERVICE_KINDS, allowed_channel

CASES = """
SELECT DISTINCT f.channel, c.ways, c.preferred_channel,
       coalesce(c.relationship_until >= (%(now)s AT TIME ZONE s.time_zone)::date, false) AS related
  FROM followups_followup f
  JOIN customers_customer c ON c.id = f.customer_id
  JOIN stores_store s ON s.id = f.store_id
 WHERE f.state = 'open' AND NOT f.kind = ANY(%(service)s)
"""

ROWS = """
SELECT f.id AS follow_up, f.customer_id AS customer, f.channel, c.ways, b.allowed
  FROM followups_followup f
  JOIN customers_customer c ON c.id = f.customer_id
  JOIN stores_store s ON s.id = f.store_id
  JOIN unnest(%(channel)s::text[], %(ways)s::int[], %(preferred)s::text[], %(related)s::bool[],
              %(allowed)s::text[]) AS b(channel, ways, preferred, related, allowed)
    ON b.channel = f.channel AND b.ways = c.ways AND b.preferred = c.preferred_channel
   AND b.related = coalesce(c.relationship_until >= (%(now)s AT TIME ZONE s.time_zone)::date, false)
 WHERE f.state = 'open' AND NOT f.kind = ANY(%(service)s)
"""

# `ways` is kept on the customer; a stop of the customer in person is asked without it.
STOPPED = """
SELECT f.id AS follow_up, f.customer_id AS customer, f.channel, t.id AS stop
  FROM followups_followup f
  JOIN customers_contactstop t ON t.customer_id = f.customer_id AND t.value = ''
   AND t.lifted_at IS NULL AND t.channel IN (f.channel, 'all')
 WHERE f.state = 'open' AND NOT f.kind = ANY(%(service)s)
"""


def open_where_contact_is_not_allowed(now: datetime) -> list[Breach]:
    """I5: by what is kept on the customer, the rule asked once per case; and by the stops."""
    known = {"now": now, "service": sorted(SERVICE_KINDS)}
    breaking = []
    for case in rows_of(CASES, known):
        channel, related = case["channel"], case["related"]
        allowed = allowed_channel(
            channel, case["ways"], case["preferred_channel"], is_related=related
        )
        if allowed != channel:
            breaking.append((channel, case["ways"], case["preferred_channel"], related, allowed))
    found = rows_of(STOPPED, known)
    if breaking:
        names = ("channel", "ways", "preferred", "related", "allowed")
        columns = [list(column) for column in zip(*breaking, strict=True)]
        found += rows_of(ROWS, {**known, **dict(zip(names, columns, strict=True))})
    return found
