"""The numbers of the accountability page."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accountability.rules.scorecard import METRICS, VERDICTS, Share, on_time, percentage, tally

MONDAY, TUESDAY, SATURDAY = date(2026, 8, 31), date(2026, 9, 1), date(2026, 8, 29)


@pytest.mark.parametrize(
    ("first_tried_on", "facts", "verdict"),
    [
        pytest.param(MONDAY, {}, "on_time", id="on-the-day"),
        pytest.param(SATURDAY, {}, "on_time", id="early"),
        pytest.param(TUESDAY, {}, "late", id="a-day-later-before-it-was-counted"),
        pytest.param(TUESDAY, {"has_miss": True}, "missed", id="made-after-the-miss"),
        pytest.param(TUESDAY, {"clock_on": TUESDAY}, "on_time", id="edge-78-customer-asked-for-it"),
        pytest.param(TUESDAY, {"clock_on": SATURDAY}, "late", id="a-clock-before-the-day"),
        pytest.param(MONDAY, {"has_miss": True}, "missed", id="second-try-missed"),
        pytest.param(None, {"has_miss": True}, "missed", id="never-tried"),
        pytest.param(None, {"has_miss": True, "is_voided": True}, "voided", id="voided"),
        pytest.param(None, {}, "open", id="still-open"),
        pytest.param(None, {"is_excused": True}, "excused", id="excused"),
        pytest.param(MONDAY, {"is_excused": True}, "on_time", id="tried-although-excused"),
        pytest.param(None, {"ended_on": MONDAY}, "not_owed", id="superseded-or-stopped"),
        pytest.param(
            None, {"ended_on": TUESDAY, "has_miss": True}, "missed", id="stopped-after-the-miss"
        ),
    ],
)
def test_what_became_of_a_follow_up(first_tried_on, facts, verdict):
    assert on_time(MONDAY, first_tried_on, **facts) == verdict


@pytest.mark.parametrize(
    ("numerator", "denominator", "share"),
    [
        pytest.param(0, 0, Share(0, 0, None, True), id="nothing-due-is-not-zero-percent"),
        pytest.param(7, 9, Share(7, 9, 78, True), id="small-sample"),
        pytest.param(7, 10, Share(7, 10, 70, False), id="ten-is-not-small"),
        pytest.param(1, 8, Share(1, 8, 13, True), id="half-rounds-up"),
        pytest.param(999, 1000, Share(999, 1000, 99, False), id="one-missing-is-never-100"),
        pytest.param(1, 1000, Share(1, 1000, 1, False), id="one-is-never-0"),
        pytest.param(12, 12, Share(12, 12, 100, False), id="all"),
        pytest.param(0, 12, Share(0, 12, 0, False), id="none"),
    ],
)
def test_a_share_of_what_was_due(numerator, denominator, share):
    assert percentage(numerator, denominator) == share


@pytest.mark.parametrize(("numerator", "denominator"), [(3, 2), (-1, 2), (0, -1)])
def test_a_share_of_less_than_itself_is_refused(numerator, denominator):
    with pytest.raises(ValueError, match="is no share"):
        percentage(numerator, denominator)


def test_voided_and_excused_stand_beside_what_was_due():
    counts = tally(["on_time", "on_time", "late", "missed", "voided", "excused", "open"])

    assert counts == {
        "on_time": 2,
        "late": 1,
        "missed": 1,
        "open": 1,
        "voided": 1,
        "excused": 1,
        "not_owed": 0,
        "due": 4,
    }


@settings(max_examples=50, deadline=None)
@given(st.lists(st.sampled_from(VERDICTS)))
def test_every_follow_up_is_counted_once(verdicts):
    counts = tally(verdicts)

    assert sum(counts.values()) - counts["due"] == len(verdicts)


def test_tried_on_time_and_reached_are_two_numbers_of_one_base():
    assert METRICS["tried_on_time"].denominator == METRICS["reached"].denominator == "due"
    assert METRICS["tried_on_time"].numerator != METRICS["reached"].numerator


@pytest.mark.parametrize("code", METRICS)
def test_a_metric_names_its_words_and_its_rows(code):
    metric = METRICS[code]

    assert (metric.label, metric.formula) == (f"{code}_label", f"{code}_formula")
    assert metric.numerator in {"due", "reached", *VERDICTS}
