"""Today: who is on it, in which order, and at what price."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dealerfollow.stores.actions import add_absence
from dealerfollow.stores.models import Membership
from dealerfollow.testing.calls import Caller, calls_at, stand_at
from dealerfollow.testing.sales import buyer, deliver, noon
from deliveries.actions import owe
from deliveries.tests.desks import say_word
from followups.actions import plan_follow_ups
from followups.models import FollowUp

THURSDAY = date(2026, 3, 5)
NOW = noon(THURSDAY)


def day(n):
    return timedelta(days=n)


@pytest.fixture
def sam(cast, sign_in, monkeypatch) -> Caller:
    return calls_at(NOW, sign_in(cast.sam), monkeypatch)


def sell(cast, days_ago=2, to="Maria", by=None, **told):
    who = buyer(first_name=to, last_name="Delgado", **told.pop("buyer", {}))
    return deliver(
        cast.north, THURSDAY - day(days_ago), salesperson=by or cast.sam, buyer=who, **told
    )


def rows(caller, address="/calls/"):
    context = caller.client.get(address).context
    return [(g.label, r.name.split()[0], r.when) for g in context["groups"] for r in g.rows]


def test_overdue_then_call_backs_by_time_then_due(sam, cast):
    sell(cast, 3, "Late")
    sell(cast, 2, "Due")
    for to, hour in (("Four", 21), ("Two", 19)):
        delivery = sell(cast, 2, to)
        at = datetime(2026, 3, 5, hour, tzinfo=UTC)
        FollowUp.objects.filter(delivery=delivery).update(due_at=at)
    assert rows(sam) == [
        ("Overdue", "Late", "overdue 1 day"),
        ("Call backs by time", "Two", "2:00 PM"),
        ("Call backs by time", "Four", "4:00 PM"),
        ("Due today", "Due", "day 2"),
    ]


def test_the_first_card_is_open_after_sign_in(sam, cast):
    first = FollowUp.objects.get(delivery=sell(cast, 3))
    page = sam.client.get("/", follow=True)
    card = f"/calls/{first.pk}/"
    assert page.redirect_chain == [("/calls/?open=first", 302), (card, 302)]
    assert page.context["card"].follow_up == first
    assert [r.is_current for g in page.context["groups"] for r in g.rows] == [True]


def test_somebody_elses_calls_are_not_on_it(sam, cast):
    sell(cast, by=cast.maya)
    deliver(cast.south, THURSDAY - day(2), salesperson=cast.noor)
    assert rows(sam) == []


def test_nothing_due_says_what_to_do_next(sam):
    empty = sam.client.get("/calls/").context["empty"]
    assert (empty["title"], empty["words"]) == (
        "Nothing due today",
        "Record a delivery, and its first call comes by itself.",
    )


def test_progress_counts_customers_and_the_time_that_is_left(sam, cast):
    for to in ("Ann", "Ben", "Cid"):
        sell(cast, to=to)
    sam.log(FollowUp.objects.first(), outcome="no_answer")
    frame = sam.client.get("/calls/").context["day"]
    assert (frame["done"], frame["total"], frame["left_words"]) == (
        1,
        3,
        "2 left, about 10 min · open till 8 PM",
    )
    assert frame["bar_label"] == "1 logged, 0 overdue, 2 due"


def test_too_many_calls_for_the_hours_left_is_said(sam, cast, monkeypatch):
    for n in range(5):
        sell(cast, to=f"N{n}")
    stand_at(datetime(2026, 3, 6, 0, 45, tzinfo=UTC), monkeypatch)  # 19:45 in New York
    assert sam.client.get("/calls/").context["day"]["left_words"] == (
        "5 left, about 25 min · 15 min till closing"
    )


def test_tier_2_waits_when_the_day_is_full(sam, cast):
    cast.north.cards_a_day = 5
    cast.north.save()
    for n in range(4):
        sell(cast, to=f"One{n}")
    for n in range(3):
        delivery = sell(cast, to=f"Two{n}")
        FollowUp.objects.filter(delivery=delivery).update(tier=2, kind="check_in")
    context = sam.client.get("/calls/").context
    assert context["day"]["left"] == 5
    assert context["more_words"] == "2 more can wait"


def test_edge_23_a_day_off_is_made_early_the_working_day_before(sam, cast):
    hours = {str(d): ["09:00", "20:00"] for d in (0, 1, 2, 3, 5)}
    Membership.objects.filter(user=cast.sam).update(weekly_hours=hours)
    sell(cast, 1)
    assert rows(sam) == [("Make early, before your day off", "Maria", "Mar 6")]


def test_who_covers_sees_the_calls_of_who_is_off(cast, sign_in, monkeypatch):
    Membership.objects.filter(user=cast.sam).update(cover=cast.maya)
    add_absence(cast.north, cast.sam, starts_on=THURSDAY, ends_on=THURSDAY, by=cast.maya, now=NOW)
    row = FollowUp.objects.get(delivery=sell(cast))
    maya = calls_at(NOW, sign_in(cast.maya), monkeypatch)
    assert rows(maya) == [("For Sam, off today", "Maria", "day 2")]
    maya.log(row, outcome="no_answer")
    row.refresh_from_db()
    assert (row.tries, row.counted_for) == (1, cast.maya)


def test_one_customer_is_one_card_however_much_is_due(sam, cast):
    delivery = sell(cast, 7)
    plan_follow_ups(cast.north, today=THURSDAY, now=NOW)
    assert FollowUp.objects.open().filter(delivery=delivery, due_on__lte=THURSDAY).count() == 2
    assert rows(sam) == [("Overdue", "Maria", "overdue 5 days")]
    card = sam.client.get("/calls/?open=first", follow=True).context["card"]
    assert [r.kind for r in card.rows] == ["post_sale", "satisfaction"]
    sam.log(card.rows[0], outcome="spoke")
    assert not FollowUp.objects.open().filter(due_on__lte=THURSDAY).exists()


def test_the_newest_fact_leads_the_row_and_the_card(sam, cast):
    delivery = sell(cast)
    key = owe(
        cast.north,
        delivery.customer,
        "Second key",
        department="parts",
        promised_on=THURSDAY,
        by=None,
        today=THURSDAY - day(2),
        delivery=delivery,
    )
    say_word(key, word="At parts", promised_on=THURSDAY, is_ready=True, by=cast.sam, now=NOW)
    context = sam.client.get("/calls/?open=first", follow=True).context
    (row,) = [r for g in context["groups"] for r in g.rows]
    assert row.reason == "Second key: here, ready to pick up · 1 more"
    assert [r.title for r in context["card"].reasons] == [
        "Second key: here, ready to pick up",
        "CSI survey opens Wed, Mar 11",
        "The first days with the Honda CR-V",
    ]


def test_no_fact_on_file_is_said_and_whom_to_ask(sam, cast):
    sell(cast, 2, condition="used")
    FollowUp.objects.update(kind="check_in", tier=2)
    context = sam.client.get("/calls/?open=first", follow=True).context
    (row,) = [r for g in context["groups"] for r in g.rows]
    assert (row.reason, row.has_reason) == ("No fact on file: ask Service for one", False)
    assert context["card"].brief.fetch.words == ("No fact on file. Ask Service for one first.")


def queries_of(caller, address):
    caller.client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert caller.client.get(address).status_code == 200
    return len(captured)


@pytest.mark.parametrize("address", ["/calls/", "card"])
def test_the_same_number_of_queries_at_1_row_and_at_30(sam, cast, address):
    first = FollowUp.objects.get(delivery=sell(cast))
    address = address if address == "/calls/" else f"/calls/{first.pk}/"
    at_one = queries_of(sam, address)
    for n in range(29):
        delivery = sell(cast, 2 + n % 3, to=f"N{n}")
        owe(
            cast.north,
            delivery.customer,
            "Mats",
            department="parts",
            promised_on=THURSDAY,
            by=None,
            today=THURSDAY,
            delivery=delivery,
        )
    assert queries_of(sam, address) == at_one
