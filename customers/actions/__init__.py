"""Writes of this app."""

from customers.actions.stop import mark_number_wrong, record_consent, record_stop
from customers.actions.upsert import Upserted, link_household, note_fact, upsert_customer
from customers.actions.ways import extend_relationship, refresh_ways

__all__ = [
    "Upserted",
    "extend_relationship",
    "link_household",
    "mark_number_wrong",
    "note_fact",
    "record_consent",
    "record_stop",
    "refresh_ways",
    "upsert_customer",
]
