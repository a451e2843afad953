"""One customer, one card: what several people owe them at a store goes to who sold last."""

from dataclasses import replace

from followups.actions.ring_day import RingDay, ids_changed
from followups.actions.waiting_told import Told, tell_waiting
from followups.queries.rings import DueRing, latest_sales
from followups.rules.merging import card_owner

# Compare and set: what was handed on or missed meanwhile stays as it is.
HAND_ON = """
WITH moved AS (
  UPDATE followups_followup f SET owner_id = v.became, clock_on = v.clock
    FROM unnest(%(ids)s::bigint[], %(was)s::int[], %(became)s::int[], %(clock)s::date[])
      AS v(id, was, became, clock)
   WHERE f.id = v.id AND f.state = 'open' AND f.owner_id = v.was AND f.missed_on IS NULL
  RETURNING f.id, f.group_id, v.was, v.became
)
INSERT INTO followups_followupevent (group_id, follow_up_id, kind, was, became, reason, at)
SELECT m.group_id, m.id, 'reassigned', w.name, b.name, 'one_card', %(now)s
  FROM moved m JOIN stores_user w ON w.id = m.was JOIN stores_user b ON b.id = m.became
RETURNING follow_up_id
"""


def one_card(today: RingDay) -> dict[int, DueRing]:
    """Gives what several people owe one customer at a store to one of them; id -> the row as it is
    now. A miss stays with the name it was counted for."""
    owners: dict[tuple[int, int], set[int]] = {}
    for row in today.rows:
        owners.setdefault((row.customer_id, row.store_id), set()).add(row.owner_id)
    shared = {key: ids for key, ids in owners.items() if len(ids) > 1}
    if not shared:
        return {}
    sales = latest_sales({customer_id for customer_id, _ in shared})
    moves: list[tuple[DueRing, int]] = []
    for row in today.rows:
        ids = shared.get((row.customer_id, row.store_id))
        heir = card_owner(ids, sales.get(row.customer_id, {})) if ids else None
        if heir is not None and heir != row.owner_id and not row.is_missed:
            moves.append((row, heir))
    if not moves:
        return {}
    done = ids_changed(
        HAND_ON,
        ids=[row.pk for row, _ in moves],
        was=[row.owner_id for row, _ in moves],
        became=[heir for _, heir in moves],
        clock=[today.clock(row, today.next_open(row.store_id), "hand_over") for row, _ in moves],
        now=today.now,
    )
    told = [
        Told(row.pk, row.customer_id, row.store_id, row.owner_id, "one_card", heir_id=heir)
        for row, heir in moves
        if row.pk in done
    ]
    tell_waiting(told, stores=today.stores, now=today.now)
    return {row.pk: replace(row, owner_id=heir) for row, heir in moves if row.pk in done}
