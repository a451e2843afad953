"""One reason to contact, and where it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a reason comes from: the line under it."""

    code: str
    params: Mapping[str, object] = field(default_factory=dict)


HINTS = frozenset({"voicemails_unanswered", "prefers_channel"})
"""What to mind rather than why to call."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason to contact, heavier ones first. `is_fact`: it is news, not just the occasion."""

    code: str
    params: Mapping[str, object]
    evidence: Evidence
    icon: str
    weight: int
    is_fact: bool = False
    fact_on: date | None = None

    @property
    def is_of_value(self) -> bool:
        """Whether it is worth their time: whatever it is but a hint or a bare check-in."""
        return self.code not in HINTS and (self.is_fact or self.code != "check_in")
