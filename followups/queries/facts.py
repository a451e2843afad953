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
    if delivered_on and sale["condition"] == "new" and day.store.sells_new:
        opens_on = delivered_on + timedelta(days=day.store.survey_opens_days)
    prefers = sale["preferred_channel"]
    return Facts(  # by position: names would cost twice as much, and a list makes many
        day.today,
        tuple(dict.fromkeys(kinds)),
        delivered_on,
        sale["condition"],
        f"{sale['make'] or ''} {sale['model'] or ''}".strip(),
        _owed(known, day.today) if known.owes else (),
        opens_on,
        known.is_csi_discussed,
        _years_in(notes),
        sale["lease_ends_on"],
        tuple(sale["flags"] or ()),
        None if prefers == "phone" else prefers or None,
        tuple(known.personal),
        known.last,
        known.voicemails,
    )


def _owed(known: Known, today: date) -> tuple[WeOweFact, ...]:
    return tuple(owed.as_fact(today) for owed in known.owes if owed.owed_by == "store")


def _years_in(notes: Iterable[list[dict[str, Any]]]) -> int:
    """The years with the car that a planning note says are complete, 0 for none."""
    years = 0
    for note in notes:
        for line in note:
            if line["code"] == "anniversary":
                years = max(years, int(line["number"]))
    return years
