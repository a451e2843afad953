"""One person's call list for one store and day, in a fixed number of queries."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from dealerfollow.stores.models import User
from dealerfollow.stores.queries import StoreDay
from dealerfollow.tenancy.prepared import read
from followups.queries.asked_hours import NUMBER
from followups.queries.card_parts import Asked
from followups.queries.known import Known, known_about
from followups.queries.list_rows import RowGroup, RowMaker, groups_of, left_words, more_words
from followups.queries.people import Staff, staff_of
from followups.queries.whose import Reader
from followups.rules.call_list import Arranged, Card, arrange, dealt
from followups.rules.newer_car import PERSON_BOUND
from followups.rules.outcomes import ONE_DAY_KINDS

MOST_TICKS = 30
MOST_ROWS = 400
"""Far above any day's cards: what a list fetches before the cap, for a store years behind."""

# Two branches: one condition on either id could not use an index under row-level security, whose
# policy comes before every expression that might leak (measured: each row read all deliveries).
DELIVERY = """x.id, x.delivered_on, x.condition, x.flags, x.lease_ends_on, x.tag_expires_on,
              x.vehicle_id, x.car_gone_on"""
# A check-in asks nothing about a car that is gone (edge case 46); its delivery is their history.
ASKED_CAR = "(d.car_gone_on IS NULL OR f.kind <> ALL (ARRAY['{}']))".format(
    "', '".join(sorted(PERSON_BOUND))
)
ANOTHER = f"{DELIVERY}, NULL::bigint"
LIST = """
SELECT f.id, f.kind, f.tier, f.channel, f.customer_id, f.owner_id, f.first_due_on, f.due_on,
       f.due_at, f.first_tried_on, f.missed_on, f.planning_note, f.snoozed_until,
       c.first_name, c.last_name, c.company, c.preferred_channel,
       c.reach_from, c.reach_until, c.state, c.postal_code, {number} AS number,
       d.id AS delivery_id, d.second_salesperson_id, d.delivered_on, d.condition, d.flags,
       d.lease_ends_on, d.tag_expires_on, v.year, v.make, v.model
  FROM followups_followup f
  JOIN customers_customer c ON c.id = f.customer_id
  LEFT JOIN LATERAL (
       SELECT {delivery}, x.second_salesperson_id FROM deliveries_delivery x
        WHERE x.id = f.delivery_id
        UNION ALL
       (SELECT {another} FROM deliveries_delivery x
         WHERE f.delivery_id IS NULL AND x.customer_id = f.customer_id
           AND x.delivered_on IS NOT NULL AND x.unwound_on IS NULL AND x.car_gone_on IS NULL
         ORDER BY x.delivered_on DESC LIMIT 1)) d ON true
  LEFT JOIN customers_vehicle v ON v.id = d.vehicle_id AND {asked_car}
 WHERE f.store_id = %(store)s AND f.state = 'open' AND ({whose})
 ORDER BY f.tier, f.missed_on IS NOT NULL, f.kind <> ALL (ARRAY['{one_day}']), f.due_on, f.id
 LIMIT {limit}
"""
MINE = "f.owner_id = %(me)s AND f.due_on <= %(early)s"
COVERED = "f.owner_id = ANY(%(covered)s) AND f.due_on <= %(today)s"
MISSED = "f.missed_on IS NOT NULL AND f.due_on <= %(today)s"
# Whoever leaves earlier, or comes later: who asked for those hours is somebody else's (edge 20).
ASKED = """f.owner_id = ANY(%(elsewhere)s) AND f.due_on <= %(today)s AND f.due_at IS NULL
           AND c.reach_from IS NOT NULL"""
# By the buyer, of whom there is an index: of a delivery there is none (edge case 77).
SHARED = """f.due_on <= %(today)s AND f.owner_id <> %(me)s
    AND f.customer_id = ANY(ARRAY(SELECT s.customer_id FROM deliveries_delivery s
                                   WHERE s.second_salesperson_id = %(me)s))
    AND f.delivery_id = ANY(ARRAY(SELECT s.id FROM deliveries_delivery s
                                   WHERE s.second_salesperson_id = %(me)s))"""
STORE = "f.due_on <= %(today)s AND f.bdc_tried_on IS DISTINCT FROM %(today)s"

LOGGED = """
SELECT DISTINCT a.customer_id FROM followups_attempt a
 WHERE a.by_id = %(me)s AND a.made_on = %(today)s AND a.store_id = %(store)s
   AND NOT EXISTS (SELECT 1 FROM followups_attemptundo u WHERE u.attempt_id = a.id)
"""
# Both in one round trip, the rows as one text: reading twenty-five columns costs more than JSON.
# The order inside says which are read of too many; `arrange` has its own, to the last row.
READ = """
SELECT (SELECT json_agg(row_to_json(r)) FROM ({rows}) r)::text,
       ARRAY({logged})
"""
DAYS = (
    "first_due_on",
    "due_on",
    "first_tried_on",
    "missed_on",
    "delivered_on",
    "lease_ends_on",
    "tag_expires_on",
)
MOMENTS = ("due_at", "snoozed_until")


@dataclass(frozen=True, slots=True)
class CallList:
    """The whole left column, and the order in which cards follow each other."""

    groups: tuple[RowGroup, ...]
    logged: int
    left_words: str
    held_back: int
    asleep: int
    bar_parts: tuple[tuple[str, int], ...]
    bar_label: str
    staff: Staff
    urls: tuple[str, ...]
    ids: tuple[int, ...]
    customers: tuple[int, ...]
    owners: tuple[int, ...]
    stores: tuple[int, ...]
    cards: tuple[Card, ...]
    are_hours_now: bool = False  # of the BDC: somebody asked for just these hours (edge case 20)
    days: Mapping[int, tuple[StoreDay, Staff]] = field(default_factory=dict)  # of many stores
    keep: str = ""  # what the address keeps from card to card

    def asked(self, place: int) -> Asked:
        """The card at `place`."""
        return Asked(self.ids[place], self.customers[place], self.stores[place], self.owners[place])

    @property
    def more_words(self) -> str:
        """What is due and not on it."""
        return more_words(self.held_back, self.asleep, self.logged)

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

    def first_url(self, now: datetime) -> str:
        """The card to begin with; "" without any."""
        return self.urls[dealt(self.cards, now)] if self.urls else ""

    def place_of(self, customer_id: int) -> int | None:
        """Where the customer's card stands, from 0; None when it is not on the list."""
        return self.customers.index(customer_id) if customer_id in self.customers else None


@dataclass(frozen=True, slots=True)
class Gathered:
    """What a list is drawn from: the cards in order, the columns of each follow-up, what is known
    of each customer, whom the person logged today, how many rows are put off for later."""

    reader: Reader
    arranged: Arranged
    by_id: dict[int, dict[str, Any]]
    known: dict[int, Known]
    logged: set[int]
    asleep: int


def gathered(day: StoreDay, user: User, *, may_cover: bool) -> Gathered:
    """The person's cards at `day.now`, not drawn yet. 3 queries."""
    me = user.pk
    staff = staff_of(day.store, today=day.today, calendar=day.calendar)
    reader = Reader(day, staff, me, staff.covered_by(me), may_cover)
    rows, logged = _due_and_logged(reader)
    found = [(row, due) for row in rows if (due := reader.due(row)) is not None]
    awake = [(r, d) for r, d in found if not (r["snoozed_until"] and r["snoozed_until"] > day.now)]
    dues = [due for _row, due in awake]
    arranged = arrange(dues, today=day.today, cap=day.store.cards_a_day, logged=len(logged))
    known = known_about([card.lead.customer_id for card in arranged.cards], day.store)
    by_id = {row["id"]: row for row, _due in awake}
    return Gathered(reader, arranged, by_id, known, logged, len(found) - len(awake))


def call_list(
    day: StoreDay, user: User, *, may_cover: bool, current_customer_id: int | None = None
) -> CallList:
    """The person's list at `day.now`: own and covered cards, and with `may_cover` the missed ones.

    The same number of queries at one row and at fifty. A BDC rep sees what the store owes today.
    """
    found = gathered(day, user, may_cover=may_cover)
    arranged, logged, staff = found.arranged, found.logged, found.reader.staff
    maker = RowMaker.of(day, found.by_id, found.known, current_customer_id)
    drawn = [(card, maker.row(card)) for card in arranged.cards]
    done = len(logged - {card.lead.customer_id for card in arranged.cards})
    late = sum(card.group in ("overdue", "missed") for card in arranged.cards)
    parts, label = bar_of(done, late, len(drawn) - late)
    return CallList(
        groups=groups_of(drawn, staff, found.reader.covered),
        logged=done,
        left_words=left_words(len(drawn), day),
        held_back=arranged.held_back,
        asleep=found.asleep,
        bar_parts=parts,
        bar_label=label,
        staff=staff,
        urls=tuple(row.url for _, row in drawn),
        ids=tuple(row.follow_up_id for _, row in drawn),
        customers=tuple(row.customer_id for _, row in drawn),
        owners=tuple(card.lead.owner_id for card, _ in drawn),
        stores=(day.store.pk,) * len(drawn),
        cards=arranged.cards,
        are_hours_now=found.reader.sees_store and _are_hours_now(found, day),
    )


def _are_hours_now(found: Gathered, day: StoreDay) -> bool:
    """Whether somebody whose owner is not there asked to be called at just this time of day."""
    time = day.now.astimezone(day.store.zone).time()
    cards = (card for card in found.arranged.cards if card.group == "hours")
    rows = (found.by_id[due.follow_up_id] for card in cards for due in card.rows)
    return any(found.reader.is_wished_at(row, time) for row in rows)


def bar_of(done: int, late: int, due: int) -> tuple[tuple[tuple[str, int], ...], str]:
    """The bar of the day, and all of it in words."""
    words = _("%(done)d logged, %(late)d overdue, %(due)d due")
    return _bar_parts(done, late, due), words % {"done": done, "late": late, "due": due}


def _bar_parts(done: int, late: int, due: int) -> tuple[tuple[str, int], ...]:
    """One tick a card; a long day is three lengths."""
    counts = (("brand", done), ("miss", late), ("rest", due))
    if done + late + due > MOST_TICKS:
        return counts
    return tuple((css, 1) for css, count in counts for _ in range(count))


def _due_and_logged(reader: Reader) -> tuple[list[dict[str, Any]], set[int]]:
    """What may be on the list, and the customers whom the person logged today."""
    day, elsewhere, whose = reader.day, reader.elsewhere, [MINE, SHARED]
    if reader.covered:
        whose.append(COVERED)
    if elsewhere:
        whose.append(ASKED)
    if reader.may_cover:
        whose.append(MISSED)
    if reader.sees_store:
        whose.append(STORE)
    conditions = " OR ".join(f"({condition})" for condition in whose)
    rows = LIST.format(
        whose=conditions,
        delivery=DELIVERY,
        another=ANOTHER,
        asked_car=ASKED_CAR,
        number=NUMBER,
        limit=MOST_ROWS,
        one_day="', '".join(sorted(ONE_DAY_KINDS)),
    )
    asked: dict[str, Any] = {
        "store": day.store.pk,
        "me": reader.user_id,
        "today": day.today,
        "early": reader.staff.early_until(reader.user_id),
        "covered": sorted(reader.covered),
        "elsewhere": sorted(elsewhere),
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
