"""A fact that turns out to be a child's is kept from who has no right to it, struck words too."""

from datetime import UTC, date, datetime

import pytest

from customers.actions import correct_fact, note_fact
from customers.models import PersonalFact
from customers.queries.family import item_of
from dealerfollow.testing.calls import stand_at
from dealerfollow.testing.sales import buyer, days, deliver, noon

TUESDAY = date(2026, 3, 3)
NOW = noon(TUESDAY)


@pytest.fixture
def ana(cast):
    return deliver(cast.north, TUESDAY, salesperson=cast.sam, buyer=buyer()).customer


def timeline(client, customer):
    return client.get(f"/customers/{customer.pk}/").content.decode()


def test_line_59_struck_words_about_a_child_are_kept_from_others_too(
    cast, ana, sign_in, monkeypatch
):
    stand_at(NOW, monkeypatch)
    who = {"by": cast.sam}
    first = note_fact(ana, "Kim has a recital", **who, now=NOW - days(2))
    told = {"topic": "", "about": ""}
    second = correct_fact(first, "Kim has a recital in May", **told, **who, now=NOW - days(1))
    told = {"topic": "family", "about": "child"}
    correct_fact(second, "Kim plays in May", **told, **who, now=NOW)
    assert set(PersonalFact.objects.values_list("about", flat=True)) == {"child"}
    monkeypatch.setattr("customers.timeline.sees_children", lambda *_: False)
    monkeypatch.setattr("customers.views.story.sees_children", lambda *_: False, raising=False)
    assert "recital" not in timeline(sign_in(cast.sam), ana)


def test_the_stricter_word_about_whom_it_is_holds(cast, ana):
    def about(*told):
        text = " ".join(("fact", *told))
        for one in told:
            kept = note_fact(ana, text, by=cast.sam, now=NOW, about=one)
        return kept.about

    assert about("", "child") == "child"
    assert about("family", "child") == "child"
    assert about("child", "self") == "child"
    assert about("self", "family") == "family"
    assert about("family", "self") == "family"


def test_a_fact_is_dated_by_the_day_of_the_store(cast, ana):
    late = datetime(2026, 3, 4, 2, tzinfo=UTC)  # 9 PM on March 3 in New York
    fact = note_fact(ana, "Sails", by=cast.sam, now=late)
    assert item_of(fact, cast.north.zone).known_on == TUESDAY
