"""A birthday on a closed day: a call the open day before, a text on the day itself (edge 11)."""

from datetime import date

import pytest

from accountability.tests.sweeping import close
from customers.models import Customer
from dealerfollow.testing.sales import buyer, days, deliver, noon
from followups.actions import plan_follow_ups
from followups.models import FollowUp

SUNDAY = date(2026, 3, 8)
SATURDAY, MONDAY = SUNDAY - days(1), SUNDAY + days(1)


@pytest.mark.parametrize(
    ("ways", "channel", "missed_on"),
    [
        pytest.param(15, "text", MONDAY, id="edge-11-a-text-may-leave-on-sunday"),
        pytest.param(1, "phone", SATURDAY, id="edge-11-a-call-is-due-on-saturday"),
    ],
)
def test_the_channel_decides_until_when_a_greeting_is_on_time(cast, ways, channel, missed_on):
    born = buyer(born_on=date(1980, 3, 8))
    delivery = deliver(cast.north, date(2026, 2, 2), salesperson=cast.sam, buyer=born)
    Customer.objects.filter(pk=delivery.customer_id).update(ways=ways)
    plan_follow_ups(cast.north, today=SUNDAY - days(6), now=noon(SUNDAY - days(6)))
    greeting = FollowUp.objects.get(kind="birthday")
    assert (greeting.channel, greeting.due_on) == (channel, SATURDAY)
    FollowUp.objects.exclude(pk=greeting.pk).update(state="done", closed_at=noon(SATURDAY))

    for day in (SATURDAY, SUNDAY, MONDAY):
        close(cast.north, day)

    greeting.refresh_from_db()
    assert greeting.missed_on == missed_on
    codes = [note["code"] for note in greeting.planning_note]
    assert ("may_leave_on_the_day" in codes) == (channel == "text")
