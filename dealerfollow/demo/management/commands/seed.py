"""`seed [--reset]`: the demo group, with believable history that ends today."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from dealerfollow.demo.people import PASSWORD
from dealerfollow.demo.seed import DAYS, is_empty, make_demo, wipe
from dealerfollow.tenancy.scope import as_owner

WHO = (
    ("sam", "salesperson at North"),
    ("bea", "BDC rep at North"),
    ("maya", "sales manager at North"),
    ("tess", "title desk at North"),
    ("noor", "salesperson at South"),
    ("grace", "group admin"),
)


class Command(BaseCommand):
    """Says who can sign in; with --json the last line is the counts by table."""

    help = "Makes the demo: two stores and an unrelated group, 90 days that end today."

    def add_arguments(self, parser: CommandParser) -> None:
        """--reset empties every table first; --days makes a shorter history; --json."""
        parser.add_argument("--reset", action="store_true")
        parser.add_argument("--days", type=int, default=DAYS)
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises CommandError on a database that has users, unless --reset is given."""
        if options["reset"]:
            with as_owner():
                wipe()
        elif not is_empty():
            raise CommandError("There are people in this database. --reset empties it first.")
        counts = make_demo(now=timezone.now(), days=options["days"], say=self.stderr.write)
        for name, role in WHO:
            self.stdout.write(f"{name}@copperline.example   {role}")
        self.stdout.write(
            f"otto@orchard.example   admin of an unrelated group\nPassword: {PASSWORD}"
        )
        if options["json"]:
            self.stdout.write(json.dumps(counts))
