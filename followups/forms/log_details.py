"""A valid log form as the action takes it."""

from collections.abc import Mapping
from datetime import date, tzinfo
from typing import Any

from followups.actions import LogDetails, NewPromise
from followups.forms.log_came_up import came_up_of
from followups.forms.ticking import Loose
from followups.queries.card_page import CardPage
from followups.rules.contacts import STOPS


def details_of(
    found: Mapping[str, Any],
    card: CardPage,
    *,
    today: date,
    is_second: bool = False,
    zone: tzinfo | None = None,
) -> LogDetails:
    """The log as the action takes it, from the cleaned data of the card's form; a time typed is
    of `zone`."""
    made_at = found["made_at"].replace(tzinfo=zone) if found["made_at"] and zone else None
    outcome = outcome_of(found)
    told: dict[int, date] = {}
    if found["told_news"]:
        told = _told(found, card, is_changed=found["told_news"] == "changed", today=today)
    gained = (*found["gained"], found["gained_words"].strip())
    promise = None
    if found["promise_item"]:
        promise = NewPromise(
            found["promise_item"], found["promise_department"] or "sales", found["promise_by"]
        )
    return LogDetails(
        key=found["key"],
        shown=found["shown"],
        ticked=Loose.ids(found["follow_ups"]),
        seen=found["seen"] or 0,
        outcome="asked_to_stop" if outcome in STOPS else outcome,
        is_inbound=found["is_inbound"],
        reason=_reason(found, card, outcome),
        reason_codes=card.brief.codes,
        used_reason=card.used_reason,
        note=found["note"].strip(),
        gained=tuple(words for words in gained if words),
        told=tuple(told.items()),
        settled=Loose.ids(found["settled"]),
        is_all_good=found["told_news"] == "same",
        call_back_on=found["call_back_on"] if outcome == "call_back" else None,
        call_back_at=found["call_back_at"] if outcome == "call_back" else None,
        call_back_by=found["call_back_by"] if outcome == "call_back" else None,
        stop_scope=STOPS.get(outcome),
        promise=promise,
        fact=found["fact"].strip(),
        is_second=is_second,
        made_at=made_at,
        answered_by=found["answered_by"],
        number=found["number"],
        **came_up_of(found, card, outcome),
    )


def outcome_of(found: Mapping[str, Any]) -> str:
    """What was picked, under Other too; "" while nothing was."""
    picked: str = found.get("outcome", "")
    return found.get("more_outcome", "") if picked == "other" else picked


def _reason(found: Mapping[str, Any], card: CardPage, outcome: str) -> str:
    """What they called with: typed, picked for the voicemail, or the first reason of the card."""
    left = found["voicemail_reason"] if outcome == "voicemail" else ""
    return left or found["reason"].strip() or _reason_words(card)


def _reason_words(card: CardPage) -> str:
    reasons = card.brief.reasons
    return reasons[0].title[:200] if reasons and card.brief.codes else ""


def _told(
    found: Mapping[str, Any], card: CardPage, *, is_changed: bool, today: date
) -> dict[int, date]:
    """The date told for each we-owe: typed, which the rule refuses when it is over, or the one that
    the card showed."""
    told = {}
    for owed in card.owes:
        on = found.get(f"told_{owed.pk}") if is_changed else owed.promised_on
        if on is not None and (is_changed or on >= today):
            told[owed.pk] = on
    return told
