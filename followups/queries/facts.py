"""The brief's facts, from what a list or a card has read."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from dealerfollow.stores.queries import StoreDay
from followups.queries.known import Known
from followups.rules.brief import Facts, WeOweFact


def facts_for(
    sale: Mapping[str, Any],
    kinds: Iterable[str],
    notes: Iterable[list[dict[str, Any]]],
    known: Known,
    day: StoreDay,
) -> Facts:
    """Facts of one card. `sale` has preferred_channel, delivered_on, condition, flags,
    lease_ends_on, make and model; `notes` are the planning notes of its follow-ups."""
    delivered_on: date | None = sale["delivered_on"]
    opens_on = None
    if delivered_on and day.store.sells_new and sale["condition"] == "new":
        opens_on = delivered_on + timedelta(days=day.store.survey_opens_days)
    prefers = sale["preferred_channel"]
    return Facts(
        today=day.today,
        kinds=tuple(dict.fromkeys(kinds)),
        delivered_on=delivered_on,
        condition=sale["condition"],
        vehicle=f"{sale['make'] or ''} {sale['model'] or ''}".strip(),
        we_owes=_owed(known, day.today) if known.owes else (),
        csi_opens_on=opens_on,
        csi_discussed=known.is_csi_discussed,
        anniversary_years=_years_in(notes),
        lease_ends_on=sale["lease_ends_on"],
        discomfort=tuple(sale["flags"] or ()),
        preferred_channel=prefers if prefers and prefers != "phone" else None,
        personal=tuple(known.personal),
        last_attempt=known.last,
        voicemails=known.voicemails,
    )


def _owed(known: Known, today: date) -> tuple[WeOweFact, ...]:
    return tuple(owed.as_fact(today) for owed in known.owes if owed.owed_by == "store")


def _years_in(notes: Iterable[list[dict[str, Any]]]) -> int:
    """The years with the car that a planning note says are complete, 0 for none."""
    found = (int(n["number"]) for note in notes for n in note if n["code"] == "anniversary")
    return max(found, default=0)
