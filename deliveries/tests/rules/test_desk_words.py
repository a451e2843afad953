"""What a desk says, and what the promise is afterwards."""

from datetime import date

import pytest

from deliveries.rules.desk_words import (
    Said,
    Standing,
    after,
    is_back,
    is_slip,
    many_outcomes_of,
    missing,
    outcomes_of,
)

LAST, FRIDAY, MONDAY = date(2026, 3, 5), date(2026, 3, 6), date(2026, 3, 9)
OPEN = Standing("open", "", FRIDAY, "Lender is slow")


@pytest.mark.parametrize(
    ("said", "became"),
    [
        (
            Said("waiting", "Still at the lender"),
            Standing("open", "", FRIDAY, "Still at the lender"),
        ),
        (Said("sent"), Standing("open", "sent", FRIDAY, "Lender is slow")),
        (Said("ordered", "In", MONDAY), Standing("open", "ordered", MONDAY, "In")),
        (Said("moved", "Late", MONDAY), Standing("open", "", MONDAY, "Late")),
        (Said("ready"), Standing("ready", "", FRIDAY, "Lender is slow")),
        (Said("settled", "", MONDAY), Standing("done", "", FRIDAY, "Lender is slow")),
        (Said("cancelled", why="Bought them"), Standing("cancelled", "", FRIDAY, "Lender is slow")),
    ],
)
def test_each_outcome_says_what_becomes_of_the_promise(said, became):
    assert after(OPEN, said) == became


def test_a_moved_date_leaves_ready_what_is_ready():
    ready = Standing("ready", "arrived", FRIDAY, "Front desk")
    assert after(ready, Said("moved", "Late", MONDAY)).status == "ready"


@pytest.mark.parametrize("status", ["done", "cancelled"])
def test_what_is_settled_is_not_open_again(status):
    settled = Standing(status, "", FRIDAY, "")
    assert after(settled, Said("waiting", "Again", MONDAY)) == settled


def test_the_stages_are_those_of_the_department():
    assert "sent" in outcomes_of("title", owed_by="store")
    assert "ordered" not in outcomes_of("title", owed_by="store")
    assert "ordered" in outcomes_of("parts", owed_by="store")


@pytest.mark.parametrize("told", [{"owed_by": "customer"}, {"owed_by": "store", "is_perk": True}])
def test_what_the_customer_brings_and_what_is_used_up_is_never_ready(told):
    assert outcomes_of("title", **told) == ("waiting", "settled", "cancelled")


def test_a_pasted_list_cancels_nothing():
    assert "cancelled" not in many_outcomes_of("title")


def test_only_a_later_day_is_a_slip():
    assert is_slip(FRIDAY, MONDAY)
    assert not is_slip(MONDAY, FRIDAY)
    assert not is_slip(None, MONDAY)


@pytest.mark.parametrize(
    ("said", "was", "expected"),
    [
        (Said("waiting"), None, {("word", "news")}),
        (Said("waiting", "At the lender"), FRIDAY, set()),
        (Said("ordered", "On order"), None, {("promised_on", "day")}),
        (Said("ordered", "", FRIDAY), FRIDAY, set()),
        (Said("moved", "Late"), FRIDAY, {("promised_on", "day")}),
        (Said("moved", "", MONDAY), None, {("word", "moved")}),
        (Said("sent", "", MONDAY), FRIDAY, {("word", "moved")}),
        (Said("sent", "", MONDAY), None, set()),
        (Said("sent", "", FRIDAY), FRIDAY, set()),
        (Said("ready", "", MONDAY), FRIDAY, {("word", "moved")}),
        (Said("ready", "Here", LAST), FRIDAY, {("promised_on", "over")}),
        (Said("ready", "Here", LAST), LAST, set()),  # the day stood there already
        (Said("settled", "", LAST), FRIDAY, set()),
        (Said("cancelled", "Sold"), None, {("why", "why")}),
        (Said("cancelled", why="Sold"), None, set()),
    ],
    ids=str,
)
def test_what_must_be_said_with_it(said, was, expected):
    assert set(missing(said, was=was, today=FRIDAY)) == expected


@pytest.mark.parametrize(
    ("before", "said", "expected"),
    [
        (Standing("ready", "sent", FRIDAY, ""), Said("sent"), True),
        (Standing("ready", "", FRIDAY, ""), Said("waiting", "No"), True),
        (Standing("ready", "", FRIDAY, ""), Said("moved", "Late", MONDAY), False),
        (Standing("ready", "", FRIDAY, ""), Said("settled"), False),
        (Standing("open", "arrived", FRIDAY, ""), Said("ordered", "", MONDAY), True),
        (Standing("open", "sent", FRIDAY, ""), Said("papers"), True),
        (Standing("open", "ordered", FRIDAY, ""), Said("arrived"), False),
        (Standing("open", "sent", FRIDAY, ""), Said("waiting", "At the counter"), False),
    ],
)
def test_a_step_back_is_one_after_which_it_is_less_far(before, said, expected):
    assert is_back(before, after(before, said)) is expected
