"""Opening a heat case: once a customer and store, with a day on which they hear again."""

from datetime import date, timedelta

import pytest

from dealerfollow.testing.sales import days, deliver, noon
from followups.actions.heat import open_heat
from followups.models import FollowUp, HeatCase, HeatStep, Notice, Plan

TUESDAY = date(2026, 3, 3)
SATURDAY = TUESDAY + days(4)


@pytest.fixture
def sold(cast):
    """A car of Sam's, delivered on Tuesday."""
    return deliver(cast.north, TUESDAY, salesperson=cast.sam)


def report(cast, sold, severity="upset", words="The hood has a run", **told):
    told = {"by": cast.sam, "now": noon(TUESDAY), **told}
    about = {"severity": severity, "cause": "vehicle", "words": words, "delivery": sold}
    return open_heat(cast.north, sold.customer, **about, **told)


def told_to():
    return sorted(Notice.objects.filter(kind="heat").values_list("to__name", flat=True))


@pytest.mark.parametrize(
    ("severity", "on", "owner", "told"),
    [
        ("severe", TUESDAY, "maya", ["Maya Torres"]),
        ("upset", TUESDAY + days(1), "sam", []),
        ("uneasy", TUESDAY + days(2), "sam", []),
    ],
)
def test_line_11_a_heat_case_has_an_owner_a_cause_and_a_day_on_which_they_hear(
    cast, sold, severity, on, owner, told
):
    case = report(cast, sold, severity)
    assert (case.owner, case.cause, case.next_update_on) == (getattr(cast, owner), "vehicle", on)
    row = FollowUp.objects.get(kind="heat")
    assert (row.owner, row.due_on, row.tier, row.channel) == (case.owner, on, 1, "phone")
    plan = Plan.objects.get(heat_case=case)
    assert (plan.anchor_kind, plan.next_on, plan.delivery) == ("heat", None, None)
    assert (case.acknowledged_at is None, told_to()) == (severity == "severe", told)


def test_a_second_report_raises_the_case_and_is_no_second_one(cast, sold):
    first = report(cast, sold, "uneasy")
    again = report(cast, sold, "severe", "They never called", now=noon(TUESDAY + days(1)))
    assert (again.pk, HeatCase.objects.count()) == (first.pk, 1)
    assert (again.severity, again.owner, again.words) == ("severe", cast.maya, "The hood has a run")
    rows = FollowUp.objects.filter(kind="heat").order_by("occurrence")
    assert [(row.state, row.due_on) for row in rows] == [
        ("superseded", TUESDAY + days(2)),
        ("open", TUESDAY + days(1)),
    ]
    words = HeatStep.objects.order_by("at", "id").values_list("words", flat=True)
    assert list(words) == ["The hood has a run", "Sam Rivera → Maya Torres", "They never called"]
    assert Plan.objects.get(heat_case=again).owner == cast.maya


@pytest.mark.parametrize("state", ["open", "resolved"])
def test_whoever_has_a_case_keeps_it_when_somebody_else_reports_worse(cast, sold, state):
    """What was given to a manager stays theirs to call done."""
    for owner in (cast.bea, cast.grace):
        first = report(cast, sold, "uneasy", owner=owner)
        HeatCase.objects.update(state=state)
        again = report(cast, sold, "upset", "They never called", now=noon(TUESDAY + days(1)))
        assert (again.pk, again.severity, again.owner) == (first.pk, "upset", owner)
        assert Plan.objects.get(heat_case=again).owner == owner
        assert not HeatStep.objects.filter(kind="handed_on").exists()
        sold = deliver(cast.north, TUESDAY, salesperson=cast.sam)


def test_a_managers_case_that_is_severe_now_stays_with_that_manager(cast, sold):
    report(cast, sold, "upset", owner=cast.grace)
    assert report(cast, sold, "severe", "They never called").owner == cast.grace


def test_a_milder_report_neither_lowers_the_case_nor_puts_the_day_off(cast, sold):
    first = report(cast, sold, "severe")
    again = report(cast, sold, "uneasy", "And the mats", now=noon(TUESDAY))
    assert (again.severity, again.next_update_on) == ("severe", first.next_update_on)
    assert FollowUp.objects.filter(kind="heat").count() == 1


def test_the_day_that_was_agreed_on_goes_before_the_rule(cast, sold):
    case = report(cast, sold, next_update_on=SATURDAY)
    assert case.next_update_on == FollowUp.objects.get(kind="heat").due_on == SATURDAY


def test_who_was_asked_to_take_care_of_it_is_told_at_once(cast, sold):
    case = report(cast, sold, owner=cast.bea)
    notice = Notice.objects.get(kind="heat")
    assert (case.owner, notice.to, notice.send_after) == (cast.bea, cast.bea, noon(TUESDAY))


def test_after_the_day_has_ended_a_severe_case_is_heard_the_next_day(cast, sold):
    late = noon(TUESDAY) + timedelta(hours=10)
    assert report(cast, sold, "severe", now=late).next_update_on == TUESDAY + days(1)


def test_whoever_makes_no_calls_at_the_store_leaves_the_case_to_the_manager(cast, sold):
    assert report(cast, sold, by=cast.noor).owner == cast.maya
