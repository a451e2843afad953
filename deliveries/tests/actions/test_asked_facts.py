"""A fact asked of a department's desk: open once, answered once."""

from datetime import date, timedelta

import pytest
from django.db import transaction

from dealerfollow.tenancy.scope import scope
from dealerfollow.testing.cast import make_cast
from dealerfollow.testing.sales import deliver, noon
from dealerfollow.testing.together import together
from deliveries.actions import EmptyAnswer, answer_fact, ask_fact
from deliveries.models import AskedFact
from deliveries.queries import open_asked_facts

TUESDAY = date(2026, 3, 3)
NOW = noon(TUESDAY)


class Seen:
    """As much of a scope as the query asks for."""

    def __init__(self, cast) -> None:
        self.group_id = cast.group.pk


def ask(cast, delivery, by, *, department="service", now=NOW):
    return ask_fact(
        cast.north,
        delivery.customer,
        "How did the first visit go?",
        department=department,
        by=by,
        now=now,
        delivery=delivery,
    )


@pytest.fixture
def sold(cast):
    return deliver(cast.north, TUESDAY, salesperson=cast.sam)


def test_a_second_tap_finds_the_question_of_the_first(cast, sold):
    first, is_new = ask(cast, sold, cast.sam)
    again, is_new_again = ask(cast, sold, cast.bea, now=NOW + timedelta(hours=1))
    assert (is_new, is_new_again, again) == (True, False, first)
    assert (again.asked_by, again.asked_at) == (cast.sam, NOW)


def test_another_department_is_asked_apart_and_each_desk_sees_its_own(cast, sold):
    service, _ = ask(cast, sold, cast.sam)
    title, _ = ask(cast, sold, cast.sam, department="title")
    stores = [cast.north.pk]
    assert list(open_asked_facts(Seen(cast), stores)) == [service, title]
    assert list(open_asked_facts(Seen(cast), stores, department="title")) == [title]
    assert not open_asked_facts(Seen(cast), [cast.south.pk])


def test_the_first_answer_is_kept_and_a_later_question_is_a_new_one(cast, sold):
    asked, _ = ask(cast, sold, cast.sam)
    assert answer_fact(asked, "  Oil changed,\n tires rotated ", by=cast.maya, now=NOW)
    other = AskedFact.objects.get(pk=asked.pk)
    assert not answer_fact(other, "Nothing known", by=cast.bea, now=NOW)
    other.refresh_from_db()
    assert (other.answer, other.answered_by) == ("Oil changed, tires rotated", cast.maya)
    assert not open_asked_facts(Seen(cast), [cast.north.pk])
    assert ask(cast, sold, cast.sam)[1]


def test_an_answer_without_words_is_none(cast, sold):
    asked, _ = ask(cast, sold, cast.sam)
    with pytest.raises(EmptyAnswer):
        answer_fact(asked, " \n ", by=cast.maya, now=NOW)
    assert AskedFact.objects.get(pk=asked.pk).answered_at is None


def test_two_taps_at_the_same_moment_ask_once(transactional_db):
    with transaction.atomic():
        cast = make_cast()
        sold = deliver(cast.north, TUESDAY, salesperson=cast.sam)

    def tap() -> int:
        with scope(cast.group.pk):
            return ask(cast, sold, cast.sam)[0].pk

    assert len(set(together(tap, tap))) == 1
