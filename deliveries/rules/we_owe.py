"""What kind of promise a line of the due bill is, and which promises outlive the sale."""

from __future__ import annotations

import re
from datetime import date
from typing import Literal

WeOweKind = Literal["item", "money", "trade", "perk"]
SURVIVES_UNWIND: frozenset[WeOweKind] = frozenset({"money", "trade"})
"""Edge case 38: the car came back, so their money and their trade-in go back too."""

_BACK = r"(?:return|returned|give back|hand back|back|devol\w+)"
_TRADE = re.compile(rf"\btrade(?:[- ]?in)?\b.*\b{_BACK}\b|\b{_BACK}\b.*\btrade(?:[- ]?in)?\b", re.I)
_MONEY = re.compile(
    r"\b(?:refunds?|reembolsos?|reimburse\w*)\b"
    rf"|\b(?:deposit|down payment|money|enganche|dep[oó]sito|dinero)\b.*\b{_BACK}\b"
    rf"|\b{_BACK}\b.*\b(?:deposit|down payment|money|enganche|dep[oó]sito|dinero)\b",
    re.I,
)


def counted_day(told_on: date | None, promised_on: date | None) -> date | None:
    """The day that a promise is late against: what the customer was told last, else what the store
    planned. One rule for the desk, the card, the log and the words that are said; None without a
    day."""
    return told_on or promised_on


def kind_of_item(item: str) -> WeOweKind:
    """What an item in somebody's words is: money back, their trade-in back, or for the car."""
    if _TRADE.search(item):
        return "trade"
    return "money" if _MONEY.search(item) else "item"
