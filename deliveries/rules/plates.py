"""Plates still to come: where a sale leaves the lot on a temporary tag (edge case 8)."""

from datetime import date

# Engineering note for counsel: states whose dealers hand out the plates at the sale (Texas since
# 1 July 2025). A store elsewhere that does so turns the row off in its own cadence.
PLATES_AT_SALE = frozenset({"TX"})


def plates_due_on(tag_expires_on: date | None, *, state: str) -> date | None:
    """The day that the temporary tag ends on; None when no plates are still to come."""
    return None if state in PLATES_AT_SALE else tag_expires_on
