"""`migrate` as the owner of the tables; the application role has no right to do it."""

from typing import Any

from django.core.management.commands.migrate import Command as DjangoMigrate

from dealerfollow.tenancy.scope import as_owner


class Command(DjangoMigrate):
    """Django's own command, run by another role."""

    def handle(self, *args: Any, **options: Any) -> None:
        """See Django's migrate."""
        with as_owner():
            super().handle(*args, **options)
