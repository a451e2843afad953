"""Emptying the tables while somebody still reads: a deadlock is tried again."""

import threading
import time

import psycopg2
import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection, connections
from django.db.utils import OperationalError

from dealerfollow.stores.models import User
from dealerfollow.tenancy.management.commands.flush import is_deadlock

pytestmark = pytest.mark.slow


def reader():
    """A connection of its own, as of another process."""
    told = connection.get_connection_params()
    return psycopg2.connect(**{k: v for k, v in told.items() if k != "cursor_factory"})


def is_waiting(cursor):
    cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
    return cursor.fetchone()[0] > 0


def emptied(failed):
    try:
        call_command("flush", verbosity=0, interactive=False)
    except BaseException as error:
        failed.append(error)
    finally:
        connections.close_all()


def locked_by_the_waiting_one(cursor):
    """A table that the flush has locked already."""
    cursor.execute(
        "SELECT relation::regclass::text FROM pg_locks WHERE mode = 'AccessExclusiveLock'"
        " AND granted AND relation::regclass::text = ANY(%s) LIMIT 1",
        [[model._meta.db_table for model in apps.get_models()]],
    )
    return cursor.fetchone()[0]


@pytest.mark.django_db(transaction=True)
def test_a_deadlock_with_a_reader_is_tried_again():
    User.objects.create_user("one@example.com", None, name="One")
    failed: list[BaseException] = []
    other, seen = reader(), reader()
    try:
        with other.cursor() as reading, seen.cursor() as looking:
            reading.execute("SELECT count(*) FROM stores_user")
            flush = threading.Thread(target=emptied, args=[failed])
            flush.start()
            until = time.monotonic() + 20
            while not is_waiting(looking) and time.monotonic() < until:
                time.sleep(0.02)
            reading.execute(f"SELECT count(*) FROM {locked_by_the_waiting_one(looking)}")
            other.rollback()
        flush.join(30)
    finally:
        other.close()
        seen.close()
    assert failed == []
    assert not User.objects.exists()


def test_any_other_failure_is_told():
    assert not is_deadlock(OperationalError("no such table"))
