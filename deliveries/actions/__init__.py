"""Writes of this app."""

from deliveries.actions.asked_facts import EmptyAnswer, answer_fact, ask_fact
from deliveries.actions.change_many import ChangedMany, change_many
from deliveries.actions.changing import keep_change
from deliveries.actions.clearing import NothingToClear, answer_clearing, ask_to_clear
from deliveries.actions.dates import correct_delivered_on, revive_delivery, unwind_delivery
from deliveries.actions.import_file import (
    change_columns,
    import_rows,
    purge_import_content,
    receive_file,
    start_import,
)
from deliveries.actions.nothing_owed import StillOwed, sign_nothing_owed
from deliveries.actions.opening_again import reopen
from deliveries.actions.ownership import end_ownership
from deliveries.actions.perks import use_perk
from deliveries.actions.record import DealNumberUsedAgain, Recorded, record_delivery
from deliveries.actions.salespeople import match_salesperson, salesperson_of
from deliveries.actions.we_owe import (
    owe,
    promise_again,
    say,
    settle_we_owe,
    tell_date,
)

__all__ = [
    "ChangedMany",
    "DealNumberUsedAgain",
    "EmptyAnswer",
    "NothingToClear",
    "Recorded",
    "StillOwed",
    "answer_clearing",
    "answer_fact",
    "ask_fact",
    "ask_to_clear",
    "change_columns",
    "change_many",
    "correct_delivered_on",
    "end_ownership",
    "import_rows",
    "keep_change",
    "match_salesperson",
    "owe",
    "promise_again",
    "purge_import_content",
    "receive_file",
    "record_delivery",
    "reopen",
    "revive_delivery",
    "salesperson_of",
    "say",
    "settle_we_owe",
    "sign_nothing_owed",
    "start_import",
    "tell_date",
    "unwind_delivery",
    "use_perk",
]
