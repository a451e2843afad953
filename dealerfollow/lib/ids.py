"""Ids out of an address or a form: whatever somebody may have typed there."""

from collections.abc import Iterable

MOST_DIGITS = 18  # what fits the database's numbers


def id_from(text: str) -> int | None:
    """The id that the text is; None for anything else. Never raises."""
    is_id = text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS
    return int(text) if is_id else None


def ids_from(texts: Iterable[str]) -> list[int]:
    """The ids among the texts, in their order; what is none is left out. Never raises."""
    return [found for text in texts if (found := id_from(text)) is not None]
