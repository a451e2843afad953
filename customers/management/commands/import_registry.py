"""The national do-not-call registry from the command line."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from customers.actions.registry import OlderScrubError, keep_scrub
from customers.rules.registry_file import RegistryFileError, area_codes_of, numbers_of
from dealerfollow.lib.argument_days import a_day
from dealerfollow.stores.models import Group
from dealerfollow.tenancy.scope import scope


class Command(BaseCommand):
    """manage.py import_registry --store SLUG --scrubbed-on DAY --area-codes 480,602 FILE"""

    help = (
        "Loads the national do-not-call registry's numbers of whole area codes. A number of any "
        "other area code, or of a file older than 31 days, is taken as registered."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """--store, --scrubbed-on, --area-codes and FILE."""
        parser.add_argument("--store", required=True, help="any store of the group")
        parser.add_argument("--scrubbed-on", required=True, type=a_day, help="the file's date")
        parser.add_argument(
            "--area-codes", required=True, help="that the file covers completely: 480,602"
        )
        parser.add_argument("file", help="one ten-digit number a line")

    def handle(self, *args: Any, **options: Any) -> None:
        """Prints how many numbers are held now; exit 2, and nothing kept, for a wrong file."""
        group_id = find_group(options["store"])
        try:
            codes = area_codes_of(options["area_codes"])
            with Path(options["file"]).open(encoding="utf-8-sig") as lines, scope(group_id):
                count = keep_scrub(
                    Group.objects.get(pk=group_id),
                    codes,
                    numbers_of(lines, codes),
                    scrubbed_on=options["scrubbed_on"],
                    now=timezone.now(),
                )
        except (OSError, UnicodeDecodeError, RegistryFileError, OlderScrubError) as problem:
            raise CommandError(f"{options['file']}: {problem}", returncode=2) from problem
        except ValueError as problem:
            raise CommandError(str(problem), returncode=2) from problem
        self.stdout.write(f"{count} numbers of {', '.join(codes)}, as of {options['scrubbed_on']}.")


def find_group(slug: str) -> int:
    """The group of a store; CommandError with exit 2 without one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT group_id FROM find_store(%s)", [slug])
        found = cursor.fetchone()
    if found is None:
        raise CommandError(f"There is no store called {slug!r}.", returncode=2)
    return int(found[0])
