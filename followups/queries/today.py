"""One person's call list for one store and day, in a fixed number of queries."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from dealerfollow.stores.models import User
from dealerfollow.stores.queries import StoreDay
from dealerfollow.tenancy.prepared import read
from followups.queries.card_parts import Asked
from followups.queries.known import known_about
from followups.queries.list_rows import RowGroup, RowMaker, groups_of, left_words, more_words
from followups.queries.people import Staff, staff_of
from followups.rules.call_list import Due, Whose, arrange

MOST_TICKS = 30
MOST_ROWS = 400
"""Far above any day's cards: what a list fetches before the cap, for a store years behind."""

# Two branches: one condition on either id could not use an index under row-level security, whose
# policy comes before every expression that might leak (measured: each row read all deliveries).
DELIVERY = "x.delivered_on, x.condition, x.flags, x.lease_ends_on, x.vehicle_id"
LIST = """
SELECT f.id, f.kind, f.tier, f.channel, f.customer_id, f.owner_id, f.first_due_on, f.due_on,
       f.due_at, f.first_tried_on, f.missed_on, f.planning_note, f.snoozed_until,
       c.first_name, c.last_name, c.company, c.preferred_channel,
       d.delivered_on, d.condition, d.flags, d.lease_ends_on, v.year, v.make, v.model
  FROM followups_followup f
  JOIN customers_customer c ON c.id = f.customer_id
  LEFT JOIN LATERAL (
       SELECT {delivery} FROM deliveries_delivery x WHERE x.id = f.delivery_id
        UNION ALL
       (SELECT {delivery} FROM deliveries_delivery x
         WHERE f.delivery_id IS NULL AND x.customer_id = f.customer_id
           AND x.delivered_on IS NOT NULL AND x.unwound_on IS NULL
         ORDER BY x.delivered_on DESC LIMIT 1)) d ON true
  LEFT JOIN customers_vehicle v ON v.id = d.vehicle_id
 WHERE f.store_id = %(store)s AND f.state = 'open' AND ({whose})
 ORDER BY f.tier, f.due_on, f.id LIMIT {limit}
"""
MINE = "f.owner_id = %(me)s AND f.due_on <= %(early)s"
COVERED = "f.owner_id = ANY(%(covered)s) AND f.due_on <= %(today)s"
MISSED = "f.missed_on IS NOT NULL AND f.due_on <= %(today)s"
STORE = "f.due_on <= %(today)s AND f.bdc_tried_on IS DISTINCT FROM %(today)s"

LOGGED = """
SELECT DISTINCT a.customer_id FROM followups_attempt a
 WHERE a.by_id = %(me)s AND a.made_on = %(today)s AND a.store_id = %(store)s
   AND NOT EXISTS (SELECT 1 FROM followups_attemptundo u WHERE u.attempt_id = a.id)
"""
# Both in one round trip, the rows as one text: reading twenty-five columns costs more than JSON.
READ = """
SELECT (SELECT json_agg(row_to_json(r) ORDER BY r.tier, r.due_on, r.id) FROM ({rows}) r)::text,
       ARRAY({logged})
"""
DAYS = ("first_due_on", "due_on", "first_tried_on", "missed_on", "delivered_on", "lease_ends_on")
MOMENTS = ("due_at", "snoozed_until")


@dataclass(frozen=True, slots=True)
class CallList:
    """The whole left column, and the order in which cards follow each other."""

    groups: tuple[RowGroup, ...]
    logged: int
    left_words: str
    more_words: str
    bar_parts: tuple[tuple[str, int], ...]
    bar_label: str
    staff: Staff
    urls: tuple[str, ...]
    ids: tuple[int, ...]
    customers: tuple[int, ...]
    owners: tuple[int, ...]

    def asked(self, place: int) -> Asked:
        """The card at `place`."""
        return Asked(
            self.ids[place], self.customers[place], self.staff.store.pk, self.owners[place]
        )

    @property
    def left(self) -> int:
        """Cards still to make."""
        return len(self.ids)

    def mark(self, place: int) -> "CallList":
        """The same list with the card at `place` as the current one."""
        if not self.ids:
            return self
        current = self.ids[place]
        return replace(
            self,
            groups=tuple(
                replace(
                    group,
                    rows=tuple(
                        row._replace(is_current=row.follow_up_id == current) for row in group.rows
                    ),
                )
                for group in self.groups
            ),
        )

    def place_of(self, customer_id: int) -> int | None:
        """Where the customer's card stands, from 0; None when it is not on the list."""
        return self.customers.index(customer_id) if customer_id in self.customers else None


def call_list(
    day: StoreDay, user: User, *, may_cover: bool, current_customer_id: int | None = None
) -> CallList:
    """The person's list at `day.now`: own and covered cards, and with `may_cover` the missed ones.

    The same number of queries at one row and at fifty. A BDC rep sees what the store owes today.
    """
    me = user.pk
    staff = staff_of(day.store, today=day.today, calendar=day.calendar)
    covered = staff.covered_by(me)
    rows, logged = _due_and_logged(day, me, staff, covered, may_cover=may_cover)
    awake = [r for r in rows if not (r["snoozed_until"] and r["snoozed_until"] > day.now)]
    by_id = {r["id"]: r for r in awake}
    dues = [_due(r, me, covered, may_cover=may_cover) for r in awake]
    arranged = arrange(dues, today=day.today, cap=day.store.cards_a_day, logged=len(logged))
    known = known_about([card.lead.customer_id for card in arranged.cards])
    maker = RowMaker.of(day, by_id, known, current_customer_id)
    drawn = [(card, maker.row(card)) for card in arranged.cards]
    done = len(logged - {card.lead.customer_id for card in arranged.cards})
    late = sum(card.group in ("overdue", "missed") for card in arranged.cards)
    return CallList(
        groups=groups_of(drawn, staff, covered),
        logged=done,
        left_words=left_words(len(drawn), day),
        more_words=more_words(arranged, len(rows) - len(awake), done),
        bar_parts=_bar_parts(done, late, len(drawn) - late),
        bar_label=_("%(done)d logged, %(late)d overdue, %(due)d due")
        % {"done": done, "late": late, "due": len(drawn) - late},
        staff=staff,
        urls=tuple(row.url for _, row in drawn),
        ids=tuple(row.follow_up_id for _, row in drawn),
        customers=tuple(row.customer_id for _, row in drawn),
        owners=tuple(card.lead.owner_id for card, _ in drawn),
    )


def _bar_parts(done: int, late: int, due: int) -> tuple[tuple[str, int], ...]:
    """One tick a card; a long day is three lengths."""
    counts = (("brand", done), ("miss", late), ("rest", due))
    if done + late + due > MOST_TICKS:
        return counts
    return tuple((css, 1) for css, count in counts for _ in range(count))


def _due_and_logged(
    day: StoreDay, me: int, staff: Staff, covered: frozenset[int], *, may_cover: bool
) -> tuple[list[dict[str, Any]], set[int]]:
    """What may be on the list, and the customers whom the person logged today."""
    whose = [MINE]
    if covered:
        whose.append(COVERED)
    if may_cover:
        whose.append(STORE if staff.is_bdc(me) else MISSED)
        if staff.is_bdc(me):
            whose.append(MISSED)
    conditions = " OR ".join(f"({condition})" for condition in whose)
    rows = LIST.format(whose=conditions, delivery=DELIVERY, limit=MOST_ROWS)
    asked: dict[str, Any] = {
        "store": day.store.pk,
        "me": me,
        "today": day.today,
        "early": staff.early_until(me),
        "covered": sorted(covered),
    }
    text, logged = read(READ.format(rows=rows, logged=LOGGED), asked)[0]
    return [_with_days(row) for row in json.loads(text or "[]")], set(logged)


def _with_days(row: dict[str, Any]) -> dict[str, Any]:
    """The row with days and moments where JSON has only texts."""
    for name in DAYS:
        if row[name]:
            row[name] = date.fromisoformat(row[name])
    for name in MOMENTS:
        if row[name]:
            row[name] = datetime.fromisoformat(row[name])
    return row


def _due(row: Mapping[str, Any], me: int, covered: frozenset[int], *, may_cover: bool) -> Due:
    whose: Whose = "store"
    if row["owner_id"] == me:
        whose = "mine"
    elif row["missed_on"] and may_cover:
        whose = "missed"
    elif row["owner_id"] in covered:
        whose = "cover"
    return Due(
        row["id"],
        row["customer_id"],
        row["owner_id"],
        row["kind"],
        row["tier"],
        row["first_due_on"],
        row["due_on"],
        row["due_at"],
        row["first_tried_on"] is not None,
        row["missed_on"],
        whose,
    )
