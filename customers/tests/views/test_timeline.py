"""The whole story in one timeline: newest first, by kind, in pages, and who may see what."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from customers.actions import end_link, link_household, note_fact
from customers.tests.stories import NOW, TUESDAY, shown, titles
from dealerfollow.stores.actions import hire
from dealerfollow.stores.rules.rights import Role
from dealerfollow.testing.sales import buyer, deliver
from deliveries.actions import owe
from followups.tests.life import logged


def test_older_lines_come_in_pages_and_none_is_lost_or_told_twice(cast, ana, sam):
    for n in range(60):
        note_fact(ana, f"Fact {n:02}", by=cast.sam, now=NOW + timedelta(minutes=n // 7))
    seen, after = [], ""
    for _ in range(9):
        response = sam.get(f"/customers/{ana.pk}/", {"kind": "people", "after": after})
        seen += [x.words for x in response.context["timeline"].past]
        after = response.context["timeline"].older
        if not after:
            break
    assert seen == [f"Fact {n:02}. Sam Rivera." for n in reversed(range(60))]
    first = sam.get(f"/customers/{ana.pk}/").content.decode()
    assert "Earlier" in first


def test_paging_holds_where_only_the_day_is_known_and_many_share_it(cast, ana, sam):
    for n in range(40):
        owe(
            cast.north,
            ana,
            f"Mat {n:02}",
            department="parts",
            promised_on=None,
            by=cast.sam,
            today=TUESDAY - timedelta(days=n // 30),
        )
        note_fact(ana, f"Fact {n:02}", by=cast.sam, now=NOW - timedelta(days=n // 20))
    seen, after = [], ""
    for _ in range(20):
        timeline = sam.get(f"/customers/{ana.pk}/", {"after": after}).context["timeline"]
        seen += [x.title + x.words for x in timeline.past]
        after = timeline.older
        if not after:
            break
    else:
        pytest.fail("the pages have no end")
    for n in range(40):
        assert sum(f"Mat {n:02}" in line for line in seen) == 1
        assert sum(f"Fact {n:02}" in line for line in seen) == 1


def test_htmx_gets_the_timeline_alone(cast, ana, sam):
    address = f"/customers/{ana.pk}/?kind=cars"
    response = sam.get(address, headers={"HX-Target": "tl", "HX-Request": "true"})
    assert "Delivered 2026 Honda CR-V" in response.content.decode()
    assert "<h1>" not in response.content.decode()
    assert "HX-Target" in response["Vary"]


@pytest.mark.parametrize("asked", [{"kind": "zzz"}, {"after": "zzz"}, {"after": "9" * 50}])
def test_an_address_that_asks_for_nothing_known_gives_the_first_page(cast, ana, sam, asked):
    assert "Delivered 2026 Honda CR-V" in titles(sam, ana, **asked)


def test_the_story_runs_the_same_queries_at_one_event_and_at_a_hundred(
    cast, ana, sam, django_assert_num_queries
):
    address = f"/customers/{ana.pk}/"
    drew = deliver(cast.north, TUESDAY, buyer=buyer(first_name="Drew")).customer
    link_household(ana, drew, "friend", today=TUESDAY)
    sam.get(address)
    with CaptureQueriesContext(connection) as few:
        sam.get(address)
    for n in range(50):
        logged(cast, ana, NOW + timedelta(minutes=n), outcome="spoke", is_talk=True)
        note_fact(ana, f"Fact {n}", by=cast.sam, now=NOW + timedelta(minutes=n))
    for _n in range(3):
        friend = deliver(cast.north, TUESDAY, buyer=buyer()).customer
        link_household(ana, friend, "friend", today=TUESDAY)
    with django_assert_num_queries(len(few)):
        sam.get(address)


def test_childrens_facts_and_links_are_behind_a_right_of_their_own(
    cast, ana, sam, sign_in, monkeypatch
):
    child = deliver(cast.north, TUESDAY, buyer=buyer(first_name="Lena", last_name="Reyes")).customer
    link_household(ana, child, "child", today=TUESDAY)
    note_fact(ana, "Mia plays chess", by=cast.sam, now=NOW, topic="family", about="child")
    hire(cast.noor, Role.AUDITOR, group=cast.group, store=cast.north)
    body = sam.get(f"/customers/{ana.pk}/").content.decode()
    assert "Mia plays chess" in body
    assert "Lena Reyes" in body
    auditor = sign_in(cast.noor)
    body = auditor.get(f"/customers/{ana.pk}/").content.decode()
    assert "Ana Reyes" in body
    assert "Mia" not in body
    assert "Lena" not in body
    found = auditor.get("/customers/", {"q": "chess"})
    assert "Mia" not in found.content.decode()


def test_edge_69_the_timeline_names_neither_the_other_nor_the_children_after_a_parting(
    cast, ana, sam
):
    bill = deliver(cast.north, TUESDAY, buyer=buyer(first_name="Bill", last_name="Quist")).customer
    child = deliver(cast.north, TUESDAY, buyer=buyer(first_name="Lena", last_name="Quist")).customer
    link_household(ana, bill, "spouse", today=TUESDAY)
    link_household(ana, child, "child", today=TUESDAY)
    note_fact(ana, "Bill fishes", by=cast.sam, now=NOW)
    logged(cast, ana, NOW, outcome="spoke", is_talk=True, answered_by=bill)
    assert "Spoke with Bill" in titles(sam, ana)
    end_link(ana, bill, today=TUESDAY, ended_on=date(2025, 12, 1))
    body = sam.get(f"/customers/{ana.pk}/").content.decode()
    for word in ("Bill", "Lena", "fishes"):
        assert word not in body
    assert ("No longer together", "Spouse") in {
        (line[0], line[2]) for line in shown(sam, ana, kind="people")
    }
