"""Writes of this app."""

from customers.actions.correct import (
    add_email,
    add_phone,
    correct_customer,
    correct_email,
    correct_phone,
)
from customers.actions.died import correct_death, record_death
from customers.actions.facts import correct_fact, end_fact, note_fact
from customers.actions.household import (
    add_relative,
    confirm_fact,
    confirm_link,
    end_link,
    link_household,
)
from customers.actions.merge import MergeRefused, merge_customers, unmerge_customers
from customers.actions.propose import propose_merge, propose_parting
from customers.actions.refused import CorrectionRefused
from customers.actions.services import keep_services
from customers.actions.stop import mark_number_wrong, record_consent, record_stop
from customers.actions.stop_correction import block_number, correct_stop
from customers.actions.upsert import Upserted, find_customer, upsert_customer
from customers.actions.ways import (
    keep_purchases,
    lock_customers,
    lock_people,
    refresh_ways,
    tell_ways,
)

__all__ = [
    "CorrectionRefused",
    "MergeRefused",
    "Upserted",
    "add_email",
    "add_phone",
    "add_relative",
    "block_number",
    "confirm_fact",
    "confirm_link",
    "correct_customer",
    "correct_death",
    "correct_email",
    "correct_fact",
    "correct_phone",
    "correct_stop",
    "end_fact",
    "end_link",
    "find_customer",
    "keep_purchases",
    "keep_services",
    "link_household",
    "lock_customers",
    "lock_people",
    "mark_number_wrong",
    "merge_customers",
    "note_fact",
    "propose_merge",
    "propose_parting",
    "record_consent",
    "record_death",
    "record_stop",
    "refresh_ways",
    "tell_ways",
    "unmerge_customers",
    "upsert_customer",
]
