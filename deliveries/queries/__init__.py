"""Reads of this app that others may use."""

from deliveries.queries.known_sales import known_sales

__all__ = ["known_sales"]
