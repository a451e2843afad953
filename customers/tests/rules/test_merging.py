"""Two rows, one person: the strictest word, whose calls, whose tries."""

from datetime import UTC, date, datetime, timedelta

import pytest

from customers.rules.merging import (
    Belongs,
    Owned,
    Said,
    Side,
    belongs_to,
    heir,
    is_death_since,
    strictest,
)
from customers.rules.merging import survivor as survivor_of

MERGED = datetime(2026, 3, 3, 17, tzinfo=UTC)
BEFORE, AFTER = MERGED - timedelta(days=9), MERGED + timedelta(days=9)
ANA, ANNA = 11, 12


@pytest.mark.parametrize(
    ("own", "other", "holds"),
    [
        pytest.param("given", "withdrawn", "withdrawn", id="edge-65-withdrawn-beats-given"),
        pytest.param("withdrawn", "given", "withdrawn", id="edge-65-whichever-row-survives"),
        pytest.param("given", "unknown", "unknown", id="edge-65-one-of-them-was-not-asked"),
        pytest.param("given", "given", "given", id="edge-65-both-agreed"),
    ],
)
def test_edge_65_the_strictest_word_of_both_counts(own, other, holds):
    survivor = Side({"text": Said(own, BEFORE)})
    merged = Side({"text": Said(other, BEFORE)}, merged_at=MERGED)
    assert strictest(survivor, [merged]) == {"text": holds}


def test_edge_65_each_channel_is_asked_for_itself():
    survivor = Side({"text": Said("given", BEFORE)})
    merged = Side({"email": Said("withdrawn", BEFORE)}, merged_at=MERGED)
    assert strictest(survivor, [merged]) == {"text": "unknown", "email": "withdrawn"}


def test_edge_65_a_word_said_after_the_merge_is_the_survivors():
    survivor = Side({"text": Said("given", AFTER)})
    merged = Side({"text": Said("withdrawn", BEFORE)}, merged_at=MERGED)
    assert strictest(survivor, [merged]) == {"text": "given"}
    assert strictest(Side(merged.said), []) == {"text": "withdrawn"}  # un-merged: its own again


def test_edge_65_a_word_after_one_merge_yields_to_a_row_merged_later():
    survivor = Side({"text": Said("given", AFTER)})
    first = Side({"text": Said("withdrawn", BEFORE)}, merged_at=MERGED)
    second = Side({"text": Said("withdrawn", BEFORE)}, merged_at=AFTER + timedelta(days=1))
    assert strictest(survivor, [first, second]) == {"text": "withdrawn"}


@pytest.mark.parametrize(
    ("latest", "goes_on"),
    [
        pytest.param({ANA: date(2026, 1, 1), ANNA: date(2026, 2, 1)}, ANNA, id="edge-66-latest"),
        pytest.param({ANA: date(2026, 2, 1), ANNA: date(2026, 1, 1)}, ANA, id="edge-66-other-way"),
        pytest.param({ANNA: date(2026, 2, 1)}, ANNA, id="edge-66-only-one-bought"),
        pytest.param({}, ANA, id="edge-66-nobody-bought-the-older-row"),
    ],
)
def test_edge_66_the_row_of_the_latest_delivery_goes_on(latest, goes_on):
    assert survivor_of(ANA, ANNA, latest) == goes_on
    assert survivor_of(ANNA, ANA, latest) == goes_on


def test_edge_66_the_owner_of_the_latest_delivery_is_the_heir():
    sam = Owned(ANA, 1, date(2025, 3, 3), owner_id=7)
    noor = Owned(ANNA, 2, date(2026, 3, 3), owner_id=8)
    assert heir([noor, sam]) == noor
    assert heir([sam, Owned(ANNA, 3, date(2025, 3, 3), owner_id=9)]).owner_id == 9
    assert heir([]) is None


@pytest.mark.parametrize(
    ("number", "belongs"),
    [
        pytest.param("+1A", Belongs(ANA), id="edge-67-dialed-the-one"),
        pytest.param("+1B", Belongs(ANNA), id="edge-67-dialed-the-other"),
        pytest.param("+1X", Belongs(ANNA, is_noted_on_both=True), id="edge-67-number-of-both"),
        pytest.param("+1Z", Belongs(ANNA, is_noted_on_both=True), id="edge-67-number-of-neither"),
        pytest.param("", Belongs(ANNA, is_noted_on_both=True), id="edge-67-no-number-at-all"),
    ],
)
def test_edge_67_a_talk_goes_to_whose_number_was_dialed(number, belongs):
    numbers = {"numbers_a": {"+1A", "+1X"}, "numbers_b": {"+1B", "+1X"}}
    assert belongs_to(number, **numbers, a=ANA, b=ANNA, survivor=ANNA) == belongs


JOINED_ON = MERGED.date()
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("died_on", "recorded_at", "may_be_either"),
    [
        pytest.param(None, None, False, id="edge-70-nobody-died"),
        pytest.param(JOINED_ON, MERGED - MINUTE, False, id="edge-70-that-day-but-before"),
        pytest.param(JOINED_ON, MERGED, True, id="edge-70-at-the-very-moment"),
        pytest.param(JOINED_ON, MERGED + MINUTE, True, id="edge-70-that-day-and-after"),
        pytest.param(JOINED_ON, None, True, id="edge-70-that-day-the-moment-is-not-known"),
        pytest.param(JOINED_ON - timedelta(days=1), None, False, id="edge-70-the-day-before"),
    ],
)
def test_edge_70_a_death_recorded_once_they_were_one_may_be_eithers(
    died_on, recorded_at, may_be_either
):
    assert is_death_since(died_on, recorded_at, MERGED, zone=UTC) is may_be_either
