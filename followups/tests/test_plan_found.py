"""The plan of a promise, a heat case or a referral is found by an index, however many there are."""

import pytest
from django.db import connection

from followups.models import Plan


@pytest.mark.parametrize(
    ("field", "index"),
    [
        ("we_owe", "plan_of_promise_once"),
        ("heat_case", "plan_of_heat_once"),
        ("referral", "plan_of_thanks_once"),
    ],
)
def test_a_plan_is_found_by_what_it_is_about(cast, field, index):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")  # a table this small is read whole
    assert index in Plan.objects.filter(**{field: 1}).order_by().explain()
