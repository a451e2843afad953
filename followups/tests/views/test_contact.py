"""Any contact, any time: found by search, logged without a follow-up due (decision 13)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from customers.actions import record_stop
from dealerfollow.testing.calls import form_of, stand_at
from dealerfollow.testing.sales import buyer, deliver, noon
from deliveries.models import WeOwe
from followups.actions.effects import state_of
from followups.models import Attempt, FollowUp

THURSDAY = date(2026, 3, 5)
NOW = noon(THURSDAY)
MARCH_10 = date(2026, 3, 10)


@pytest.fixture
def row(cast, monkeypatch):
    """Maria's post-sale call, due on Saturday: nothing is due today."""
    stand_at(NOW, monkeypatch)
    maria = buyer(first_name="Maria", last_name="Delgado")
    delivery = deliver(cast.north, THURSDAY, salesperson=cast.sam, buyer=maria)
    return FollowUp.objects.get(delivery=delivery)


@pytest.fixture
def sam(cast, sign_in, row):
    return sign_in(cast.sam)


def url(row):
    return f"/customers/{row.customer_id}/contact/"


def shown(client, row):
    page = client.get(url(row)).content.decode().replace('method="post"', f'action="{url(row)}"', 1)
    form = type("Page", (), {"content": page.encode(), "status_code": 200})
    return form_of(form, url(row))


def log(client, row, way, **answers):
    return client.post(url(row), {**shown(client, row), "way": way, **answers})


def state(row):
    row.refresh_from_db()
    return row.state, row.state_reason, row.first_tried_on


def told(response, field):
    return response.context["form"].errors[field]


@pytest.mark.parametrize(
    ("way", "channel", "direction", "outcome", "is_talk"),
    [
        ("they_called", "phone", "in", "spoke", True),
        ("walked_in", "in_person", "in", "met", True),
        ("they_texted", "text", "in", "text_answered", True),
        ("they_emailed", "email", "in", "email_answered", True),
        ("they_wrote", "letter", "in", "sent", True),
        ("i_texted", "text", "out", "texted", False),
        ("i_emailed", "email", "out", "emailed", False),
        ("i_wrote", "letter", "out", "sent", False),
        ("i_visited", "in_person", "out", "met", True),
    ],
)
def test_line_34_one_pick_is_enough_for_every_way(
    sam, row, way, channel, direction, outcome, is_talk
):
    assert log(sam, row, way).status_code == 302
    made = Attempt.objects.get()
    assert (made.channel, made.direction, made.outcome) == (channel, direction, outcome)
    assert (made.is_talk, made.proof, made.by.first_name) == (is_talk, "claimed", "Sam")
    assert state(row) == ("open", "", None)  # not due, not ticked: it waits for its day


def test_line_28_a_talk_in_the_service_drive_is_logged_and_shows_on_their_page(sam, row):
    log(sam, row, "service_drive", note="Wants the tow mode shown.")
    page = sam.get(f"/customers/{row.customer_id}/").content.decode()
    assert "In the service drive" in page
    assert "They came in" in page
    assert "Wants the tow mode shown." in page


def test_decision_13_what_it_covers_is_made_early(sam, row):
    FollowUp.objects.update(kind="check_in", tier=2)
    answer = log(sam, row, "walked_in")
    assert state(row) == ("done", "met", THURSDAY)
    assert row.first_tried_on < row.first_due_on
    page = sam.get(answer.url).content.decode()
    assert "Made early: check-in, due Sat, Mar 7." in page


def test_a_post_sale_call_before_its_day_is_offered_and_closed_when_ticked(sam, row):
    page = sam.get(url(row)).content.decode()
    assert "Post-sale call, Sat, Mar 7" in page
    log(sam, row, "they_called", follow_ups=[row.pk])
    assert state(row) == ("done", "spoke", THURSDAY)


def test_what_is_due_is_ticked(sam, row):
    FollowUp.objects.update(due_on=THURSDAY, first_due_on=THURSDAY)
    log(sam, row, "they_called")
    assert state(row) == ("done", "spoke", THURSDAY)


def test_line_7_a_bdc_talk_leaves_the_salespersons_own_call(cast, sign_in, row):
    FollowUp.objects.update(due_on=THURSDAY, first_due_on=THURSDAY)
    log(sign_in(cast.bea), row, "they_called")
    assert state(row) == ("open", "", None)
    assert row.bdc_tried_on == THURSDAY
    assert Attempt.objects.get().by_role == "bdc_rep"


def test_a_colleague_does_not_close_what_is_anothers_unless_they_say_so(cast, sign_in, row):
    FollowUp.objects.update(due_on=THURSDAY, first_due_on=THURSDAY, owner=cast.maya)
    client = sign_in(cast.sam)
    assert "Post-sale call, Thu, Mar 5 · Maya Torres" in client.get(url(row)).content.decode()
    log(client, row, "walked_in")
    assert state(row) == ("open", "", None)


def test_undo_takes_it_back_exactly(sam, row):
    FollowUp.objects.update(kind="check_in", tier=2)
    before = FollowUp.objects.values().get()
    last = row.customer.last_contact_at
    log(sam, row, "walked_in")
    sam.post(f"/calls/attempts/{Attempt.objects.get().pk}/undo/")
    assert FollowUp.objects.values().get() == before
    row.customer.refresh_from_db()
    assert row.customer.last_contact_at == last


def test_the_same_form_sent_twice_is_one_contact(sam, row):
    form = {**shown(sam, row), "way": "walked_in"}
    answers = [sam.post(url(row), form) for _ in range(2)]
    assert [a.status_code for a in answers] == [302, 302]
    assert answers[0].url == answers[1].url
    assert Attempt.objects.count() == 1


def test_a_time_earlier_today_is_claimed_and_one_to_come_is_refused(sam, row):
    log(sam, row, "they_called", at="09:15")
    made = Attempt.objects.get()
    assert made.at == datetime(2026, 3, 5, 14, 15, tzinfo=UTC)  # 9:15 AM in New York
    assert made.logged_at == NOW
    answer = log(sam, row, "they_called", at="18:00")
    assert answer.status_code == 422
    assert told(answer, "at") == ["This lies in the future."]


def test_nothing_picked_says_what_to_pick(sam, row):
    assert told(log(sam, row, ""), "way") == ["Pick how it came about."]
    assert told(log(sam, row, "i_called"), "outcome_i_called") == ["Pick what happened."]
    assert told(log(sam, row, "by_pigeon"), "way") == ["Pick how it came about."]
    assert Attempt.objects.count() == 0


def test_a_call_of_ours_needs_a_reason_and_keeps_it(sam, row):
    said = {"outcome_i_called": "spoke"}
    assert told(log(sam, row, "i_called", **said), "reason") == [
        "Say why the call was worth their time."
    ]
    log(sam, row, "i_called", **said, reason="The mats are here")
    assert Attempt.objects.get().reason == "The mats are here"


def test_edge_61_what_we_begin_is_refused_where_they_said_no_what_they_begin_is_not(cast, sam, row):
    record_stop(row.customer, scope="everything", channel="all", words="No", by=cast.sam, now=NOW)
    assert "They asked us to stop" in sam.get(url(row)).content.decode()
    refused = log(sam, row, "i_texted")
    assert told(refused, "way") == [
        "They asked not to be contacted this way. If they came to us, pick what they did."
    ]
    assert log(sam, row, "walked_in").status_code == 302
    assert Attempt.objects.count() == 1


def test_a_text_that_asks_us_to_stop_stops(sam, row):
    log(sam, row, "they_texted", outcome_they_texted="asked_to_stop_everything", note="STOP")
    assert state(row)[0] == "stopped"
    assert "Do not contact" in sam.get(f"/customers/{row.customer_id}/").content.decode()


def test_line_52_a_call_back_without_a_follow_up_is_a_dated_promise(sam, row):
    answers = {"outcome_they_called": "call_back", "call_back_at": "15:00"}
    assert told(log(sam, row, "they_called", **answers), "call_back_on") == ["Pick the day too."]
    log(sam, row, "they_called", **answers, call_back_on="2026-03-06")
    owed = WeOwe.objects.get()
    assert (owed.item, owed.promised_on) == ("Call back at 3:00 PM", THURSDAY + timedelta(days=1))
    assert FollowUp.objects.filter(kind="promise", due_on=THURSDAY + timedelta(days=1)).exists()


@pytest.mark.parametrize("is_made", [False, True])
def test_line_52_a_second_call_back_re_dates_the_first_and_undo_takes_it_back(sam, row, is_made):
    answers = {"outcome_they_called": "call_back", "follow_ups": []}
    log(sam, row, "they_called", **answers, call_back_on="2026-03-06")
    if is_made:
        made = {"state": "done", "closed_at": NOW}
        FollowUp.objects.filter(kind="promise").update(**made)
    before = [state_of(one) for one in (WeOwe.objects.get(), *FollowUp.objects.order_by("pk"))]
    assert log(sam, row, "they_called", **answers, call_back_on="2026-03-10").status_code == 302
    owed, call = WeOwe.objects.get(), FollowUp.objects.open().get(kind="promise")
    assert (owed.promised_on, owed.told_on, call.due_on) == (MARCH_10, MARCH_10, MARCH_10)
    assert FollowUp.objects.filter(kind="promise").count() == 1 + is_made
    undone = sam.post(f"/calls/attempts/{Attempt.objects.latest('id').pk}/undo/")
    assert undone.status_code == 302
    after = [state_of(one) for one in (WeOwe.objects.get(), *FollowUp.objects.order_by("pk"))]
    assert after == before


def test_somebody_logged_meanwhile_nothing_is_lost_and_both_are_kept(cast, sign_in, sam, row):
    mine = {**shown(sam, row), "way": "walked_in", "note": "Asked about mats."}
    log(sign_in(cast.maya), row, "they_called")
    lost = sam.post(url(row), mine)
    page = lost.content.decode()
    assert lost.status_code == 409
    assert "Maya logged first" in page
    assert "Asked about mats." in page
    again = page.replace('method="post"', f'action="{url(row)}"', 1)
    form = form_of(type("Page", (), {"content": again.encode(), "status_code": 200}), url(row))
    assert sam.post(url(row), {**form, "note": "Asked about mats."}).status_code == 302
    assert list(Attempt.objects.order_by("id").values_list("by__name", flat=True)) == [
        "Maya Torres",
        "Sam Rivera",
    ]


def test_two_people_who_spoke_today_is_said_on_their_page_and_on_the_form(cast, sign_in, sam, row):
    log(sign_in(cast.maya), row, "they_called", note="Wants mats.")
    for address in (url(row), f"/customers/{row.customer_id}/"):
        page = sam.get(address).content.decode()
        assert "Maya Torres spoke to Maria at 12:00 PM" in page, address
    assert "spoke to Maria at" not in sign_in(cast.maya).get(url(row)).content.decode()


def test_the_page_runs_the_same_queries_at_one_follow_up_and_at_six(
    cast, sam, row, django_assert_num_queries
):
    sam.get(url(row))
    with CaptureQueriesContext(connection) as one:
        sam.get(url(row))
    for _ in range(5):
        other = deliver(cast.north, THURSDAY, salesperson=cast.sam)
        FollowUp.objects.filter(delivery=other).update(customer=row.customer)
    with django_assert_num_queries(len(one)):
        assert sam.get(url(row)).content.decode().count('name="follow_ups"') == 6


def test_search_offers_it_to_who_works_calls_and_to_nobody_else(cast, sign_in, sam, row):
    found = "/customers/?q=delgado"
    assert url(row) in sam.get(found).content.decode()
    assert url(row) in sam.get(f"/customers/{row.customer_id}/").content.decode()
    assert sign_in(cast.noor).get(url(row)).status_code == 404
