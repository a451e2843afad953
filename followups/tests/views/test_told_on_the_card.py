"""What the card says is so: of this car, of this person, and nothing with a hole in it."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from dealerfollow.testing.calls import Caller, calls_at
from dealerfollow.testing.sales import buyer, deliver, noon, sale
from deliveries.actions import ask_fact
from deliveries.actions.typed import Owed, record_typed_sale
from deliveries.models import Delivery
from followups.actions.reviews import record_review
from followups.models import Attempt, AttemptBelonging, CsiSurvey, FollowUp

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


@pytest.fixture
def pair(cast):
    """Two cars of Maria's: a post-sale call for the first, the lease of the second ends."""
    maria = buyer(first_name="Maria", last_name="Delgado")
    bought = sell(cast, buyer=maria)
    leased = sell(cast, buyer=maria, sale_kind="lease", lease_ends_on=THURSDAY + 180 * DAY)
    FollowUp.objects.filter(delivery=leased).update(kind="lease")
    return row_of(bought), row_of(leased)


def test_a_card_of_two_cars_says_when_the_lease_of_the_second_ends(sam, cast, pair):
    first, lease = pair
    assert first.customer_id == lease.customer_id
    found = reasons(sam, first)
    assert found["lease"].title == "Lease ends Tue, Sep 1"
    assert "Your lease ends Tuesday, September 1." in found["lease"].say
    assert sam.client.get(f"/customers/{first.customer_id}/").status_code == 200


def test_nothing_is_said_with_a_hole_in_it(sam, cast, pair):
    """The end of the lease was taken off the sale, and its call is open still."""
    first, lease = pair
    Delivery.objects.filter(pk=lease.delivery_id).update(lease_ends_on=None)
    found = reasons(sam, first)["lease"]
    assert (found.title, found.say) == ("Lease ends", "")
    assert sam.client.get(f"/customers/{first.customer_id}/").status_code == 200


def used(cast, **told):
    return row_of(sell(cast, condition="used", **told))


@pytest.mark.parametrize("place", ["store", "desk"])
def test_a_question_to_another_desk_or_of_another_store_does_not_stop_ours(sam, cast, place):
    row = used(cast)  # title knows the plates
    store, desk = (cast.south, "title") if place == "store" else (cast.north, "service")
    ask_fact(store, row.customer, "Plates?", department=desk, by=cast.bea, now=NOW - DAY)
    fetch = sam.open(row).context["card"].brief.fetch
    assert (fetch.label, fetch.department, fetch.is_asked) == ("Ask Title", "title", False)


def survey(cast, delivery, state="answered", **told):
    place = {"group_id": cast.group.pk, "store": cast.north, "customer": delivery.customer}
    told = {"changed_at": NOW, "answered_on": THURSDAY, "score": 6, **told}
    return CsiSurvey.objects.create(**place, delivery=delivery, state=state, **told)


def test_line_9_the_answer_about_one_car_is_not_the_other_cars(sam, cast):
    maria = buyer(first_name="Maria", last_name="Delgado")
    former = sell(cast, 120, buyer=maria)
    newer = sell(cast, buyer=maria)
    type(cast.north).objects.update(survey_low_under=8, survey_opens_days=5)
    survey(cast, former, discussed_on=THURSDAY)
    FollowUp.objects.filter(delivery=former).delete()
    row = row_of(newer)
    found = reasons(sam, row)
    assert "survey_low" not in found and "survey_opens_soon" in found
    rows = [r for g in sam.client.get("/calls/").context["groups"] for r in g.rows]
    assert [r.reason for r in rows] == ["CSI survey opens Sun, Mar 8"]


def test_line_9_the_score_is_not_on_the_card(sam, cast):
    row = row_of(sell(cast))
    type(cast.north).objects.update(survey_low_under=8)
    survey(cast, row.delivery)
    title = reasons(sam, row)["survey_low"].title
    assert title == "CSI survey came back: ask what they would change"


def test_who_would_rather_not_write_a_review_is_not_asked_again(sam, cast):
    row = used(cast)
    FollowUp.objects.filter(pk=row.pk).update(kind="satisfaction")
    type(cast.north).objects.update(review_sites=[{"name": "Google", "url": "https://g.example"}])
    assert "review_not_asked" in reasons(sam, row)
    declined = {"site": "Google", "state": "declined", "on": THURSDAY, "now": NOW}
    record_review(cast.north, row.customer, **declined)
    assert "review_not_asked" not in reasons(sam, row)


@pytest.mark.parametrize("outcome", ["spoke", "call_back"])
def test_edge_67_what_the_other_person_said_is_not_read_out_after_the_parting(sam, cast, outcome):
    row = used(cast)
    other = sell(cast, condition="used", buyer=buyer(first_name="Ana"))
    at = {"outcome": outcome, "note": "Wants mats", "channel": "phone", "direction": "out"}
    talk = Attempt.objects.create(
        group_id=cast.group.pk,
        store=cast.north,
        customer=row.customer,
        by=cast.sam,
        at=NOW - DAY,
        made_on=THURSDAY - DAY,
        key=uuid4(),
        is_talk=True,
        is_try=True,
        **at,
    )
    codes = {"loose_end", "asked_to_call_back"}
    assert codes & set(reasons(sam, row))
    AttemptBelonging.objects.create(
        group_id=cast.group.pk,
        attempt=talk,
        customer=other.customer,
        other=row.customer,
        is_noted=False,
        at=NOW,
    )
    assert not codes & set(reasons(sam, row))


@pytest.mark.parametrize(
    ("born_on", "words"),
    [
        (date(1980, 3, 5), "Happy birthday, from all of us!"),
        (date(1980, 3, 8), "Your birthday is Sunday, March 8: all the best from all of us."),
        (date(1980, 3, 2), "Your birthday was Monday, March 2: all the best from all of us."),
    ],
    ids=["today", "soon", "over"],
)
def test_a_birthday_is_wished_for_its_day(sam, cast, born_on, words):
    who = buyer(first_name="Maria", last_name="Delgado", born_on=born_on)
    row = row_of(sell(cast, buyer=who, condition="used"))
    assert reasons(sam, row)["birthday_near"].say.endswith(words)
