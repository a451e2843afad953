"""manage.py sweep: closes one store's day."""

import json
from argparse import ArgumentParser, ArgumentTypeError
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accountability.actions import DayNotEndedError, close_day
from accountability.queries.closing import find_store
from dealerfollow.lib.argument_days import a_day
from dealerfollow.stores.models import Store
from dealerfollow.tenancy.scope import scope


def a_moment(text: str) -> datetime:
    """An ISO 8601 moment with its offset; ArgumentTypeError for anything else."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"not a moment in ISO 8601: {text!r}") from None
    if moment.tzinfo is None:
        raise ArgumentTypeError("a moment needs its offset, such as 2026-11-01T21:30:00-05:00")
    return moment


class Command(BaseCommand):
    """manage.py sweep --store SLUG --day YYYY-MM-DD [--dry-run] [--json]"""

    help = "Closes one store's day: what nobody tried becomes a miss or an excuse. Idempotent."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """--store, --day, --dry-run, --now, --json."""
        parser.add_argument("--store", required=True, help="the store's slug")
        parser.add_argument("--day", required=True, type=a_day, help="the store's own date")
        parser.add_argument("--dry-run", action="store_true", help="count, write nothing")
        parser.add_argument("--now", type=a_moment, help="a moment to take for now (ISO 8601)")
        parser.add_argument("--json", action="store_true", help="the last line is JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Prints missed and excused. Fails for an unknown store and for a day still running."""
        found = find_store(options["store"])
        if found is None:
            raise CommandError(f"No store is called {options['store']!r}.", returncode=2)
        group_id, store_id = found
        now = options["now"] or timezone.now()
        with scope(group_id):
            store = Store.objects.get(pk=store_id)
            try:
                result = close_day(store, options["day"], now, is_dry_run=options["dry_run"])
            except DayNotEndedError as problem:
                raise CommandError(str(problem), returncode=2) from problem
        numbers = {"missed": result.missed, "excused": result.excused}
        if options["json"]:
            self.stdout.write(json.dumps(numbers))
            return
        if options["dry_run"] and not result.is_new:
            self.stdout.write(
                f"{store}, {result.day}: already closed, with {result.missed} missed and "
                f"{result.excused} excused."
            )
            return
        words = "would be" if options["dry_run"] else "are" if result.is_new else "were already"
        self.stdout.write(
            f"{store}, {result.day}: {result.missed} {words} missed, {result.excused} excused."
        )
