"""A small true story, committed, and the owner's hands to break it with."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from accountability.invariants import INVARIANTS
from accountability.management.commands.run_due import run_everything_due
from dealerfollow.tenancy.scope import as_owner, enter_scope
from dealerfollow.testing.cast import Cast, make_cast
from dealerfollow.testing.sales import deliver

DELIVERED_ON = date(2026, 3, 3)  # a Tuesday
NOW = datetime(2026, 3, 12, 4, tzinfo=UTC)  # after the close of Wednesday, March 11


@pytest.fixture(scope="module")
def story(django_db_setup: None, django_db_blocker: Any) -> Iterator[Cast]:
    """Three deliveries of Sam's, nine days run by themselves: post-sale calls due and missed.

    Committed once for all tests of a module, none of which changes it for good.
    """
    with django_db_blocker.unblock():
        with transaction.atomic():
            cast = make_cast()
            for n in range(3):
                deliver(cast.north, DELIVERED_ON + timedelta(days=n), salesperson=cast.sam)
            enter_scope(cast.other_group.pk)
            deliver(cast.west, DELIVERED_ON)
        for n in range(9, -1, -1):
            run_everything_due(NOW - timedelta(days=n))
        yield cast
        call_command("flush", verbosity=0, interactive=False)


class Undo(Exception):
    """Ends the transaction without keeping anything."""


@contextmanager
def broken(*statements: str) -> Iterator[None]:
    """The owner of the tables breaks something; all of it is taken back at the end."""
    with as_owner():
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL DEFERRED")
                for statement in statements:
                    cursor.execute(statement)
                    assert cursor.rowcount != 0, f"nothing was broken by {statement}"
                yield
                raise Undo
        except Undo:
            pass


def breaches(name: str) -> list[dict[str, object]]:
    """What the invariant reports now."""
    return INVARIANTS[name](NOW)
