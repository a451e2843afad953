"""One customer, one card: what several people owe them at a store goes to one of them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from followups.actions.ring_day import RingDay, ids_changed
from followups.actions.waiting_told import Told, tell_waiting
from followups.queries.card_owners import given_on_purpose, latest_sales
from followups.queries.rings import DueRing
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
INSERT INTO followups_followupevent (group_id, follow_up_id, kind, was, was_owner_id, became,
       reason, at)
SELECT m.group_id, m.id, 'reassigned', w.name, m.was, b.name, 'one_card', %(now)s
  FROM moved m JOIN stores_user w ON w.id = m.was JOIN stores_user b ON b.id = m.became
RETURNING follow_up_id
"""


def one_card(today: RingDay) -> dict[int, DueRing]:
    """Gives what several people owe one customer at a store to one of them; id -> the row as it is
    now.

    A miss stays with the name it was counted for, and what was given to its owner on purpose stays
    there: handed to a manager, named for a call back, a house deal (edge cases 79, 22, 44).
    """
    moves = _moves(today.rows)
    if not moves:
        return {}
    done = ids_changed(
        HAND_ON,
        ids=[row.pk for row, _ in moves],
        was=[row.owner_id for row, _ in moves],
        became=[heir for _, heir in moves],
        clock=[
            today.clock(row, today.next_open(row.store_id, row.lives_in), "hand_over")
            for row, _ in moves
        ],
        now=today.now,
    )
    told = [
        Told(row.pk, row.customer_id, row.store_id, row.owner_id, "one_card", heir_id=heir)
        for row, heir in moves
        if row.pk in done
    ]
    tell_waiting(told, stores=today.stores, now=today.now)
    return {row.pk: replace(row, owner_id=heir) for row, heir in moves if row.pk in done}


def _moves(rows: Sequence[DueRing]) -> list[tuple[DueRing, int]]:
    """What goes to somebody else, and to whom. Two queries at most."""
    shared = _shared(rows)
    if not shared:
        return []
    given = given_on_purpose([row.pk for row in shared])
    shared = _shared([row for row in shared if row.pk not in given])
    sales = latest_sales({row.customer_id for row in shared})
    owners = _owners(shared)
    heirs = {key: card_owner(ids, sales.get(key[0], {})) for key, ids in owners.items()}
    found = ((row, heirs[row.customer_id, row.store_id]) for row in shared if not row.is_missed)
    return [(row, heir) for row, heir in found if heir is not None and heir != row.owner_id]


def _shared(rows: Sequence[DueRing]) -> list[DueRing]:
    """The rows of customers who have several owners at a store."""
    owners = _owners(rows)
    return [row for row in rows if len(owners[row.customer_id, row.store_id]) > 1]


def _owners(rows: Sequence[DueRing]) -> dict[tuple[int, int], set[int]]:
    found: dict[tuple[int, int], set[int]] = defaultdict(set)
    for row in rows:
        found[row.customer_id, row.store_id].add(row.owner_id)
    return found
