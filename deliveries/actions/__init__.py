"""Writes of this app."""

from deliveries.actions.change import correct_delivered_on, unwind_delivery
from deliveries.actions.import_file import (
    change_columns,
    import_rows,
    purge_import_content,
    receive_file,
    start_import,
)
from deliveries.actions.record import DealNumberUsedAgain, Recorded, record_delivery
from deliveries.actions.salespeople import match_salesperson, salesperson_of
from deliveries.actions.we_owe import owe, say_word, settle_we_owe, tell_date

__all__ = [
    "DealNumberUsedAgain",
    "Recorded",
    "change_columns",
    "correct_delivered_on",
    "import_rows",
    "match_salesperson",
    "owe",
    "purge_import_content",
    "receive_file",
    "record_delivery",
    "salesperson_of",
    "say_word",
    "settle_we_owe",
    "start_import",
    "tell_date",
    "unwind_delivery",
]
