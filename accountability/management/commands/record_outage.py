"""manage.py record_outage: notes days on which the product was down."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accountability.actions import OutageRefused, record_outage
from accountability.queries.closing import find_store
from dealerfollow.lib.argument_days import a_day
from dealerfollow.tenancy.scope import scope


class Command(BaseCommand):
    """manage.py record_outage --store SLUG --from YYYY-MM-DD --to YYYY-MM-DD --reason WORDS"""

    help = "Notes days on which the product was down, for the store's whole group. Idempotent."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """--store, --from, --to, --reason."""
        parser.add_argument("--store", required=True, help="the slug of any store of the group")
        parser.add_argument("--from", required=True, type=a_day, dest="starts_on")
        parser.add_argument("--to", required=True, type=a_day, dest="ends_on")
        parser.add_argument("--reason", required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        """Says what was noted. Fails for an unknown store and for days that make no sense."""
        found = find_store(options["store"])
        if found is None:
            raise CommandError(f"No store is called {options['store']!r}.", returncode=2)
        starts_on, ends_on = options["starts_on"], options["ends_on"]
        with scope(found[0]):
            try:
                record_outage(found[0], starts_on, ends_on, reason=options["reason"])
            except OutageRefused as problem:
                raise CommandError(str(problem), returncode=2) from problem
        self.stdout.write(f"Down from {starts_on} to {ends_on}: nobody's misses.")
