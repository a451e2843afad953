"""The plan of a promise, a heat case or a referral is found by an index, however many there are."""

import pytest
from django.db import connection

from dealerfollow.tenancy.scope import as_owner
from followups.models import Plan


@pytest.mark.parametrize(
    ("field", "index"),
    [
        ("we_owe", "plan_of_promise_once"),
        ("heat_case", "plan_of_heat_once"),
        ("referral", "plan_of_thanks_once"),
    ],
)
def test_a_plan_is_found_by_what_it_is_about(django_db_setup, django_db_blocker, field, index):
    """As the owner of the tables: of an empty table the index by group would do as well."""
    with django_db_blocker.unblock(), as_owner(), connection.cursor() as cursor:
        cursor.execute("SET enable_seqscan = off")  # a table this small is read whole
        assert index in Plan.objects.filter(**{field: 1}).order_by().explain()
