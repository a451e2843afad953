"""Every number of the dashboard opens exactly its rows, for every filter."""

from itertools import product

import pytest

from accountability.queries.lens import make_lens
from accountability.queries.rows import METRICS, rows_behind, with_parts, words_of
from accountability.queries.scorecards import numbers_of
from accountability.queries.tiles import watch
from accountability.rules.scorecard import on_time, tally
from accountability.tests.history import FIRST, LAST, NOW
from dealerfollow.lib.periods import Period
from dealerfollow.tenancy.scope import scope
from followups.models import FollowUp

MONTH = Period(FIRST.replace(month=3, day=1), LAST)
COUNTED = ("due", "tried_on_time", "late", "missed", "reached", "open", "excused", "bdc", "units")


def test_every_metric_for_every_filter(lived):
    cast = lived
    stores = ((cast.north,), (cast.south,), (cast.north, cast.south))
    people = (None, cast.sam, cast.maya, cast.noor)
    numbers = {shops: numbers_of(make_lens(shops, MONTH)) for shops in stores}
    seen = set()
    for shops, condition, person, metric in product(stores, ("", "new", "used"), people, COUNTED):
        said = numbers[shops].sum(
            lambda key, c=condition, p=person: c in ("", key[2]) and (p is None or key[1] == p.pk)
        )
        lens = make_lens(shops, MONTH, condition=condition, person_id=person.pk if person else None)
        shown = words_of(
            metric, list(with_parts(metric, rows_behind(metric, lens, now=NOW))), now=NOW
        )
        assert len(shown) == getattr(said, metric), (metric, condition, person)
        seen.add((metric, bool(shown)))
    assert {metric for metric, is_some in seen if is_some} == set(COUNTED)


@pytest.fixture
def clocked(lived):
    """Every third late or missed follow-up has a moved clock or a voided miss."""
    lent = lived.north
    rows = FollowUp.objects.filter(store=lent).order_by("id")
    for n, row in enumerate(rows.exclude(first_tried_on=None)):
        days = (None, row.first_tried_on, row.first_due_on.replace(month=1))
        FollowUp.objects.filter(pk=row.pk).update(clock_on=days[n % 3])
    for row in rows.exclude(missed_on=None)[::3]:
        FollowUp.objects.filter(pk=row.pk).update(voided_on=row.missed_on)
    return lived


def test_the_numbers_agree_with_the_rule_asked_row_by_row(clocked):
    lived = clocked
    rows = FollowUp.objects.filter(store=lived.north, first_due_on__range=(MONTH.start, MONTH.end))
    verdicts = tally(
        on_time(
            row.first_due_on,
            row.first_tried_on,
            has_miss=row.missed_on is not None,
            is_voided=row.voided_on is not None,
            ended_on=None if row.state == "open" else LAST,
            clock_on=row.clock_on,
        )
        for row in rows
    )
    said = numbers_of(make_lens((lived.north,), MONTH)).sum()
    assert (said.due, said.tried_on_time, said.late, said.missed, said.voided) == (
        verdicts["due"],
        verdicts["on_time"],
        verdicts["late"],
        verdicts["missed"],
        verdicts["voided"],
    )
    assert said.voided > 0 < said.late
    assert said.open + said.excused == verdicts["open"]
    assert said.tried_on_time + said.late + said.missed == said.due > 0


def test_only_days_that_have_closed_count_as_due(lived):
    whole = numbers_of(
        make_lens((lived.north,), Period(MONTH.start, LAST.replace(month=4, day=30)))
    )
    assert whole.sum().due == numbers_of(make_lens((lived.north,), MONTH)).sum().due


def test_nothing_delivered_is_without_a_follow_up(lived):
    assert watch((lived.north, lived.south), now=NOW).unscheduled == 0
    FollowUp.objects.filter(store=lived.south, kind="post_sale", delivery__isnull=False).update(
        kind="satisfaction"
    )
    found = watch((lived.north, lived.south), now=NOW).unscheduled
    lens = make_lens((lived.north, lived.south), MONTH)
    assert found == rows_behind("unscheduled", lens, now=NOW).count() > 0


def test_every_metric_has_rows_that_can_be_asked_for(lived):
    lens = make_lens((lived.north,), MONTH)
    for metric in METRICS:
        assert rows_behind(metric, lens, now=NOW).count() >= 0


def test_a_group_that_never_closed_a_day_has_nothing_due(lived):
    with scope(lived.other_group.pk):
        lens = make_lens((lived.west,), MONTH)
        assert not lens.has_closed_days
        assert numbers_of(lens).sum().due == 0
