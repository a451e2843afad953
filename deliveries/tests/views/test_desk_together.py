"""The desk when several work at it: stale pages, pressed twice, other stores, merged entries."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from customers.actions import merge_customers
from dealerfollow.testing.sales import buyer, deliver
from deliveries.actions import ask_fact, owe, say
from deliveries.models import AskedFact, WeOwe, WeOweChange
from deliveries.queries import desk as desk_query
from deliveries.rules.desk_words import Said
from deliveries.tests.desks import hire_clerk, owed_on

TODAY = timezone.localdate(timezone=ZoneInfo("America/New_York"))  # the cast's store
SOLD = TODAY - timedelta(days=20)
TOLD = TODAY - timedelta(days=4)
LATER, LAST = TODAY + timedelta(days=3), TODAY + timedelta(days=9)
DESK = "/we-owes/"


@pytest.fixture
def clerk(cast, sign_in):
    return sign_in(hire_clerk(cast))


def save(client, row, status, **more):
    return client.post(reverse("deliveries:we-owe", args=[row.pk]), {"status": status, **more})


def fresh(row):
    return WeOwe.objects.get(pk=row.pk)


def moved(row, cast, day):
    """A colleague moves the date while the page is open."""
    say(fresh(row), Said("waiting", "Moved", day), by=cast.bea, now=timezone.now())


def test_edge_81_a_page_from_before_leaves_the_date_that_a_colleague_set(cast, clerk):
    row = owed_on(cast, SOLD, promised_on=LATER)
    moved(row, cast, LAST)
    before = WeOweChange.objects.count()
    told = {"promised_on": LATER, "seen_on": LATER, "word": "On its way"}
    assert save(clerk, row, "sent", **told).status_code == 302
    assert (fresh(row).promised_on, fresh(row).stage) == (LAST, "sent")
    assert WeOweChange.objects.count() == before + 1  # the stage, and no date
    last = WeOweChange.objects.latest("pk")
    assert (last.promised_was, last.promised_on, last.stage) == (LAST, LAST, "sent")


def test_two_who_move_one_date_see_each_other(cast, clerk):
    row = owed_on(cast, SOLD, promised_on=LATER)
    moved(row, cast, LAST)
    mine = TODAY + timedelta(days=5)
    told = {"promised_on": mine, "seen_on": LATER, "word": "Mine"}
    page = save(clerk, row, "waiting", **told)
    form = page.context["owe"]["form"]
    assert "meanwhile" in form.errors["promised_on"][0]
    assert f'name="seen_on" value="{LAST}"' in page.content.decode()
    assert fresh(row).promised_on == LAST
    assert save(clerk, row, "waiting", **{**told, "seen_on": LAST}).status_code == 302
    assert fresh(row).promised_on == mine


def test_the_page_posts_the_date_that_it_showed(cast, clerk):
    row = owed_on(cast, SOLD, promised_on=LATER)
    body = clerk.get(f"{DESK}?owe={row.pk}").content.decode()
    assert f'name="seen_on" value="{LATER}"' in body


def test_a_stage_stands_in_the_trail_with_who_said_it(cast, clerk):
    row = owed_on(cast, SOLD)
    save(clerk, row, "papers", word="Lien release")
    words = [one["words"] for one in clerk.get(f"{DESK}?owe={row.pk}").context["owe"]["told"]]
    assert words == ["Papers wait for something, Tina Title: “Lien release”"]


def test_line_50_one_that_was_counted_by_mistake_comes_back_the_last_one_too(cast, clerk):
    row = owed_on(cast, SOLD, "Oil changes", uses=2)
    url = reverse("deliveries:use-perk", args=[row.pk])
    clerk.post(url, {"seen": 0})
    clerk.post(url, {"back": 1})
    clerk.post(url, {"back": 1})  # pressed twice
    assert fresh(row).used == 0
    clerk.post(url, {"seen": 0})
    page = clerk.post(url, {"seen": 1}, follow=True)
    assert (fresh(row).status, page.context["owe"]["is_settled"]) == ("done", True)
    assert "One back" in page.content.decode()
    page = clerk.post(url, {"back": 2}, follow=True)
    assert (fresh(row).status, fresh(row).used, fresh(row).settled_at) == ("open", 1, None)
    words = [one["words"] for one in page.context["owe"]["told"]]
    assert words[0] == "1 of 2 used, Tina Title"
    assert len(words) == 5


def test_what_was_settled_with_some_left_does_not_come_back_by_a_press(cast, clerk):
    row = owed_on(cast, SOLD, "Oil changes", uses=4)
    url = reverse("deliveries:use-perk", args=[row.pk])
    clerk.post(url, {"seen": 0})
    save(clerk, row, "settled")
    clerk.post(url, {"back": 1})
    assert (fresh(row).status, fresh(row).used) == ("done", 1)


def test_edge_83_the_same_words_owed_by_them_and_by_us_are_two_things(cast):
    told = {"department": "title", "promised_on": None, "by": cast.sam, "today": SOLD}
    sale = deliver(cast.north, SOLD, buyer=buyer())
    rows = [
        owe(cast.north, sale.customer, "Title", delivery=sale, owed_by=side, **told)
        for side in ("store", "customer", "store")
    ]
    assert rows[0] == rows[2] != rows[1]
    assert rows[1].owed_by == "customer"


def test_the_search_finds_what_an_entry_that_was_merged_is_owed(cast, clerk):
    ours = deliver(cast.north, TODAY - timedelta(days=2), buyer=buyer(first_name="Quentin"))
    row = owed_on(cast, SOLD, buyer=buyer(first_name="Bob"))
    merge_customers(ours.customer, row.customer, words="x", by=cast.maya, now=timezone.now())
    page = clerk.get(DESK, {"q": "Quentin"})
    assert [one["item"] for group in page.context["groups"] for one in group["rows"]] == ["Plates"]


def test_the_sums_count_what_the_page_does_not_list(cast, clerk, monkeypatch):
    monkeypatch.setattr(desk_query, "MOST_ROWS", 2)
    for _ in range(3):
        owed_on(cast, SOLD, promised_on=TOLD)
    owed_on(cast, SOLD, promised_on=LATER)
    page = clerk.get(DESK)
    sums = {one["label"]: one["value"] for one in page.context["sums"]}
    assert (sums["past their date"], sums["due this week"]) == (3, 1)
    assert sums["without an update"] == 4
    assert sum(len(group["rows"]) for group in page.context["groups"]) == 2


def test_past_the_date_goes_by_the_day_of_each_store(cast):
    class Seen:
        group_id = cast.group.pk

    west = cast.south
    west.time_zone = "Pacific/Honolulu"
    west.save()
    owed_on(cast, SOLD, promised_on=TODAY)
    owed_on(cast, SOLD, promised_on=TODAY, store=west)
    midnight = cast.north.zone
    just_after = timezone.datetime.combine(
        TODAY + timedelta(days=1), timezone.datetime.min.time(), tzinfo=midnight
    )
    told = {"department": "", "now": just_after, "stores": [cast.north, west]}
    found = desk_query.desk_of(Seen, **told)
    assert [row.store for row in found.overdue] == [cast.north]
    assert (found.total_overdue, found.total_soon) == (1, 1)


def test_a_question_is_open_once_in_each_store(cast):
    sale = deliver(cast.north, SOLD, buyer=buyer())
    told = {"department": "title", "by": cast.sam, "now": timezone.now()}
    ours, _ = ask_fact(cast.north, sale.customer, "Lien?", **told)
    theirs, is_new = ask_fact(cast.south, sale.customer, "Lien?", **told)
    assert is_new
    assert {ours.store, theirs.store} == {cast.north, cast.south}
    assert AskedFact.objects.count() == 2


def test_a_promise_on_a_customers_page_is_owed_by_a_store_where_one_may_write(cast, sign_in):
    sale = deliver(cast.south, SOLD, salesperson=cast.noor, buyer=buyer())
    type(sale.customer).objects.filter(pk=sale.customer_id).update(store=cast.north)
    client = sign_in(cast.noor)
    told = {"item": "Mats", "department": "parts", "owed_by": "store", "sale": ""}
    answer = client.post(f"/we-owes/new/?customer={sale.customer_id}", told)
    assert answer.status_code == 302
    assert WeOwe.objects.get(item="Mats").store == cast.south


def test_a_list_neither_settles_perks_nor_says_what_the_department_does_not(cast, clerk):
    owed_on(cast, SOLD, "Plate frames", number="47990", uses=2)
    told = {"numbers": "47990", "department": "title", "item": "", "word": "", "act": "look"}
    page = clerk.post("/we-owes/many/", {**told, "outcome": "settled"})
    assert [row["pick"] for group in page.context["groups"] for row in group["rows"]] == [None]
    page = clerk.post("/we-owes/many/", {**told, "outcome": "ordered", "promised_on": LATER})
    assert page.status_code == 422
    assert page.context["form"].errors["outcome"][0].startswith("This department does not say")
