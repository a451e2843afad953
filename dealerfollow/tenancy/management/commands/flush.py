"""`flush` as the owner of the tables; the application role has no right to do it."""

from typing import Any

from django.core.management.base import CommandError
from django.core.management.commands.flush import Command as DjangoFlush
from psycopg2.errors import DeadlockDetected

from dealerfollow.tenancy.scope import as_owner

TRIES = 5
"""Emptying locks every table, in an order that a request which still reads need not follow."""


class Command(DjangoFlush):
    """Django's own command, run by another role."""

    def handle(self, *args: Any, **options: Any) -> None:
        """See Django's flush. A deadlock with somebody who still reads is tried again: by then they
        have their answer."""
        for left in reversed(range(TRIES)):
            try:
                with as_owner():
                    return super().handle(*args, **options)
            except CommandError as failed:
                if not (left and is_deadlock(failed)):
                    raise
        return None


def is_deadlock(failed: BaseException) -> bool:
    """Whether a deadlock is what it failed by, however deep."""
    cause = failed.__cause__
    return cause is not None and (isinstance(cause, DeadlockDetected) or is_deadlock(cause))
