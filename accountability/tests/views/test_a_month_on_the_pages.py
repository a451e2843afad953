"""A month that was lived, as the accountability pages and their files tell it."""

import pytest
import time_machine

from accountability.models import Excuse, Miss
from accountability.tests.history import NOW, read_csv

MARCH = "period=2026-03-01..2026-03-31"


@pytest.fixture(autouse=True)
def in_march():
    with time_machine.travel(NOW, tick=False):
        yield


def test_every_number_on_the_page_opens_as_many_rows(lived, sign_in):
    client = sign_in(lived.grace)
    for store, condition in (("north", ""), ("north", "used"), ("south", "new"), ("all", "")):
        page = client.get(
            "/accountability/", {"store": store, "condition": condition, "period": MARCH[7:]}
        )
        lines = [page.context["store"], *page.context["people"]]
        for line in lines:
            for name in ("units", "due", "on_time", "late", "missed", "reached", "excused", "open"):
                said = getattr(line, name)
                assert client.get(said.url).context["page"].paginator.count == said.count, said.url
        assert page.context["store"].due.count > 0
        for tile in page.context["tiles"]:
            assert client.get(tile.url).status_code == 200


def test_the_sum_of_the_people_is_the_store(lived, sign_in):
    context = sign_in(lived.maya).get(f"/accountability/?{MARCH}").context
    for name in ("due", "on_time", "late", "missed", "reached", "open", "units"):
        total = sum(getattr(line, name).count for line in context["people"])
        assert total == getattr(context["store"], name).count


def test_a_group_admin_sees_the_stores_side_by_side(lived, sign_in):
    context = sign_in(lived.grace).get(f"/accountability/?store=all&{MARCH}").context
    assert [line.name for line in context["people"]] == ["Copperline North", "Copperline South"]
    assert [one["label"] for one in context["store_choices"]] == [
        "All stores",
        "Copperline North",
        "Copperline South",
    ]


def test_the_ledger_filters_by_person_and_by_new_or_used(lived, sign_in):
    client = sign_in(lived.grace)
    for person in (lived.sam, lived.maya):
        for condition in ("", "new", "used"):
            query = f"store=north&{MARCH}&person={person.pk}&condition={condition}"
            found = Miss.objects.filter(store=lived.north, counted_for=person, day__month=3)
            if condition:
                found = found.filter(follow_up__condition=condition)
            tabs = client.get(f"/accountability/misses/?{query}").context["tabs"]
            assert tabs[0]["count"] + tabs[1]["count"] == found.count()
    tabs = client.get(f"/accountability/misses/?store=north&tab=excused&{MARCH}").context["tabs"]
    assert tabs[2]["count"] == Excuse.objects.filter(store=lived.north, day__month=3).count() > 0


def test_the_table_as_csv_agrees_with_the_page(lived, sign_in):
    client = sign_in(lived.maya)
    said = client.get(f"/accountability/?{MARCH}").context["store"]
    rows = read_csv(client.get(f"/accountability/table.csv?{MARCH}"))
    assert sum(int(row["Due"]) for row in rows) == said.due.count
    assert sum(int(row["Missed"]) for row in rows) == said.missed.count
    assert {row["New or used"] for row in rows} == {"New", "Used"}
    assert {row["As of"] for row in rows} == {"2026-04-01T10:40-04:00"}
