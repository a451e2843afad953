"""The list on paper, and an hour of calls typed in from it (the best of today's tools, 7)."""

import re
from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from customers.actions import link_household, record_stop
from customers.models import Customer
from dealerfollow.stores.actions import hire
from dealerfollow.stores.rules.rights import Role
from dealerfollow.tenancy.prepared import statement
from dealerfollow.testing.calls import stand_at
from dealerfollow.testing.sales import buyer, deliver, noon
from deliveries.actions import owe
from followups.actions import LogDetails, log_attempt
from followups.models import Attempt, FollowUp
from followups.queries.people import MEMBERS

THURSDAY = date(2026, 3, 5)
NOW = noon(THURSDAY)
URL = "/calls/afterwards/"


@pytest.fixture
def rows(cast, monkeypatch):
    """Three calls of Sam's, due today."""
    stand_at(NOW, monkeypatch)
    for first in ("Maria", "Kenji", "Gloria"):
        who = buyer(first_name=first, last_name="Delgado", phones=((PHONES[first], "mobile"),))
        deliver(cast.north, THURSDAY - timedelta(days=2), salesperson=cast.sam, buyer=who)
    return {row.customer.first_name: row for row in FollowUp.objects.select_related("customer")}


PHONES = {"Maria": "+12125550101", "Kenji": "+12125550102", "Gloria": "+12125550103"}


@pytest.fixture
def sam(cast, sign_in, rows):
    return sign_in(cast.sam)


def line(who, at, outcome, words="", **more):
    return {"who": who, "at": at, "outcome": outcome, "words": words, **more}


def sent(*lines, day="2026-03-05", keys=None):
    keys = keys or [str(uuid4()) for _ in lines]
    data = {"day": day, "row": keys}
    for key, one in zip(keys, lines, strict=True):
        data |= {f"{key}-{name}": value for name, value in one.items()}
    return data


def problems(response):
    return [dict(row.errors) for row in response.context["rows"]]


def logged():
    rows = Attempt.objects.order_by("at").values_list(
        "customer__first_name", "outcome", "proof", "note"
    )
    return list(rows)


def test_the_sheet_has_name_car_days_reason_promise_number_and_boxes(cast, sam, rows):
    row = rows["Maria"]
    owe(
        cast.north,
        row.customer,
        "Second key",
        department="parts",
        promised_on=THURSDAY,
        by=cast.sam,
        today=THURSDAY,
        delivery=row.delivery,
    )
    page = re.sub(r"\s+", " ", sam.get("/calls/sheet/").content.decode())
    for words in (
        "Maria Delgado",
        "2026 Honda CR-V",
        "delivered 2 days ago",
        "Second key: Mar 5",
        "(212) 555-0101",
        "call 8 AM to 9 PM",
        "Left voicemail",
        "3 customers.",
    ):
        assert words in page, words


def test_who_asked_us_to_stop_is_on_the_sheet_without_a_number(cast, sam, rows):
    record_stop(
        rows["Maria"].customer, scope="sales", channel="phone", words="No", by=cast.sam, now=NOW
    )
    page = sam.get("/calls/sheet/").content.decode()
    assert "Maria Delgado" in page
    assert "(212) 555-0101" not in page
    assert "Do not call" in page


def test_edge_71_where_the_household_was_rung_today_the_sheet_says_what_the_card_says(
    cast, sam, rows
):
    wife = deliver(cast.north, THURSDAY - timedelta(days=2), salesperson=cast.maya).customer
    link_household(wife, rows["Maria"].customer, "spouse", today=THURSDAY)
    call = FollowUp.objects.get(customer=wife)
    maya = {"key": uuid4(), "shown": (call.pk,), "ticked": (call.pk,), "seen": 0}
    log_attempt(call, LogDetails(**maya, outcome="no_answer"), by=cast.maya, now=NOW)
    page = re.sub(r"\s+", " ", sam.get("/calls/sheet/").content.decode())
    assert "(212) 555-0101" not in page and "(212) 555-0102" in page
    card = sam.get(f"/calls/{rows['Maria'].pk}/").context["card"]
    assert f"{card.reach.call.closed}. {card.reach.call.closed_sub}" in page
    assert f"{wife.first_name} was called today. One ring a day" in page


def test_outside_the_hours_the_sheet_says_from_when_on(sam, monkeypatch):
    stand_at(NOW.replace(hour=12), monkeypatch)  # 7 AM in New York
    page = sam.get("/calls/sheet/").content.decode()
    assert "from 8:00 AM on" in page


def on_sheet(answer, first):
    return next((c for c in answer.context["cards"] if c.name.startswith(first)), None)


def test_who_may_not_be_called_has_where_to_write_and_no_boxes_of_a_call(cast, sam, rows):
    maria = rows["Maria"].customer
    record_stop(maria, scope="sales", channel="phone", words="No", by=cast.sam, now=NOW)
    ways = on_sheet(sam.get("/calls/sheet/"), "Maria").ways
    assert (ways.number, ways.boxes) == ("", ("E-mailed", "Sent a letter"))
    assert [("@" in a, "Main St" in a) for a in ways.addresses] == [(True, False), (False, True)]
    answer = sam.post(URL, sent(line("Maria Delgado", "10:05", "emailed", "Her plates")))
    assert answer.status_code == 302
    assert logged() == [("Maria", "emailed", "claimed", "Her plates")]


def test_what_is_due_in_writing_has_the_address_beside_the_number(sam, rows):
    FollowUp.objects.filter(pk=rows["Maria"].pk).update(channel="email")
    ways = on_sheet(sam.get("/calls/sheet/"), "Maria").ways
    assert ways.number == "(212) 555-0101" and "@" in ways.addresses[0]
    assert {"Spoke", "E-mailed"} <= set(ways.boxes)


def test_whom_somebody_else_reached_today_is_no_call_to_make(cast, sam, rows):
    bea = {"key": uuid4(), "shown": (), "ticked": (), "seen": 0, "reason": "The plates are here"}
    log_attempt(rows["Maria"], LogDetails(**bea, outcome="spoke"), by=cast.bea, now=NOW)
    answer = sam.get("/calls/sheet/")
    assert on_sheet(answer, "Maria") is None
    assert on_sheet(answer, "Kenji").ways.number


def test_the_window_is_the_customers_own(cast, sam):
    denver = {"state": "CO", "postal_code": "80202", "phones": (("+13035550104", "mobile"),)}
    who = buyer(first_name="Nadia", **denver)
    deliver(cast.north, THURSDAY - timedelta(days=2), salesperson=cast.sam, buyer=who)
    ways = on_sheet(sam.get("/calls/sheet/"), "Nadia").ways
    assert ways.number_words == "call 8 AM to 9 PM their time"


def test_the_sheet_marks_the_language_the_missed_and_whose_it_is(cast, sam, rows):
    Customer.objects.filter(pk=rows["Maria"].customer_id).update(language="es")
    assert on_sheet(sam.get("/calls/sheet/"), "Maria").marks == ("Speaks Spanish",)


def test_the_sheet_of_who_covers_says_missed_and_for_whom(cast, sign_in, rows):
    FollowUp.objects.filter(pk=rows["Maria"].pk).update(missed_on=THURSDAY - timedelta(days=1))
    marks = on_sheet(sign_in(cast.bea).get("/calls/sheet/"), "Maria").marks
    assert marks == ("Missed Mar 4", "For Sam Rivera")


def test_an_empty_day_has_nothing_to_print(cast, sign_in, rows):
    page = sign_in(cast.maya).get("/calls/sheet/").content.decode()
    assert "There is nothing to print." in page
    assert "data-print" not in page


@pytest.mark.parametrize("url", ["/calls/sheet/", URL])
def test_the_same_queries_at_three_cards_and_at_eight(cast, sam, url, django_assert_num_queries):
    sam.get(url)
    with CaptureQueriesContext(connection) as three:
        sam.get(url)
    for _ in range(5):
        deliver(cast.north, THURSDAY - timedelta(days=2), salesperson=cast.sam)
    with django_assert_num_queries(len(three)):
        assert sam.get(url).status_code == 200


def test_an_hour_of_calls_is_saved_at_once_with_its_times_as_claimed(sam, rows):
    answer = sam.post(
        URL,
        sent(
            line("Maria Delgado · …0101", "10:05", "no_answer"),
            line("0102", "10:20", "spoke", "Loves it. Mats next week."),
            line("gloria delgado", "10:41", "voicemail"),
        ),
    )
    assert answer.status_code == 302
    assert logged() == [
        ("Maria", "no_answer", "claimed", ""),
        ("Kenji", "spoke", "claimed", "Loves it. Mats next week."),
        ("Gloria", "voicemail", "claimed", ""),
    ]
    assert set(Attempt.objects.values_list("logged_at", flat=True)) == {NOW}
    rows["Kenji"].refresh_from_db()
    assert (rows["Kenji"].state, rows["Kenji"].first_tried_on) == ("done", THURSDAY)
    assert "3 calls saved: Maria, 10:05 AM, no answer" in sam.get(URL).content.decode()


def test_the_good_ones_are_saved_and_the_bad_ones_stay_with_their_problem(sam):
    answer = sam.post(
        URL,
        sent(
            line("Maria Delgado · …0101", "10:05", "no_answer"),
            line("Nobody Known", "10:10", "no_answer"),
            line("Kenji Delgado · …0102", "", "voicemail", "Left the times"),
            line("Gloria Delgado · …0103", "10:30", ""),
            line("", "", "", ""),
        ),
    )
    assert answer.status_code == 200  # 4xx would take back what was saved
    assert problems(answer) == [
        {"who": ["Nobody found. Try the last 4 digits or the deal number."]},
        {"at": ["At what time?"]},
        {"outcome": ["Pick what happened."]},
    ]
    page = answer.content.decode()
    assert "Left the times" in page
    assert "1 call saved: Maria" in page
    assert "3 rows are not saved yet." in page
    assert [one[0] for one in logged()] == ["Maria"]


def test_the_same_rows_sent_twice_are_saved_once(sam):
    form = sent(
        line("Maria Delgado · …0101", "10:05", "no_answer"), line("0102", "10:06", "voicemail")
    )
    for _ in range(2):
        assert sam.post(URL, form).status_code == 302
    assert len(logged()) == 2


def test_several_of_a_name_are_asked_which_and_the_pick_is_kept(sam, rows):
    key = str(uuid4())
    asked = sam.post(URL, sent(line("delgado", "10:05", "no_answer"), keys=[key]))
    assert problems(asked) == [{"pick": ["Which one is it?"]}]
    assert "Gloria Delgado · …0103 · New York" in asked.content.decode()
    kenji = rows["Kenji"].customer_id
    again = sent(line("delgado", "10:05", "no_answer", pick=kenji), keys=[key])
    assert sam.post(URL, again).status_code == 302
    assert logged()[0][0] == "Kenji"


def test_a_pick_of_somebody_elses_customer_finds_nobody(cast, sam):
    other = deliver(cast.south, THURSDAY, salesperson=cast.noor).customer_id
    answer = sam.post(URL, sent(line("delgado", "10:05", "no_answer", pick=other)))
    assert "who" in problems(answer)[0]
    assert logged() == []


def test_two_of_one_name_and_number_on_the_list_are_asked_which(cast, sam, rows):
    same = buyer(first_name="Maria", last_name="Delgado", phones=(("+13475550101", "mobile"),))
    city = {"city": "Yonkers"}
    other = deliver(
        cast.north,
        THURSDAY - timedelta(days=2),
        salesperson=cast.sam,
        buyer=replace(same, **city),
    ).customer
    key, label = str(uuid4()), "Maria Delgado · …0101"
    asked = sam.post(URL, sent(line(label, "10:05", "no_answer"), keys=[key]))
    assert problems(asked) == [{"pick": ["Which one is it?"]}]
    assert "Maria Delgado · …0101 · Yonkers" in asked.content.decode()
    assert logged() == []
    picked = sent(line(label, "10:05", "no_answer", pick=other.pk), keys=[key])
    assert sam.post(URL, picked).status_code == 302
    assert Attempt.objects.get().customer == other


def test_a_call_of_yesterday_answers_only_what_was_due_and_known_then(sam, rows):
    yesterday = THURSDAY - timedelta(days=1)
    row = rows["Maria"]
    for due_on, made_at, is_answered in (
        (THURSDAY, NOW - timedelta(days=2), False),  # due today only
        (yesterday, NOW, False),  # nobody knew of it yesterday
        (yesterday, NOW - timedelta(days=2), True),
    ):
        FollowUp.objects.filter(pk=row.pk).update(due_on=due_on, created_at=made_at)
        form = sent(line("Maria Delgado · …0101", "10:05", "spoke", "Mats"), day=str(yesterday))
        assert sam.post(URL, form).status_code == 302
        row.refresh_from_db()
        assert (row.state == "done") is is_answered, (due_on, made_at)


def test_a_line_of_the_list_is_a_call_of_the_lists_store(cast, sam, rows):
    """Maria's own store is another, where Sam works too: what North owes her is what was made."""
    hire(cast.sam, Role.SALESPERSON, group=cast.group, store=cast.south)
    Customer.objects.filter(pk=rows["Maria"].customer_id).update(store=cast.south)
    answer = sam.post(URL, sent(line("Maria Delgado · …0101", "10:05", "no_answer")))
    assert answer.status_code == 302
    rows["Maria"].refresh_from_db()
    assert (Attempt.objects.get().store, rows["Maria"].tries) == (cast.north, 1)


def test_times_go_forward(sam):
    answer = sam.post(
        URL,
        sent(
            line("Maria Delgado · …0101", "10:30", "no_answer"),
            line("Kenji Delgado · …0102", "10:05", "no_answer"),
        ),
    )
    assert problems(answer) == [{"at": ["Earlier than the row above."]}]
    assert len(logged()) == 1


@pytest.mark.parametrize(
    ("day", "at", "words"),
    [
        ("2026-03-05", "18:00", "This lies in the future."),
        ("2026-03-02", "10:00", "A call can be entered until two working days after it."),
    ],
)
def test_the_rule_of_claimed_times_holds(sam, day, at, words):
    answer = sam.post(URL, sent(line("Maria Delgado · …0101", at, "no_answer"), day=day))
    assert problems(answer) == [{"at": [words]}]
    assert logged() == []


def test_yesterdays_calls_are_entered_on_yesterday(sam):
    FollowUp.objects.update(due_on=THURSDAY - timedelta(days=1))
    sam.post(URL, sent(line("0101", "15:00", "voicemail"), day="2026-03-04"))
    assert Attempt.objects.get().made_on == THURSDAY - timedelta(days=1)


def test_a_talk_without_a_reason_on_file_asks_for_words(cast, sam, rows):
    FollowUp.objects.update(state="done", closed_at=NOW)
    answer = sam.post(URL, sent(line("0101", "10:05", "spoke")))
    assert problems(answer) == [{"words": ["Say why the call was worth their time."]}]
    assert sam.post(URL, sent(line("0101", "10:05", "spoke", "Mats came in"))).status_code == 302
    assert Attempt.objects.get().reason == "Mats came in"


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"row": ["not-a-key"]},
        {"day": "2026-13-45", "row": [str(uuid4())]},
        {"day": "", "row": "x" * 5_000},
    ],
)
def test_bad_input_is_no_crash(sam, data):
    assert sam.post(URL, data).status_code == 422
    assert logged() == []


def test_more_rows_without_script_keep_what_was_typed(sam):
    form = sent(line("Maria", "10:05", "no_answer", "Half typed")) | {"more": "1"}
    page = sam.post(URL, form)
    assert "Half typed" in page.content.decode()
    assert len(page.context["rows"]) == 6
    assert logged() == []
    assert sam.get(f"{URL}?row=1").content.decode().count("data-enter-next") == 1


def test_what_one_save_does_not_take_stays_in_the_form(sam):
    nobody = [line("Nobody Known", "10:10", "no_answer")] * 59
    last = line("Kenji Delgado · …0102", "10:20", "voicemail", "Left the times")
    first = line("Maria Delgado · …0101", "10:05", "no_answer")
    form = sent(first, *nobody, last, line("0103", "", "voicemail"))
    answer = sam.post(URL, form)
    assert [one[0] for one in logged()] == ["Maria"]
    assert len(answer.context["rows"]) == 61
    page = answer.content.decode()
    assert "Left the times" in page
    assert "59 rows are not saved yet." in page
    assert "2 more rows are left: save again." in page
    assert len(sam.post(URL, form | {"more": "1"}).context["rows"]) == 67


def test_everybody_on_the_lines_is_locked_at_once_by_id(sam, rows):
    lines = (line("0103", "10:05", "no_answer"), line("0101", "10:20", "no_answer"))
    with CaptureQueriesContext(connection) as seen:
        assert sam.post(URL, sent(*lines)).status_code == 302
    locks = [
        q["sql"]
        for q in seen.captured_queries
        if "customers_customer" in q["sql"] and "FOR NO KEY UPDATE" in q["sql"]
    ]
    assert "ORDER BY" in locks[0]
    for name in ("Gloria", "Maria"):
        assert str(rows[name].customer_id) in locks[0]


def test_calls_with_one_customer_again_and_again_are_each_kept(sam, rows):
    lines = (line("0101", "10:05", "no_answer"), line("0101", "10:40", "spoke", "Loves it"))
    assert sam.post(URL, sent(*lines)).status_code == 302
    assert [one[1] for one in logged()] == ["no_answer", "spoke"]
    rows["Maria"].refresh_from_db()
    assert rows["Maria"].state == "done"


def test_more_lines_ask_no_more_of_who_works_that_day(sam, rows):
    """What every line had read by itself is read once for all of them."""

    who_works = statement(MEMBERS).name

    def read(*lines):
        with CaptureQueriesContext(connection) as seen:
            assert sam.post(URL, sent(*lines)).status_code == 302
        return sum(who_works in q["sql"] for q in seen.captured_queries)

    one = read(line("0101", "10:05", "no_answer"))
    more = read(line("0102", "10:20", "texted"), line("0103", "10:30", "texted"))
    assert 1 <= one <= more <= one + 1
