"""Which way to reach somebody leads on the card: the one that the contact is due by.

A customer who would rather have a text is not shown a green Call. Where the way that is due is
closed, the nearest one that is open leads.
"""

from collections.abc import Collection, Mapping
from typing import Literal

from customers.rules.contactability import Channel

AFTER: Mapping[str, tuple[Channel, ...]] = {
    "phone": ("phone", "text", "email", "letter"),
    "text": ("text", "phone", "email", "letter"),
    "email": ("email", "letter", "phone", "text"),
    "letter": ("letter", "email", "phone", "text"),
}
"""The way that is due, then what comes nearest: who writes goes on writing."""


def leading(due_by: str, are_open: Collection[str]) -> Channel | Literal[""]:
    """The way that leads; "" where none is open. Face to face counts as a call: it is arranged."""
    return next((way for way in AFTER.get(due_by, AFTER["phone"]) if way in are_open), "")
