"""Reads of this app that others may use."""

from customers.queries.contact import contact_facts_of
from customers.queries.matching import known_like
from customers.queries.search import Found, find_customers
from customers.queries.visible import visible_to

__all__ = [
    "Found",
    "contact_facts_of",
    "find_customers",
    "known_like",
    "visible_to",
]
