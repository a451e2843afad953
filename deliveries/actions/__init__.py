"""Writes of this app."""

from deliveries.actions.record import (
    DealNumberUsedAgain,
    Recorded,
    correct_delivered_on,
    record_delivery,
    unwind_delivery,
)
from deliveries.actions.salespeople import match_salesperson, salesperson_of
from deliveries.actions.we_owe import owe, say_word, settle_we_owe, tell_date

__all__ = [
    "DealNumberUsedAgain",
    "Recorded",
    "correct_delivered_on",
    "match_salesperson",
    "owe",
    "record_delivery",
    "salesperson_of",
    "say_word",
    "settle_we_owe",
    "tell_date",
    "unwind_delivery",
]
