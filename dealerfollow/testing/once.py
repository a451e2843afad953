"""Rows made once for all the tests of a module, each of which then writes in its own savepoint.

Never in a module with tests of `transactional_db`: other connections do not see what is made here.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker


@contextmanager
def made_once(django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A transaction around those of the tests; what is made in it is gone after the last one.

    For a fixture of a module; the tests take `db` besides."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)
