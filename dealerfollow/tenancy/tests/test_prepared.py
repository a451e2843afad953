"""Prepared statements: the same rows, planned once per connection."""

import pytest
from django.db import connection, transaction

from dealerfollow.tenancy.prepared import read

pytestmark = pytest.mark.django_db
NAMED = "SELECT %(a)s::int + %(b)s::int, %(a)s::int, '100 %%'"
PLACED = "SELECT x FROM unnest(ARRAY[1, 2, 3]) x WHERE x = ANY(%s) AND x < %s ORDER BY x"


def prepared() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement FROM pg_prepared_statements WHERE name LIKE 'df_%%'")
        return [row[0] for row in cursor.fetchall()]


@pytest.mark.parametrize("prepares", [True, False])
def test_it_reads_what_the_statement_says(settings, prepares):
    settings.PREPARES_STATEMENTS = prepares

    assert read(NAMED, {"b": 2, "a": 40, "unused": 0}) == [(42, 40, "100 %")]
    assert read(PLACED, [[1, 3], 3]) == [(1,)]
    assert read(PLACED, [[], 3]) == []
    assert read("SELECT 1", []) == [(1,)]


def test_it_is_planned_once_and_counts_as_one_statement(django_assert_num_queries):
    read(PLACED, [[1], 9])

    with django_assert_num_queries(2):
        read(PLACED, [[2], 9])
        read(PLACED, [[3], 9])

    assert sum("unnest(ARRAY[1, 2, 3])" in text for text in prepared()) == 1


def test_what_stands_before_it_runs_first_in_the_same_round_trip():
    before = "SELECT set_config('app.told', %s, true)"

    found = read("SELECT current_setting('app.told'), %s::int", ["first", 2], before=before)

    assert found == [("first", 2)]


def test_it_outlives_a_rollback():
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        read(NAMED, {"a": 1, "b": 1})
        raise ZeroDivisionError

    assert read(NAMED, {"a": 2, "b": 1})[0][0] == 3


@pytest.mark.django_db(transaction=True)
def test_a_new_connection_prepares_anew():
    read(NAMED, {"a": 1, "b": 1})
    connection.close()

    assert read(NAMED, {"a": 2, "b": 1})[0][0] == 3
