"""Edge case 77: a deal of two. The first calls; the second sees it and may make it as partner."""

from datetime import date, timedelta
from fractions import Fraction

import pytest

from accountability.models import Miss
from accountability.queries.lens import make_lens
from accountability.queries.rows import rows_behind, with_parts, words_of
from accountability.queries.scorecards import numbers_of
from accountability.tests.sweeping import close
from dealerfollow.lib.periods import Period
from dealerfollow.stores.actions import create_user, hire
from dealerfollow.stores.rules.rights import Role
from dealerfollow.testing.calls import calls_at, stand_at
from dealerfollow.testing.sales import deliver, noon
from deliveries.models import Delivery
from followups.models import Attempt, FollowUp

THURSDAY = date(2026, 3, 5)
NOW = noon(THURSDAY)
MARCH = Period(date(2026, 3, 1), date(2026, 3, 31))


@pytest.fixture
def rita(cast):
    rita = create_user("rita@copperline.example", "Rita Moss", password="correct horse battery")
    hire(rita, Role.SALESPERSON, group=cast.group, store=cast.north)
    return rita


@pytest.fixture
def row(cast, rita):
    """Sam's post-sale follow-up, due today, of a car that he sold with Rita."""
    delivery = deliver(cast.north, THURSDAY - timedelta(days=2), salesperson=cast.sam)
    Delivery.objects.filter(pk=delivery.pk).update(second_salesperson=rita)
    deliver(cast.north, THURSDAY - timedelta(days=2), salesperson=cast.sam)  # his alone
    return FollowUp.objects.get(delivery=delivery)


def groups(caller):
    context = caller.client.get("/calls/").context
    return [(group.label, group.count) for group in context["groups"]]


def test_edge_77_the_second_sees_what_is_due_and_the_first_has_it_as_his_own(
    row, cast, rita, sign_in, monkeypatch
):
    assert groups(calls_at(NOW, sign_in(cast.sam), monkeypatch)) == [("Due today", 2)]
    second = calls_at(NOW, sign_in(rita), monkeypatch)
    assert groups(second) == [("Split deals, yours to make too", 1)]
    chips = [chip.label for chip in second.open(row).context["card"].chips]
    assert "Split deal, counted for Sam" in chips


def test_edge_77_the_seconds_talk_ends_it_for_both_and_is_one_contact_of_the_first(
    row, cast, rita, sign_in, monkeypatch
):
    second = calls_at(NOW, sign_in(rita), monkeypatch)
    second.log(row, outcome="spoke")
    row.refresh_from_db()
    assert (row.state, row.owner, row.counted_for) == ("done", cast.sam, cast.sam)
    assert Attempt.objects.get().by == rita
    assert groups(second) == []
    close(cast.north, THURSDAY)
    people = numbers_of(make_lens((cast.north,), MARCH)).people("")
    assert (people[cast.sam.pk].reached, people[rita.pk].reached) == (1, 0)
    assert list(Miss.objects.values_list("counted_for", flat=True)) == [cast.sam.pk]


def test_edge_77_nobody_tried_then_it_is_one_miss_of_the_first(row, cast, rita):
    close(cast.north, THURSDAY)
    assert Miss.objects.get(follow_up=row).counted_for == cast.sam


def test_edge_77_what_is_shared_takes_no_room_from_the_seconds_own_day(
    row, cast, rita, sign_in, monkeypatch
):
    cast.north.cards_a_day = 5
    cast.north.save()
    for _ in range(5):
        own = deliver(cast.north, THURSDAY - timedelta(days=2), salesperson=rita)
        FollowUp.objects.filter(delivery=own).update(tier=2, kind="check_in")
    assert groups(calls_at(NOW, sign_in(rita), monkeypatch)) == [
        ("Due today", 5),
        ("Split deals, yours to make too", 1),
    ]


def test_edge_77_units_are_half_and_half_and_the_store_has_one(row, cast, rita):
    lens = make_lens((cast.north,), MARCH)
    numbers = numbers_of(lens)
    people = numbers.people("")
    assert (people[cast.sam.pk].units, people[rita.pk].units) == (Fraction(3, 2), Fraction(1, 2))
    assert numbers.sum().units == 2
    theirs = make_lens((cast.north,), MARCH, person_id=rita.pk)
    (shown,) = words_of(
        "units", list(with_parts("units", rows_behind("units", theirs, now=NOW))), now=NOW
    )
    assert shown.cells[1] == "Sam Rivera, Rita Moss"
    assert shown.state.label == "Delivered, split deal: ½ each"


def test_edge_77_the_dashboard_and_its_file_show_halves(row, cast, rita, sign_in, monkeypatch):
    close(cast.north, THURSDAY)
    stand_at(NOW + timedelta(days=1), monkeypatch)
    maya = sign_in(cast.maya)
    asked = {"period": "2026-03-01..2026-03-05"}
    page = maya.get("/accountability/", asked)
    lines = {line.name: line.units.count for line in page.context["people"]}
    assert (lines["Sam Rivera"], lines["Rita Moss"], page.context["store"].units.count) == (
        "1½",
        "½",
        2,
    )
    told = maya.get("/accountability/table.csv", asked).content.decode()
    assert [line.split(",")[3] for line in told.splitlines() if "Rita" in line] == ["0.5"]
