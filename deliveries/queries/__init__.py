"""Reads of this app that others may use."""

from deliveries.queries.asked_facts import open_asked_facts
from deliveries.queries.known_sales import known_sales

__all__ = ["known_sales", "open_asked_facts"]
