"""Planning notes as they are kept."""

from collections.abc import Sequence
from typing import Any

from followups.rules.due_days import Note


def notes_json(notes: Sequence[Note]) -> list[dict[str, Any]]:
    """Planning notes as they are kept: code, days (ISO), number."""
    return [
        {"code": n.code, "days": [d.isoformat() for d in n.days], "number": n.number} for n in notes
    ]
