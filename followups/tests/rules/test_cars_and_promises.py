"""What a newer car, a car that went, and a promise that slipped do: the rules."""

from datetime import date, timedelta

import pytest

from followups.rules.cadence import DEFAULT_CADENCES, KINDS
from followups.rules.newer_car import CAR_BOUND, PERSON_BOUND, ends_with_the_car, gives_way
from followups.rules.telling import tell_on, telling
from followups.rules.touchpoints import first_step
from followups.tests.rules.calendars import STORE

DELIVERED = date(2026, 3, 2)
DAY_20 = DELIVERED + timedelta(days=20)
TOLD = date(2026, 3, 10)


def test_edge_46_every_kind_of_a_cadence_is_about_the_car_or_about_the_person():
    assert set(KINDS) == CAR_BOUND | PERSON_BOUND
    assert not CAR_BOUND & PERSON_BOUND


@pytest.mark.parametrize("kind", sorted(CAR_BOUND | PERSON_BOUND | {"promise", "call_back"}))
def test_edge_46_what_is_about_the_car_ends_with_it(kind):
    assert ends_with_the_car(kind) == (kind in CAR_BOUND)


@pytest.mark.parametrize(
    ("kind", "day", "expected"),
    [
        pytest.param("post_sale", 2, False, id="edge-45-the-first-call-is-its-own"),
        pytest.param("satisfaction", 21, False, id="edge-45-its-review-too"),
        pytest.param("how_to", 30, True, id="edge-45-day-30-gives-way"),
        pytest.param("check_in", 90, True, id="edge-45-day-90-gives-way"),
        pytest.param("how_to", 19, False, id="edge-45-what-was-owed-before-stays-owed"),
        pytest.param("check_in", 20, True, id="edge-45-from-the-very-day"),
        pytest.param("promise", 30, False, id="edge-45-a-promise-is-a-promise"),
        pytest.param("lease", 30, False, id="edge-45-the-first-lease-still-ends"),
    ],
)
def test_a_second_car_on_day_20(kind, day, expected):
    due_on = DELIVERED + timedelta(days=day)
    assert gives_way(kind, due_on=due_on, newer_delivered_on=DAY_20) is expected


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        pytest.param({"promised_on": TOLD + timedelta(days=3)}, "tell_moved", id="edge-81-slipped"),
        pytest.param({"promised_on": TOLD}, None, id="edge-81-as-told"),
        pytest.param({"promised_on": TOLD - timedelta(days=1)}, None, id="edge-81-earlier"),
        pytest.param({"promised_on": None}, None, id="edge-81-no-date-any-more"),
        pytest.param({"promised_on": TOLD, "told_on": None}, None, id="edge-81-nobody-told-them"),
        pytest.param({"status": "ready"}, "tell_ready", id="edge-82-ready"),
        pytest.param({"status": "ready", "is_ready_told": True}, None, id="edge-82-ready-and-told"),
        pytest.param(
            {"status": "done", "promised_on": TOLD + timedelta(days=3)}, None, id="edge-81-settled"
        ),
    ],
)
def test_when_they_must_be_told(facts, expected):
    given = {"status": "open", "promised_on": TOLD, "told_on": TOLD, **facts}
    assert telling(**given) == expected


def test_edge_82_ready_on_a_closed_day_is_told_on_the_next_open_one():
    sunday = date(2026, 3, 8)
    assert tell_on(sunday, STORE) == sunday + timedelta(days=1)
    assert tell_on(sunday + timedelta(days=1), STORE) == sunday + timedelta(days=1)


@pytest.mark.parametrize(
    ("expires_on", "due_on"),
    [
        pytest.param(date(2026, 4, 5), date(2026, 4, 4), id="edge-08-expires-on-a-sunday"),
        pytest.param(date(2026, 4, 6), date(2026, 4, 4), id="edge-08-expires-on-a-monday"),
        pytest.param(date(2026, 4, 8), date(2026, 4, 7), id="edge-08-expires-on-a-wednesday"),
    ],
)
def test_plates_come_before_the_temporary_tag_expires(expires_on, due_on):
    step = first_step(DEFAULT_CADENCES["tag"], expires_on, condition="new", calendar=STORE)
    assert (step.due_on, step.touchpoint.kind) == (due_on, "plates")
