"""Reads of this app that others may use."""

from customers.queries.contact import contact_facts_of, facts_of, facts_on_number, stops_of
from customers.queries.matching import known_like
from customers.queries.merged import goes_on, of_person, rows_of_person
from customers.queries.on_file import OnFile, on_file
from customers.queries.search import Found, find_customers
from customers.queries.visible import visible_to

__all__ = [
    "Found",
    "OnFile",
    "contact_facts_of",
    "facts_of",
    "facts_on_number",
    "find_customers",
    "goes_on",
    "known_like",
    "of_person",
    "on_file",
    "rows_of_person",
    "stops_of",
    "visible_to",
]
