"""Reasons from what the store owes: dated promises, perks, and what was left open at delivery."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from followups.rules.brief.facts import Facts, WeOweFact
from followups.rules.brief.reason import Evidence, Reason

SOON_DAYS = 3
"""A promise that falls due so soon is news; a later one stands in the list of we-owes."""
STALE_DAYS = 3
"""Owed so long without a word from its department, a we-owe is said to have no update."""
ICONS = {"we_owe_no_update": "clock", "answer_due": "message", "answer_overdue": "message"}
DELIVERY_KINDS = frozenset({"post_sale", "satisfaction"})
"""What is about the delivery itself: what was flagged then may come up."""


def we_owes(facts: Facts) -> Iterable[Reason]:
    """One reason for each item that has news; an item promised for later is no news."""
    for owed in facts.we_owes:
        found = _code_of(owed, facts.today)
        if found is None:
            continue
        code, weight = found
        on = owed.promised_on if code == "we_owe_moved" else owed.counted_on
        params: dict[str, object] = {
            "item": owed.item,
            "promised_on": on,
            "told_on": owed.told_on,
        }
        if on is not None and on < facts.today and owed.status != "ready":
            params["days"] = (facts.today - on).days
        yield Reason(
            code,
            params,
            _source_of(owed),
            ICONS.get(code, "key"),
            weight,
            is_fact=True,
            fact_on=owed.updated_on,
        )


def _source_of(owed: WeOweFact) -> Evidence:
    source: dict[str, object] = {
        "department": owed.department,
        "owed_days": owed.owed_days,
        "updated_on": owed.updated_on,
    }
    return Evidence("we_owe" if owed.updated_on else "we_owe_without_update", source)


def _code_of(owed: WeOweFact, today: date) -> tuple[str, int] | None:
    """What they asked for on a contact is an answer that they wait for (line 52)."""
    found = _news_of(owed, today)
    if found is None or not owed.is_asked:
        return found
    code, weight = found
    answers = {"we_owe_overdue": "answer_overdue", "we_owe_due_today": "answer_due"}
    return answers.get(code, code), weight


def _news_of(owed: WeOweFact, today: date) -> tuple[str, int] | None:
    """A date that they were not told yet is the news, also where the one they were told is over;
    otherwise the one they were told decides (counted_day)."""
    if owed.status == "done":
        return None
    if owed.status == "ready":
        return "we_owe_ready", 95
    if owed.is_moved and owed.promised_on is not None and owed.promised_on >= today:
        return "we_owe_moved", 90
    on = owed.counted_on
    if on is not None and on <= today + timedelta(days=SOON_DAYS):
        return _due(on, today)
    is_told_of_later = owed.told_on is not None and owed.promised_on is not None
    is_silent = owed.updated_on is None and owed.owed_days >= STALE_DAYS and not owed.is_perk
    return ("we_owe_no_update", 80) if is_silent and not is_told_of_later else None


def _due(on: date, today: date) -> tuple[str, int]:
    if on < today:
        return "we_owe_overdue", 100
    return ("we_owe_due_today", 85) if on == today else ("we_owe_due_soon", 75)


def perks(facts: Facts) -> Iterable[Reason]:
    """Promised with the sale and not had yet: three oil changes of four are left (line 50)."""
    for owed in facts.we_owes:
        if owed.is_perk and owed.left > 0 and _news_of(owed, facts.today) is None:
            params = {"item": owed.item, "left": owed.left, "uses": owed.uses or 1}
            evidence = Evidence("promised_with_sale", {"delivered_on": facts.delivered_on})
            yield Reason("perk_unused", params, evidence, "gift", 54, is_fact=True)


def discomfort(facts: Facts) -> Iterable[Reason]:
    """The neutral flags of the delivery, as long as the delivery is what this is about."""
    if not DELIVERY_KINDS.isdisjoint(facts.kinds):
        for flag in facts.discomfort:
            evidence = Evidence("noted_at_delivery", {"delivered_on": facts.delivered_on})
            yield Reason(
                "discomfort", {"flag": flag}, evidence, "alert-circle", 70, True, facts.delivered_on
            )
