"""Where may a customer be?"""

import re
from zoneinfo import ZoneInfo

import pytest

from customers.rules import zones
from customers.rules.call_windows import FEDERAL, STATE_RULES, rule_for, tries_per_24h
from customers.rules.zones import ALL_STATES, CENTRAL, EASTERN, MOUNTAIN, PACIFIC, whereabouts


@pytest.mark.parametrize(
    ("state", "zip_code", "expected"),
    [
        pytest.param("NY", "10001", (EASTERN,), id="one-zone"),
        pytest.param("fl", "32501", (CENTRAL,), id="pensacola"),
        pytest.param("FL", "33101", (EASTERN,), id="miami"),
        pytest.param("FL", "", (EASTERN, CENTRAL), id="florida-somewhere"),
        pytest.param("TN", "37203", (CENTRAL,), id="nashville"),
        pytest.param("TN", "37902", (EASTERN,), id="knoxville"),
        pytest.param("TX", "79901", (MOUNTAIN,), id="el-paso"),
        pytest.param("ID", "83814", (PACIFIC,), id="coeur-d-alene"),
        pytest.param("AZ", "86515", ("America/Phoenix", MOUNTAIN), id="navajo-nation"),
        pytest.param("AK", "99501", ("America/Anchorage",), id="anchorage"),
        pytest.param("AK", "99546", ("America/Anchorage", "America/Adak"), id="adak"),
        pytest.param("", "10001", (), id="no-state"),
        pytest.param("Ontario", "", (), id="not-a-state"),
    ],
)
def test_zones_of_an_address(state: str, zip_code: str, expected: tuple[str, ...]) -> None:
    found = zones.zones_of_address(state, zip_code)
    assert sorted(found) == sorted(expected)


@pytest.mark.parametrize(
    ("phone", "expected", "state"),
    [
        pytest.param("+12125550123", (EASTERN,), "NY", id="new-york"),
        pytest.param("+16025550123", ("America/Phoenix",), "AZ", id="arizona"),
        pytest.param(
            "+19285550123",
            ("America/Phoenix", MOUNTAIN),
            "AZ",
            id="edge-16-arizona-or-navajo-nation",
        ),
        pytest.param("+18005550123", (), "", id="toll-free"),
        pytest.param("+525512345678", ("America/Mexico_City",), "", id="mexico-city"),
        pytest.param("nonsense", (), "", id="nonsense"),
        pytest.param("", (), "", id="none"),
    ],
)
def test_zones_and_state_of_a_phone(phone: str, expected: tuple[str, ...], state: str) -> None:
    assert zones.zones_of_phone(phone) == expected
    assert zones.state_of_phone(phone) == state


def test_address_and_area_code_that_disagree_both_count_address_first() -> None:
    found = whereabouts(state="HI", zip_code="96813", phone="+12125550123")
    assert found.zones == ("Pacific/Honolulu", EASTERN)
    assert found.states == ("HI", "NY")


def test_nothing_known_is_all_fifty_states() -> None:
    assert whereabouts() == zones.Whereabouts(ALL_STATES, (), is_known=False, doubt="unknown")


def test_every_zone_is_a_real_one() -> None:
    assert all(ZoneInfo(zone) for zone in zones._STATES_OF_ZONE)


def test_every_rule_has_a_source_and_is_within_the_federal_hours() -> None:
    for rule in STATE_RULES.values():
        assert re.search(r"[A-Z].*\d", rule.source)
        for window in (rule.weekdays, rule.saturday, rule.sunday):
            assert window is None or window.overlap(FEDERAL.weekdays) == window  # type: ignore[arg-type]


def test_a_state_without_a_line_of_its_own_has_the_federal_hours() -> None:
    assert rule_for("ny") is FEDERAL
    assert tries_per_24h(("NY", "FL")) == 3
    assert tries_per_24h(()) is None
