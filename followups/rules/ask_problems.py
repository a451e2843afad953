"""What is missing from what came up on a contact: a field is asked for only when it did."""

from __future__ import annotations

from dataclasses import dataclass

from followups.rules.elsewhere import REASONS
from followups.rules.outcomes import OUTCOMES


@dataclass(frozen=True, slots=True, kw_only=True)
class AskEntry:
    """What a log says besides the outcome. Empty strings are fields that were left alone."""

    outcome: str
    is_upset: bool = False
    cause: str = ""
    referral: str = ""
    referral_name: str = ""
    referral_phone: str = ""
    is_sales_lawful: bool = True
    is_themself: bool = False  # the name and number given are the customer's own
    elsewhere_reason: str = ""
    moved_state: str = ""
    moved_postal_code: str = ""
    is_car_sold: bool = False


def ask_problems(entry: AskEntry) -> dict[str, str]:
    """Field name to problem code; empty when all that came up is complete."""
    problems: dict[str, str] = {}
    if entry.is_upset and not entry.cause:
        problems["heat_cause"] = "heat_cause_required"
    if entry.referral:
        problems |= _referral_problems(entry)
    if entry.outcome == "bought_elsewhere" and entry.elsewhere_reason not in REASONS:
        problems["elsewhere_reason"] = "elsewhere_reason_required"
    if entry.outcome == "moved" and not entry.is_car_sold:
        problems |= _place_problems(entry)
    return problems


def _referral_problems(entry: AskEntry) -> dict[str, str]:
    if not entry.is_sales_lawful:
        return {"referral": "referral_not_lawful"}
    if entry.referral != "given":
        return {}
    problems = {}
    if not entry.referral_name.strip():
        problems["referral_name"] = "referral_name_required"
    if not entry.referral_phone:
        problems["referral_phone"] = "referral_phone_required"
    if not problems and entry.is_themself:
        problems["referral_name"] = "referral_is_themself"
    return problems


def _place_problems(entry: AskEntry) -> dict[str, str]:
    """The call window follows the place: the state or the ZIP code tells it (edge case 14)."""
    if entry.moved_state or entry.moved_postal_code:
        return {}
    return {"moved_state": "moved_where"}


def came_up(outcome: str, *, is_inbound: bool) -> bool:
    """Whether anything could come up: they were talked with, or they contacted us."""
    known = OUTCOMES.get(outcome)
    return is_inbound or (known is not None and known.is_conversation)
