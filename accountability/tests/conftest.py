"""A month that is lived once for all the tests of a module."""

from collections.abc import Iterator

import pytest
from pytest_django.plugin import DjangoDbBlocker

from accountability.tests.history import live_a_month
from dealerfollow.testing.cast import Cast, make_cast
from dealerfollow.testing.once import made_once


@pytest.fixture(scope="module")
def one_month(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Cast]:
    """The cast after its month. No test of the module may take `cast` besides."""
    with made_once(django_db_blocker):
        cast = make_cast()
        live_a_month(cast)
        yield cast


@pytest.fixture
def lived(one_month: Cast, db: None) -> Cast:
    """Untouched: what a test writes goes with its own savepoint."""
    return one_month
