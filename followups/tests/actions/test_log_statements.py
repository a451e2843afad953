"""Logging is what people do all day: what it costs, and that nothing is lost by it."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from customers.models import Customer
from dealerfollow.stores.queries import calendar_of
from dealerfollow.testing.sales import deliver, noon
from deliveries.actions import owe
from followups.actions import LogDetails, log_attempt
from followups.models import AttemptEffect, FollowUp
from followups.queries.people import staff_of

THURSDAY = date(2026, 3, 5)
NOW = noon(THURSDAY)


@pytest.fixture
def row(cast):
    deliver(cast.north, THURSDAY - timedelta(days=2), salesperson=cast.sam)
    return FollowUp.objects.select_related("store").get()


def log_of(*rows, outcome="no_answer", seen=0, **said):
    ids = tuple(row.pk for row in rows)
    return LogDetails(key=uuid4(), shown=ids, ticked=ids, seen=seen, outcome=outcome, **said)


def staff_at(store):
    return staff_of(store, today=THURSDAY, calendar=calendar_of(store, today=THURSDAY))


def test_a_log_costs_nine_statements(cast, row, django_assert_num_queries):
    with django_assert_num_queries(9):
        log_attempt(row, log_of(row), by=cast.sam, now=NOW)


def test_a_log_costs_seven_where_the_page_has_read_who_works(cast, row, django_assert_num_queries):
    staff = staff_at(cast.north)
    with django_assert_num_queries(7):
        log_attempt(row, log_of(row), by=cast.sam, now=NOW, staff=staff)


def test_a_second_try_asks_for_the_first(cast, row, django_assert_num_queries):
    first = log_attempt(row, log_of(row), by=cast.sam, now=NOW)
    later = NOW + timedelta(hours=2)
    with django_assert_num_queries(10):
        log_attempt(row, log_of(row, seen=first.pk), by=cast.sam, now=later)
    row.refresh_from_db()
    assert row.tries == 2


def test_staff_of_another_store_or_day_is_not_used(cast, row):
    elsewhere = staff_of(
        cast.south, today=THURSDAY, calendar=calendar_of(cast.south, today=THURSDAY)
    )
    attempt = log_attempt(row, log_of(row), by=cast.sam, now=NOW, staff=elsewhere)
    assert attempt.by_role == "salesperson"


def test_what_is_recorded_is_what_the_database_holds(cast, row):
    """Undo compares the two: they must agree to the letter, without reading the rows again."""
    key = owe(
        cast.north,
        row.customer,
        "Second key",
        department="parts",
        promised_on=THURSDAY,
        by=cast.sam,
        today=THURSDAY,
    )
    said = {"reason_codes": ("post_sale",), "settled": (key.pk,)}
    log_attempt(row, log_of(row, outcome="spoke", **said), by=cast.sam, now=NOW)
    held = {}
    for model in (FollowUp, Customer, type(key)):
        table = model._meta.db_table
        held |= {(table, r.pk): r for r in model.objects.all()}
    effects = list(AttemptEffect.objects.all())
    assert {e.table for e in effects} == {table for table, _ in held}
    for effect in effects:
        found = held[effect.table, effect.row_id]
        for name, value in effect.after.items():
            now = getattr(found, name)
            assert value == (now.isoformat() if hasattr(now, "isoformat") else now), name
