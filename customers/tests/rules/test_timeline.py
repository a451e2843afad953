"""One timeline from many tables: no line twice, none lost, whatever stands at the same moment."""

import random
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from customers.rules.timeline import EPOCH, Before, Mark, Placed, before, mark_of, moment_of, page

NOON = datetime(2026, 3, 3, 17, tzinfo=UTC)


def test_a_mark_comes_back_from_its_words():
    mark = Mark(NOON + timedelta(microseconds=7), 3, 41)
    assert mark_of(str(mark)) == mark


@pytest.mark.parametrize("at", [datetime(1955, 5, 5, tzinfo=UTC), EPOCH, NOON], ids=str)
def test_a_mark_of_any_year_comes_back_from_its_words(at):
    assert mark_of(str(Mark(at, 3, 41))) == Mark(at, 3, 41)


@pytest.mark.parametrize(
    "text",
    ["", "x", "1-2", "1-2-3-4", "--1-2-3", "1--2-3", "1-2-", "1.5-2-3", "²-2-3", "9" * 40 + "-1-1"],
)
def test_what_is_no_mark_is_the_first_page(text):
    assert mark_of(text) is None


def test_a_mark_beyond_all_years_is_the_first_page():
    assert mark_of("9" * 18 + "-1-1") is None


def test_a_day_begins_before_and_ends_after_all_its_moments():
    phoenix, day = ZoneInfo("America/Phoenix"), date(2026, 3, 3)
    first = datetime(2026, 3, 3, tzinfo=phoenix)
    last = datetime(2026, 3, 3, 23, 59, 59, tzinfo=phoenix)
    assert moment_of(day, phoenix, is_end=False) == first
    assert last < moment_of(day, phoenix, is_end=True) < last + timedelta(seconds=1)


@pytest.mark.parametrize(
    ("rank", "pk"), [(1, None), (2, 9), (3, 0)], ids=["older-source", "same", "newer-source"]
)
def test_of_one_moment_the_rest_is_asked_for(rank, pk):
    assert before(Mark(NOON, 2, 9), rank) == Before(NOON, pk)


@pytest.mark.parametrize("seed", range(20))
def test_the_pages_together_are_the_whole_each_line_once(seed):
    dice = random.Random(seed)
    marks = {
        Mark(NOON - timedelta(hours=dice.randrange(6)), dice.randrange(4), dice.randrange(1, 30))
        for _ in range(80)
    }
    lines = [Placed(mark, str(mark)) for mark in marks]
    seen, last = [], None
    for _ in range(20):
        left = [line for line in lines if last is None or _is_below(line.mark, last)]
        shown, last = page(left, 7)
        seen += [line.what for line in shown]
        if last is None:
            break
    else:
        pytest.fail("the pages have no end")
    assert seen == [str(mark) for mark in sorted(marks, reverse=True)]


def _is_below(mark, last):
    """What a source answers, as customers.timeline asks the database for it."""
    part = before(last, mark.rank)
    if mark.at != part.at:
        return mark.at < part.at
    return part.pk is None or mark.pk < part.pk
