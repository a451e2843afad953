"""Escaping many texts at the price of one."""

from collections.abc import Sequence
from html import escape

BETWEEN = "\0"  # in no text of PostgreSQL's, in no translation, and left alone by escape


def escape_all(texts: Sequence[str]) -> list[str]:
    """The texts, safe to place in HTML and in quoted attributes, in the same order.

    Three hundred calls of Django's own cost more than the queries of the list that they draw.
    Raises ValueError when a text holds a NUL.
    """
    if not texts:
        return []
    escaped = escape(BETWEEN.join(texts)).split(BETWEEN)
    if len(escaped) != len(texts):
        raise ValueError("A text with a NUL cannot be drawn.")
    return escaped
