"""A birthday that is tried and not answered: later that day, and on no other."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from dealerfollow.testing.sales import buyer, deliver, noon
from followups.actions import LogDetails, log_attempt, plan_follow_ups
from followups.models import FollowUp

TUESDAY, THURSDAY = date(2026, 3, 3), date(2026, 3, 5)
EVENING = noon(THURSDAY) + timedelta(hours=6)


@pytest.fixture
def born_on_tuesday(cast):
    """The post-sale call is due on Thursday, the birthday five days later."""
    ana = buyer(first_name="Ana", last_name="Ruiz", born_on=date(1980, 3, 10))
    deliver(cast.north, TUESDAY, salesperson=cast.sam, buyer=ana)
    plan_follow_ups(cast.north, today=THURSDAY, now=noon(THURSDAY))
    return FollowUp.objects.get(kind="post_sale")


def no_answer(row, cast, at):
    rows = FollowUp.objects.open().filter(customer=row.customer_id, due_on__lte=date(2026, 3, 10))
    ids = tuple(rows.order_by("pk").values_list("pk", flat=True))
    log = LogDetails(key=uuid4(), shown=ids, ticked=ids, seen=0, outcome="no_answer")
    log_attempt(row, log, by=cast.sam, now=at)


def test_edge_12_on_the_card_of_an_earlier_call_it_stays_on_its_own_day(cast, born_on_tuesday):
    no_answer(born_on_tuesday, cast, EVENING)
    birthday = FollowUp.objects.get(kind="birthday")
    assert (birthday.state, birthday.due_on, birthday.tries) == ("open", date(2026, 3, 10), 1)


def test_in_the_evening_of_its_day_it_is_over(cast, born_on_tuesday):
    FollowUp.objects.filter(kind="birthday").update(first_due_on=THURSDAY, due_on=THURSDAY)
    no_answer(born_on_tuesday, cast, EVENING)
    birthday = FollowUp.objects.get(kind="birthday")
    assert (birthday.state, birthday.state_reason) == ("not_reached", "tries_exhausted")
