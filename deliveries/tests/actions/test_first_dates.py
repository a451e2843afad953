"""The first date of promises from before it was kept: slips are counted from it."""

from datetime import date
from importlib import import_module

from django.db import connection

from dealerfollow.testing.sales import days, noon
from deliveries.models import WeOwe
from deliveries.tests.desks import owed_on, say_word

TUESDAY = date(2026, 3, 3)
MIGRATION = import_module("deliveries.migrations.0007_the_first_date_of_older_promises")


def test_an_older_promise_counts_its_slips_from_the_first_date_on_record(cast):
    told = {"promised_on": TUESDAY, "told_on": TUESDAY}
    moved, still = owed_on(cast, TUESDAY, **told), owed_on(cast, TUESDAY, **told)
    undated = owed_on(cast, TUESDAY)
    said = {"word": "Late", "is_ready": False, "by": cast.bea, "now": noon(TUESDAY)}
    say_word(moved, promised_on=TUESDAY + days(9), **said)
    WeOwe.objects.update(first_quoted_on=None)
    with connection.cursor() as cursor:
        cursor.execute(MIGRATION.FIRST)
    first = dict(WeOwe.objects.values_list("pk", "first_quoted_on"))
    assert (first[moved.pk], first[still.pk], first[undated.pk]) == (TUESDAY, TUESDAY, None)
