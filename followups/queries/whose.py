"""Whose each row of a list is: their own, covered, at hours asked for, shared, the store's."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from typing import Any

from dealerfollow.lib.workdays import Span
from dealerfollow.stores.queries import StoreDay
from followups.queries.asked_hours import asks_for_hours, span_of
from followups.queries.people import Staff
from followups.rules.call_list import Due, Whose
from followups.rules.spreading import last_day_of


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads a list, and what they may see on it."""

    day: StoreDay
    staff: Staff
    user_id: int
    covered: frozenset[int]
    may_cover: bool

    @property
    def sees_store(self) -> bool:
        """Whether everything that the store owes today is on the list."""
        return self.may_cover and self.staff.is_bdc(self.user_id)

    @property
    def elsewhere(self) -> frozenset[int]:
        """Owners who are not there at some hours at which this person stands in for them."""
        return self.staff.away_for(self.user_id)

    def due(self, row: Mapping[str, Any]) -> Due | None:
        """The row as the list arranges it; None when somebody else makes it today."""
        whose = self._whose(row)
        if whose is None:
            return None
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
            last_day_of(row["kind"], row["first_due_on"], row["planning_note"]),
        )

    def _whose(self, row: Mapping[str, Any]) -> Whose | None:
        """A missed one stays with its owner too: it is counted already."""
        is_mine = row["owner_id"] == self.user_id
        rest = self._rest(row)
        holder = None if row["missed_on"] else self._holder_by_hours(row)
        if is_mine:
            return "mine" if holder in (None, self.user_id) else rest
        if row["missed_on"] and self.may_cover:
            return "missed"
        if row["owner_id"] in self.covered:
            return "cover" if holder in (None, self.user_id) else rest
        return "hours" if holder == self.user_id else rest

    def _rest(self, row: Mapping[str, Any]) -> Whose | None:
        """What is neither theirs nor covered: the second of a split deal sees it (edge case 77)."""
        if row["second_salesperson_id"] == self.user_id:
            return "shared"
        return "store" if self.sees_store else None

    def _holder_by_hours(self, row: Mapping[str, Any]) -> int | None:
        """Who makes it at the hours that the customer asked for (edge case 20); None: no wish, or
        it is made early, before a day off."""
        if row["reach_from"] is None or not asks_for_hours(row["channel"], row["due_at"]):
            return None
        wished = self._wished(row)
        if wished is None or row["due_on"] > self.day.today:
            return None
        return self.staff.holder_of(row["owner_id"], wished)

    def is_wished_at(self, row: Mapping[str, Any], at: time) -> bool:
        """Whether the customer asked to be called at this time of the store's day."""
        wished = self._wished(row) if row["reach_from"] is not None else None
        return wished is not None and wished[0] <= at < wished[1]

    def _wished(self, row: Mapping[str, Any]) -> Span | None:
        reach = tuple(time.fromisoformat(row[name]) for name in ("reach_from", "reach_until"))
        where = (row["state"], row["postal_code"], row["number"])
        return span_of((reach[0], reach[1]), where, self.day.store, self.day.today)
