"""What came up on a contact, from the cleaned data of the card's form."""

from collections.abc import Mapping
from typing import Any

from followups.actions.log_attempt.said import (
    Elsewhere,
    Moved,
    Named,
    Reviewed,
    Surveyed,
    Upset,
)
from followups.queries.card_page import CardPage
from followups.rules.ask_problems import came_up


def came_up_of(found: Mapping[str, Any], card: CardPage, outcome: str) -> dict[str, Any]:
    """What the log says besides its outcome, by the names of LogDetails.

    A field of a row that no longer shows says nothing: who picked Spoke first and No answer then
    has asked nobody for a review.
    """
    said: dict[str, Any] = {
        "moved": _moved(found) if outcome == "moved" else None,
        "elsewhere": _elsewhere(found) if outcome == "bought_elsewhere" else None,
        "estate_contact": found["estate_contact"].strip() if outcome == "died" else "",
    }
    if not came_up(outcome, is_inbound=found["is_inbound"]):
        return said
    usage = " ".join(found["usage"].split())
    return {
        **said,
        "is_csi_discussed": found["is_csi_discussed"],
        "is_pleased": found["is_pleased"],
        "surveyed": _surveyed(found, card),
        "heat_settled": found["heat_settled"] and card.asks.may_settle,
        "heat_next_on": found["heat_again_on"] if card.asks.hears_again else None,
        "upset": _upset(found, card),
        "reviewed": _reviewed(found, card),
        "named": _named(found),
        "opportunity": found["opportunity"],
        "fact_about": found["fact_about"] if found["fact"] else "",
        "usage": "" if usage == card.customer.how_they_use_it else usage,
    }


def _surveyed(found: Mapping[str, Any], card: CardPage) -> Surveyed | None:
    """What of it does not belong to the state that was picked stands in fields that do not show."""
    state = found["survey_state"] if found["is_csi_discussed"] and card.asks.asks_survey else ""
    if not state:
        return None
    if state != "answered":
        return Surveyed(state=state)
    return Surveyed(
        state=state,
        score=found["survey_score"],
        answered_on=found["survey_answered_on"],
        words=found["survey_words"].strip(),
    )


def _upset(found: Mapping[str, Any], card: CardPage) -> Upset | None:
    """On the call of an open case there is one day on which they hear again, asked for once."""
    if not found["is_upset"]:
        return None
    again_on = found["heat_again_on"] if card.asks.hears_again else found["heat_next_on"]
    return Upset(
        severity=found["heat_severity"] or "upset",
        cause=found["heat_cause"],
        words=found["heat_words"].strip(),
        next_on=again_on,
    )


def _reviewed(found: Mapping[str, Any], card: CardPage) -> Reviewed | None:
    """Declined without a site is of the first one: it was asked about somewhere."""
    sites = tuple(found["review_sites"])
    if found["review_declined"]:
        sites = sites or tuple(site.name for site in card.asks.sites[:1])
    return Reviewed(sites=sites, is_declined=found["review_declined"]) if sites else None


def _named(found: Mapping[str, Any]) -> Named | None:
    if not found["referral"]:
        return None
    return Named(
        state=found["referral"],
        name=" ".join(found["referral_name"].split()),
        phone=str(found["referral_phone"] or ""),
        words=found["referral_words"].strip(),
        kind=found["referral_kind"] or "friend",
    )


def _moved(found: Mapping[str, Any]) -> Moved:
    return Moved(
        address=found["moved_address"].strip(),
        city=found["moved_city"].strip(),
        state=found["moved_state"].upper(),
        postal_code=found["moved_postal_code"],
        is_car_sold=found["is_car_sold"],
    )


def _elsewhere(found: Mapping[str, Any]) -> Elsewhere:
    return Elsewhere(
        reason=found["elsewhere_reason"],
        words=found["elsewhere_words"].strip(),
        is_car_gone=found["is_car_gone"],
    )
