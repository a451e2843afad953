"""No fact on file: the card names the one to fetch, and one tap asks the desk that knows it."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from customers.models import PersonalFact
from dealerfollow.testing.calls import Caller, calls_at, form_of
from dealerfollow.testing.sales import buyer, deliver, noon
from deliveries.actions import answer_fact, ask_fact
from deliveries.models import AskedFact, WeOwe
from deliveries.rules.sale import VehicleDetails
from followups.models import CsiSurvey, FollowUp, HeatCase, Referral

THURSDAY = date(2026, 3, 5)
NOW = noon(THURSDAY)


@pytest.fixture
def sam(cast, sign_in, monkeypatch) -> Caller:
    return calls_at(NOW, sign_in(cast.sam), monkeypatch)


@pytest.fixture
def bare(cast):
    """A used car of two days ago, of whom nothing is on file."""
    return sell(cast, "Maria")


def sell(cast, name, phones=(), **more):
    who = buyer(first_name=name, last_name="Delgado", phones=phones)
    sold = deliver(
        cast.north,
        THURSDAY - timedelta(days=2),
        salesperson=cast.sam,
        buyer=who,
        condition="used",
        **more,
    )
    return FollowUp.objects.get(delivery=sold)


def press(caller, row, **headers):
    address = f"/calls/{row.pk}/ask/"
    return caller.client.post(address, form_of(caller.open(row), address), **headers)


def test_line_48_without_a_fact_one_tap_asks_the_desk_that_knows_one(sam, cast, bare):
    fetch = sam.open(bare).context["card"].brief.fetch
    assert (fetch.label, fetch.question) == (
        "Ask Title",
        "Where are the plates and the title, and when are they here?",
    )
    page = press(sam, bare, HTTP_HX_REQUEST="true")
    assert page.context["saved"].strong == "Title is asked."
    asked = AskedFact.objects.get()
    assert (asked.customer, asked.delivery, asked.department, asked.asked_by) == (
        bare.customer,
        bare.delivery,
        "title",
        cast.sam,
    )
    fetch = page.context["card"].brief.fetch
    assert (fetch.words, fetch.is_asked) == ("Sam Rivera asked Title today", True)


def test_the_desk_reads_the_question_that_the_card_shows(sam, cast, bare):
    """The first call of the card asks nobody; the second, about the lease, asks sales."""
    second = sell(cast, "Maria2")
    FollowUp.objects.filter(pk=bare.pk).update(kind="introduction")
    FollowUp.objects.filter(pk=second.pk).update(kind="lease", customer=bare.customer)
    shown = sam.open(bare).context["card"].brief.fetch
    assert (shown.department, shown.question) == (
        "sales",
        "What can they do before the lease ends, in figures?",
    )
    press(sam, bare)
    assert AskedFact.objects.get().question == shown.question


def test_a_second_tap_says_who_asked_and_when(sam, cast, bare):
    ask_fact(
        cast.north,
        bare.customer,
        "Plates?",
        department="title",
        by=cast.bea,
        now=NOW - timedelta(hours=1),
    )
    told = {"department": "title"}
    page = sam.client.post(f"/calls/{bare.pk}/ask/", told, follow=True)
    assert "Title is asked already. Bea Walsh asked, today 11:00 AM." in page.content.decode()
    assert AskedFact.objects.count() == 1


def test_line_8_the_answer_of_the_desk_stands_on_the_card_as_a_fact(sam, cast, bare):
    press(sam, bare)
    answer_fact(AskedFact.objects.get(), "Plates are here", by=cast.maya, now=NOW)
    card = sam.open(bare).context["card"]
    assert (card.brief.fetch, card.needs_reason) == (None, False)
    assert (card.reasons[0].title, card.reasons[0].source) == (
        "Title says: Plates are here",
        "Maya Torres, today",
    )
    sam.log(bare, outcome="spoke", gained="An answer from the store")
    later = sell(cast, "Maria2")
    FollowUp.objects.filter(pk=later.pk).update(customer=bare.customer)
    codes = [reason.code for reason in sam.open(later).context["card"].reasons]
    assert "desk_says" not in codes  # it was talked about


def test_a_department_that_nobody_knows_is_refused_in_words(sam, bare):
    page = sam.client.post(f"/calls/{bare.pk}/ask/", {"department": "kitchen"}, follow=True)
    assert "Pick the department that knows it." in page.content.decode()
    assert not AskedFact.objects.exists()


def test_who_sells_at_another_store_finds_no_such_card(cast, sign_in, bare):
    assert sign_in(cast.noor).post(f"/calls/{bare.pk}/ask/").status_code == 404


def fill(cast, row, n):
    """One of everything that the brief reads, about the customer of the row."""
    add(cast, row, n)
    told = {"group_id": cast.group.pk, "store": cast.north, "customer": row.customer}
    CsiSurvey.objects.create(**told, delivery=row.delivery, state="sent", changed_at=NOW)
    HeatCase.objects.create(
        **told,
        severity="upset",
        cause="we_owe",
        owner=cast.sam,
        next_update_on=THURSDAY,
        opened_at=NOW,
        opened_by=cast.sam,
    )


def add(cast, row, n, **answered):
    """One of everything of which a customer may have many."""
    told = {"group_id": cast.group.pk, "store": cast.north, "customer": row.customer}
    WeOwe.objects.create(**told, item=f"Mats {n}", department="parts", made_on=THURSDAY)
    PersonalFact.objects.create(
        group_id=cast.group.pk, customer=row.customer, text=f"Chess {n}", noted_at=NOW
    )
    Referral.objects.create(**told, state="given", name=f"Ana {n}", at=NOW, by=cast.sam)
    AskedFact.objects.create(
        **told, department="title", question="?", asked_by=cast.sam, asked_at=NOW, **answered
    )


def count(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    return len(found)


def test_a_list_of_customers_with_everything_on_file_costs_no_query_more(sam, cast, bare):
    one = count(sam.client, "/calls/")
    for n in range(12):
        fill(cast, sell(cast, f"Name{n}"), n)
    assert count(sam.client, "/calls/") == one


def test_a_card_costs_the_same_with_one_of_everything_and_with_thirteen(sam, cast, bare):
    answered = {"answer": "Friday", "answered_by": cast.maya, "answered_at": NOW}
    fill(cast, bare, 0)
    add(cast, bare, 1, **answered)
    one = count(sam.client, f"/calls/{bare.pk}/")
    for n in range(2, 13):
        add(cast, bare, n, **answered)
    assert count(sam.client, f"/calls/{bare.pk}/") == one


def test_a_review_is_asked_for_where_the_store_has_a_site_for_it(sam, cast, bare):
    FollowUp.objects.filter(pk=bare.pk).update(kind="satisfaction")
    codes = [reason.code for reason in sam.open(bare).context["card"].reasons]
    assert "review_not_asked" not in codes
    type(cast.north).objects.update(review_sites=[{"name": "Google", "url": "https://g.example"}])
    codes = [reason.code for reason in sam.open(bare).context["card"].reasons]
    assert "review_not_asked" in codes


def test_the_desk_is_asked_what_the_card_asks_of_all_that_is_due(sam, cast):
    """A promise leads the card and asks nobody; the car of three years beside it does."""
    phones = (("+12125550101", "mobile"),)
    promise = sell(cast, "Maria", phones)
    other = sell(cast, "Maria", phones, vehicle=VehicleDetails(vin="SECONDCAR00000001"))
    FollowUp.objects.filter(pk=promise.pk).update(kind="call_back", due_on=THURSDAY)
    FollowUp.objects.filter(pk=other.pk).update(kind="repurchase", due_on=THURSDAY)
    fetch = sam.open(promise).context["card"].brief.fetch
    press(sam, promise)
    assert AskedFact.objects.get().question == fetch.question
    assert fetch.question == "What is their car worth today?"


def test_the_row_of_the_list_says_it_with_the_card(sam, cast, bare):
    page = press(sam, bare, HTTP_HX_REQUEST="true")
    shown = [row.reason for group in page.context["groups"] for row in group.rows]
    assert shown == ["No fact on file: Title asked today"]
