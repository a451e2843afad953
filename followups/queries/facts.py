"""The brief's facts, from what a list or a card has read."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from dealerfollow.stores.queries import StoreDay
from deliveries.rules.plates import plates_due_on
from followups.queries.known import Known
from followups.queries.review_sites import sites_of
from followups.rules.asks import is_review_due
from followups.rules.brief import Facts, WeOweFact
from followups.rules.survey_window import survey_opens_on

OF_THEIR_CAR = {"lease": "lease_ends_on", "plates": "tag_expires_on"}
"""What a call of that kind is about: of its own car, where a card has two."""


def sale_of(rows: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
    """The columns of a card's first row; the end of a lease and of a tag are those of the car that
    the row about them is of."""
    sale = rows[0]
    for row in reversed(rows[1:]):
        column = OF_THEIR_CAR.get(row["kind"])
        if column and row["kind"] != rows[0]["kind"]:
            sale = {**sale, column: row[column]}
    return sale


def facts_for(
    sale: Mapping[str, Any],
    kinds: Iterable[str],
    notes: Iterable[list[dict[str, Any]]],
    known: Known,
    day: StoreDay,
) -> Facts:
    """Facts of one card. `sale` has preferred_channel, delivery_id, delivered_on, condition, flags,
    lease_ends_on, tag_expires_on, make and model; `notes` are the planning notes of its rows."""
    delivered_on: date | None = sale["delivered_on"]
    store = day.store
    opens_on = survey_opens_on(
        delivered_on,
        condition=sale["condition"],
        make=sale["make"] or "",
        sells_new=store.sells_new,
        days_by_make=store.survey_days_by_make,
        days=store.survey_opens_days,
    )
    survey = known.surveys.get(sale["delivery_id"])
    prefers = sale["preferred_channel"]
    return Facts(  # by position: names would cost twice as much, and a list makes many
        day.today,
        tuple(dict.fromkeys(kinds)),
        delivered_on,
        sale["condition"],
        f"{sale['make'] or ''} {sale['model'] or ''}".strip(),
        _owed(known, day.today) if known.owes else (),
        opens_on,
        known.is_csi_discussed or bool(survey and survey.discussed_on),
        _years_in(notes),
        sale["lease_ends_on"],
        tuple(sale["flags"] or ()),
        None if prefers == "phone" else prefers or None,
        tuple(known.personal),
        known.last,
        known.voicemails,
        tag_expires_on=plates_due_on(sale["tag_expires_on"], state=store.state),
        heat=known.heat,
        survey=survey,
        low_under=store.survey_low_under,
        is_review_due=is_review_due(known.reviewed_on, delivered_on) and bool(sites_of(store)),
        thanks=known.thanks,
        asked=known.asked,
        answers=known.answers,
        last_talk=known.last_talk,
        how_they_use_it=known.how_they_use_it,
        serviced_on=known.serviced_on,
        born_on=known.born_on,
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
