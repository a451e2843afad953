"""What the card says is so: of this car, of this person, and nothing with a hole in it."""

from datetime import date, timedelta

import pytest

from dealerfollow.testing.calls import Caller, calls_at
from dealerfollow.testing.sales import buyer, deliver, noon, sale
from deliveries.actions.typed import Owed, record_typed_sale
from followups.models import FollowUp

THURSDAY = date(2026, 3, 5)
NOW = noon(THURSDAY)
DAY = timedelta(days=1)


@pytest.fixture
def sam(cast, sign_in, monkeypatch) -> Caller:
    return calls_at(NOW, sign_in(cast.sam), monkeypatch)


def sell(cast, days_ago=2, **told):
    who = told.pop("buyer", None) or buyer(first_name="Maria", last_name="Delgado")
    return deliver(cast.north, THURSDAY - days_ago * DAY, salesperson=cast.sam, buyer=who, **told)


def row_of(delivery):
    return FollowUp.objects.filter(delivery=delivery).earliest("pk")


def reasons(caller, row):
    brief = caller.open(row).context["card"].brief
    return {reason.code: reason for reason in (*brief.reasons, *brief.more)}


def test_what_was_promised_with_a_sale_that_was_typed_later_was_not_asked_for(sam, cast):
    told = sale(THURSDAY - 2 * DAY)
    promised = [Owed("Second key", "parts", promised_on=THURSDAY)]
    typed = {"salesperson": cast.sam, "by": cast.sam, "now": noon(THURSDAY - DAY)}
    delivery = record_typed_sale(cast.north, told, owed=promised, **typed).delivery
    found = reasons(sam, row_of(delivery))
    assert "we_owe_due_today" in found and "answer_due" not in found


def test_line_52_what_they_asked_for_on_a_contact_is_an_answer_that_they_wait_for(
    sam, cast, monkeypatch
):
    first = row_of(sell(cast))
    asked = {"promise_item": "Tow hitch", "promise_department": "parts"}
    sam.log(first, outcome="spoke", promise_by=(THURSDAY + DAY).isoformat(), **asked)
    calls_at(noon(THURSDAY + DAY), sam.client, monkeypatch)
    call = FollowUp.objects.get(kind="promise")
    assert reasons(sam, call)["answer_due"].say.endswith(
        "You asked me for something: tow hitch. I have the answer."
    )
