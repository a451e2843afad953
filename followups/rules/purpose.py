"""What a contact was for: settling an issue is told apart from selling (seed 004, line 59)."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

from followups.rules.outcomes import SERVICE_KINDS

Purpose = Literal["issue", "sales", "care"]
SALES_KINDS = frozenset({"lease", "repurchase"})
"""Contacts that ask whether they want another car."""

OPPORTUNITIES = ("repurchase", "trade", "service", "referral")
"""What may come up on any contact, and is counted whatever it was for."""


def purpose_of_log(
    kinds: Collection[str],
    *,
    has_settled_or_told: bool = False,
    is_upset: bool = False,
    asked_for_a_name: bool = False,
) -> Purpose:
    """An issue where it answered something owed or upsetting, or said what became of it; sales
    where it was about another car or a name; else care. What was owed outweighs what was sold."""
    if has_settled_or_told or is_upset or not SERVICE_KINDS.isdisjoint(kinds):
        return "issue"
    if asked_for_a_name or not SALES_KINDS.isdisjoint(kinds):
        return "sales"
    return "care"
