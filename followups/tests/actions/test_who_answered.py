"""Somebody else picked up: a co-buyer on the deal, or the mother-in-law (edge case 68)."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from customers.models import ContactStop, HouseholdLink
from dealerfollow.testing.sales import buyer, deliver, noon
from followups.actions import LogDetails, LogRefused, log_attempt
from followups.models import Attempt, FollowUp
from followups.queries.tries import tries_at

THURSDAY = date(2026, 3, 5)
FRIDAY = THURSDAY + timedelta(days=1)
NOW = noon(THURSDAY)


@pytest.fixture
def delivery(cast):
    bought_on = THURSDAY - timedelta(days=2)
    return deliver(cast.north, bought_on, salesperson=cast.sam, co_buyer=buyer())


@pytest.fixture
def relative(cast, delivery):
    other = deliver(cast.south, THURSDAY - timedelta(days=2), salesperson=cast.noor).customer
    HouseholdLink.objects.create(
        group=cast.group,
        customer=delivery.customer,
        other=other,
        kind="parent",
        started_on=THURSDAY,
    )
    return other


def log(cast, delivery, outcome, now=NOW, **told):
    row = FollowUp.objects.get(delivery=delivery, kind="post_sale")
    seen = Attempt.objects.order_by("-id").values_list("id", flat=True).first() or 0
    facts = {"reason_codes": ("post_sale",), "key": uuid4(), "seen": seen, **told}
    details = LogDetails(shown=(row.pk,), ticked=(row.pk,), outcome=outcome, **facts)
    attempt = log_attempt(row, details, by=cast.sam, now=now)
    row.refresh_from_db()
    return attempt, row


def test_edge_68_a_talk_with_the_co_buyer_makes_the_call(cast, delivery):
    attempt, row = log(cast, delivery, "spoke", answered_by=delivery.co_buyer_id)
    assert (row.state, row.reached_on) == ("done", THURSDAY)
    assert (attempt.answered_by, attempt.is_talk) == (delivery.co_buyer, True)


def test_edge_68_a_talk_with_a_relative_is_a_try(cast, delivery, relative):
    attempt, row = log(cast, delivery, "spoke", answered_by=relative.pk)
    assert (row.state, row.tries, row.reached_on, row.due_on) == ("open", 1, None, FRIDAY)
    assert (attempt.answered_by, attempt.is_talk, attempt.is_try) == (relative, False, True)


def test_edge_68_a_co_buyers_stop_lands_on_the_co_buyer(cast, delivery):
    _, row = log(
        cast, delivery, "asked_to_stop", stop_scope="everything", answered_by=delivery.co_buyer_id
    )
    assert (row.state, row.due_on) == ("open", FRIDAY)
    people = set(ContactStop.objects.values_list("customer", flat=True))
    assert people == {delivery.co_buyer_id}


def test_edge_68_somebody_of_another_group_is_nobody(cast, delivery):
    with pytest.raises(LogRefused) as refused:
        log(cast, delivery, "spoke", answered_by=987_654)
    assert refused.value.problems == {"answered_by": "person_unknown"}


def test_edge_62_a_wrong_number_is_no_rung_of_the_ladder(cast, delivery):
    _, row = log(cast, delivery, "wrong_number")
    assert (row.tries, tries_at([row.pk], cast.north)) == (1, {})
    _, row = log(cast, delivery, "no_answer", now=noon(FRIDAY))
    assert [one.tried_on for one in tries_at([row.pk], cast.north)[row.pk]] == [FRIDAY]
