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
