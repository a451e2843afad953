"""Writes of this app."""

from customers.actions.correct import (
    add_email,
    add_phone,
    correct_customer,
    correct_email,
    correct_phone,
)
from customers.actions.stop import mark_number_wrong, record_consent, record_stop
from customers.actions.upsert import Upserted, link_household, note_fact, upsert_customer
from customers.actions.ways import (
    keep_purchases,
    lock_customers,
    refresh_ways,
    tell_ways,
)

__all__ = [
    "Upserted",
    "add_email",
    "add_phone",
    "correct_customer",
    "correct_email",
    "correct_phone",
    "keep_purchases",
    "link_household",
    "lock_customers",
    "mark_number_wrong",
    "note_fact",
    "record_consent",
    "record_stop",
    "refresh_ways",
    "tell_ways",
    "upsert_customer",
]
