"""The BDC's list: by kind, person and store, one card after the other, nobody's card stolen."""

from datetime import date, time, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dealerfollow.stores.actions import add_absence, create_user, hire
from dealerfollow.stores.models import Membership
from dealerfollow.stores.rules.rights import Role
from dealerfollow.testing.calls import calls_at, form_of, stand_at
from dealerfollow.testing.sales import buyer, deliver, noon
from followups.models import Attempt, CallTap, FollowUp

THURSDAY = date(2026, 3, 5)
NOW = noon(THURSDAY)


@pytest.fixture
def pat(cast):
    """Another salesperson of North."""
    person = create_user("pat@copperline.example", "Pat Moreno")
    hire(person, Role.SALESPERSON, group=cast.group, store=cast.north, dms_id="102")
    return person


@pytest.fixture
def due(cast, pat):
    """Maria and Kenji are Sam's, Gloria is Pat's; Kenji has a check-in. Nadia is South's."""
    rows = {}
    for first, store, seller in (
        ("Maria", cast.north, cast.sam),
        ("Kenji", cast.north, cast.sam),
        ("Gloria", cast.north, pat),
        ("Nadia", cast.south, cast.noor),
    ):
        who = buyer(first_name=first, last_name="Delgado")
        sale = deliver(store, THURSDAY - timedelta(days=2), salesperson=seller, buyer=who)
        rows[first] = FollowUp.objects.get(delivery=sale)
    FollowUp.objects.filter(pk=rows["Kenji"].pk).update(kind="check_in")
    return rows


@pytest.fixture
def bea(cast, sign_in, monkeypatch, due):
    return calls_at(NOW, sign_in(cast.bea), monkeypatch)


def listed(answer):
    rows = [row for group in answer.context["groups"] for row in group.rows]
    return [row.name.split()[0] for row in rows]


def choices(answer, name):
    every = {f.name: f.choices for f in answer.context["day"]["filters"]}
    return [label for _value, label in every[name]]


def test_by_kind_and_by_person(bea, cast, pat):
    answer = bea.client.get("/calls/")
    assert sorted(listed(answer)) == ["Gloria", "Kenji", "Maria"]
    assert choices(answer, "kind") == ["Every kind", "Check-in", "Post-sale call"]
    assert choices(answer, "person") == ["Everybody’s", "Pat Moreno", "Sam Rivera"]
    assert listed(bea.client.get("/calls/?kind=check_in")) == ["Kenji"]
    assert listed(bea.client.get(f"/calls/?person={pat.pk}")) == ["Gloria"]
    both = bea.client.get(f"/calls/?kind=post_sale&person={cast.sam.pk}")
    assert listed(both) == ["Maria"]
    assert both.context["day"]["left"] == 1
    card = f"?kind=post_sale&person={cast.sam.pk}&beside=1"
    assert both.context["beside_url"].endswith(card)


def test_what_was_asked_for_is_kept_from_card_to_card_and_through_undo(bea, due):
    keep = f"?kind=post_sale&person={due['Gloria'].owner_id}"
    card = bea.client.get(f"/calls/{due['Gloria'].pk}/{keep}")
    action = f"/calls/{due['Gloria'].pk}/log/{keep}"
    values = form_of(card, action)
    saved = bea.client.post(action, {**values, "outcome": "no_answer"})
    assert saved.url.startswith(f"/calls/{keep}&saved=")
    undo = bea.client.get(saved.url).context["saved"].undo_url
    assert undo.endswith(keep)
    assert f"/calls/{due['Gloria'].pk}/{keep}&undone=" in bea.client.post(undo).url


@pytest.mark.parametrize("query", ["kind=pigeon", "person=x", "person=" + "9" * 40, "stores=-1"])
def test_what_makes_no_sense_asks_for_nothing(bea, query):
    answer = bea.client.get(f"/calls/?{query}")
    assert answer.status_code == 200
    assert len(listed(answer)) == 3


def test_several_stores_in_one_list(bea, cast, due):
    assert [f.name for f in bea.client.get("/calls/").context["day"]["filters"]] == [
        "kind",
        "person",
    ]
    hire(cast.bea, Role.BDC_REP, group=cast.group, store=cast.south)
    answer = bea.client.get("/calls/?stores=all")
    assert sorted(listed(answer)) == ["Gloria", "Kenji", "Maria", "Nadia"]
    assert choices(answer, "stores") == ["Copperline North", "Copperline South", "All my stores"]
    assert listed(bea.client.get(f"/calls/?stores={cast.south.pk}")) == ["Nadia"]
    for first in ("Nadia", "Maria"):
        url = f"/calls/{due[first].pk}/log/?stores=all"
        shown = form_of(bea.client.get(f"/calls/{due[first].pk}/?stores=all"), url)
        saved = bea.client.post(url, {**shown, "outcome": "no_answer"})
        assert saved.status_code == 302
        assert bea.client.get(saved.url).status_code == 200


def test_a_list_of_several_stores_counts_and_names_those_of_all(bea, cast, due):
    hire(cast.bea, Role.BDC_REP, group=cast.group, store=cast.south)
    type(cast.south).objects.filter(pk=cast.south.pk).update(minutes_a_call=10)
    day = bea.client.get("/calls/?stores=all").context["day"]
    assert day["left_words"] == "4 left, about 25 min"
    asleep = FollowUp.objects.filter(pk=due["Nadia"].pk)
    asleep.update(snoozed_until=NOW + timedelta(hours=2))
    answer = bea.client.get("/calls/?stores=all")
    assert answer.context["more_words"] == "1 snoozed"
    assert answer.context["day"]["left_words"] == "3 left, about 15 min"
    here = bea.client.get("/calls/").context
    assert (here["more_words"], here["day"]["left_words"]) == (
        "",
        "3 left, about 15 min · open till 8 PM",
    )


def test_a_list_of_several_stores_names_everybody_who_is_off(bea, cast, due):
    hire(cast.bea, Role.BDC_REP, group=cast.group, store=cast.south)
    for store, person in ((cast.north, cast.sam), (cast.south, cast.noor)):
        Membership.objects.filter(user=person).update(cover=cast.bea)
        add_absence(store, person, starts_on=THURSDAY, ends_on=THURSDAY, by=cast.maya, now=NOW)
    groups = bea.client.get("/calls/?stores=all").context["groups"]
    label = next(group.label for group in groups if group.code == "cover")
    assert label == "For Sam, Noor, off today"


def test_a_store_of_others_is_not_asked_for(bea, cast):
    assert "Nadia" not in listed(bea.client.get(f"/calls/?stores={cast.south.pk}"))
    assert "Nadia" not in listed(bea.client.get("/calls/?stores=all"))


def test_a_card_that_somebody_else_is_on_says_so(bea, cast, due):
    customer = due["Maria"].customer
    CallTap.objects.create(
        group=cast.group,
        store=cast.north,
        customer=customer,
        number="+12125550101",
        by=cast.sam,
        at=NOW - timedelta(minutes=2),
    )
    rows = [row for g in bea.client.get("/calls/").context["groups"] for row in g.rows]
    assert {row.name: row.when for row in rows}["Maria Delgado"] == "Sam is on it"


def test_edge_20_in_the_evening_who_asked_for_it_is_first(bea, cast, due, monkeypatch):
    Membership.objects.filter(user=cast.sam).update(
        weekly_hours={str(d): ["09:00", "17:00"] for d in range(6)}
    )
    unasked = bea.client.get("/calls/").context["groups"]
    assert "hours" not in [group.code for group in unasked]
    customer = due["Maria"].customer
    customer.reach_from, customer.reach_until = time(18), time(20)
    customer.save()
    stand_at(NOW + timedelta(hours=6, minutes=30), monkeypatch)  # 6:30 PM in New York
    evening = bea.client.get("/calls/?open=first", follow=True)
    assert evening.context["groups"][0].code == "hours"
    assert evening.context["card"].customer == customer


def test_a_salespersons_list_has_no_selects_and_heeds_none(cast, sign_in, monkeypatch, due):
    sam = calls_at(NOW, sign_in(cast.sam), monkeypatch)
    answer = sam.client.get("/calls/?kind=check_in")
    assert sorted(listed(answer)) == ["Kenji", "Maria"]
    assert answer.context["day"]["filters"] == ()


def test_the_same_queries_at_three_cards_and_at_nine(bea, cast, django_assert_num_queries):
    bea.client.get("/calls/?kind=post_sale")
    with CaptureQueriesContext(connection) as three:
        bea.client.get("/calls/?kind=post_sale")
    for _ in range(6):
        deliver(cast.north, THURSDAY - timedelta(days=2), salesperson=cast.sam)
    with django_assert_num_queries(len(three)):
        bea.client.get("/calls/?kind=post_sale")


def test_whatever_is_done_on_a_card_keeps_what_was_asked_for(bea, cast, due):
    keep = "?kind=post_sale"
    url = f"/calls/{due['Gloria'].pk}"
    FollowUp.objects.filter(pk=due["Gloria"].pk).update(owner=cast.bea)
    card = bea.client.get(f"{url}/{keep}")
    page = card.content.decode()
    for act in ("skip", "snooze", "hand-off"):
        assert f'"{url}/{act}/{keep}"'.replace("&", "&amp;") in page, act
    assert card.context["card"].ask_url == f"{url}/ask/{keep}"
    skipped = bea.client.post(f"{url}/skip/{keep}", HTTP_HX_REQUEST="true")
    assert skipped["HX-Push-Url"].endswith(keep)
    assert bea.client.post(f"{url}/ask/{keep}", {"department": "title"}).url == f"{url}/{keep}"
    values = form_of(bea.client.get(f"{url}/{keep}"), f"{url}/snooze/{keep}")
    values |= {"until": "hour", "reason": "with_customer"}
    put_off = bea.client.post(f"{url}/snooze/{keep}", values, HTTP_HX_REQUEST="true")
    back = put_off.context["saved"].undo_url
    assert back.endswith(keep)
    assert bea.client.post(back).url == f"{url}/{keep}"
    handed = bea.client.post(f"{url}/hand-off/{keep}").url  # the next card, as after a skip
    assert handed == skipped["HX-Push-Url"] != f"{url}/{keep}"


def on_paper(answer):
    return sorted(card.name.split()[0] for card in answer.context["cards"])


def test_the_sheet_is_of_the_list_on_screen(bea, cast, due):
    keep = "?kind=check_in"
    page = bea.client.get(f"/calls/{keep}").content.decode()
    assert f'href="/calls/sheet/{keep}"' in page
    assert f'href="/calls/afterwards/{keep}"' in page
    assert on_paper(bea.client.get(f"/calls/sheet/{keep}")) == ["Kenji"]
    hire(cast.bea, Role.BDC_REP, group=cast.group, store=cast.south)
    assert on_paper(bea.client.get(f"/calls/sheet/?stores={cast.south.pk}")) == ["Nadia"]
    every = bea.client.get("/calls/sheet/?stores=all")
    assert on_paper(every) == ["Gloria", "Kenji", "Maria", "Nadia"]
    assert every.context["store"] == "Copperline North, Copperline South"


def test_calls_of_the_list_of_all_stores_are_each_of_their_own(bea, cast, due):
    hire(cast.bea, Role.BDC_REP, group=cast.group, store=cast.south)
    key = str(uuid4())
    nadia = {"who": "Nadia Delgado", "at": "10:05", "outcome": "no_answer"}
    form = {"day": str(THURSDAY), "row": [key]} | {f"{key}-{n}": v for n, v in nadia.items()}
    answer = bea.client.post("/calls/afterwards/?stores=all", form)
    assert answer.url == "/calls/afterwards/?stores=all"
    assert Attempt.objects.get().store == cast.south
