"""Reads of this app that others may use."""

from customers.queries.contact import contact_facts_of
from customers.queries.matching import known_like

__all__ = ["contact_facts_of", "known_like"]
