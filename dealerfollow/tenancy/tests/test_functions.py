"""A migration step that makes a database function gives it to the application alone."""

import pytest
from django.conf import settings
from django.db import connection

from dealerfollow.tenancy.functions import DefinerFunction
from dealerfollow.tenancy.scope import as_owner

STEP = DefinerFunction("twice(number integer DEFAULT 2)", "integer", "SELECT number * 2")
GRANTED = """
    SELECT prosecdef, has_function_privilege(%s, p.oid, 'EXECUTE'), proacl::text LIKE '%%{=X/%%'
    FROM pg_proc p WHERE proname = 'twice'
"""


def found() -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(GRANTED, [settings.APP_ROLE])
        return cursor.fetchall()


@pytest.mark.django_db(transaction=True)
def test_a_function_step_goes_forwards_and_backwards() -> None:
    with as_owner():
        with connection.schema_editor() as editor:
            STEP.database_forwards("tenancy", editor)
        made = found()
        with connection.schema_editor() as editor:
            STEP.database_backwards("tenancy", editor)

        assert made == [(True, True, False)]
        assert found() == []
