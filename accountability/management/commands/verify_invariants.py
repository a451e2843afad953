"""manage.py verify_invariants: states the promises I1 to I9 as SQL; exits 1 on any row."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from accountability.invariants import verify
from accountability.management.commands.sweep import a_moment
from dealerfollow.tenancy.scope import as_owner

MOST_SHOWN = 20


class Command(BaseCommand):
    """manage.py verify_invariants [--now ISO8601] [--json]"""

    help = "Checks I1 to I9 over all groups, as the owner of the tables. Exit 1 when one is broken."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """--now and --json."""
        parser.add_argument("--now", type=a_moment, help="a moment to take for now (ISO 8601)")
        parser.add_argument("--json", action="store_true", help="the last line is JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Prints each broken promise with its rows. Fails too when it saw no group."""
        with as_owner():
            with connection.cursor() as cursor:
                cursor.execute("SELECT count(*) FROM stores_group")
                groups = cursor.fetchone()[0]
            found = verify(now=options["now"] or timezone.now()) if groups else {}
        if not groups:
            raise CommandError("No group was seen: nothing was verified.")
        for name, breaches in found.items():
            for breach in breaches[:MOST_SHOWN]:
                self.stdout.write(f"{name}: {breach}")
            if len(breaches) > MOST_SHOWN:
                self.stdout.write(f"{name}: … and {len(breaches) - MOST_SHOWN} more")
        checks = {name: len(breaches) for name, breaches in found.items()}
        is_ok = not any(checks.values())
        if options["json"]:
            self.stdout.write(json.dumps({"ok": is_ok, "checks": checks}))
        elif is_ok:
            self.stdout.write(f"All {len(checks)} promises hold in {groups} groups.")
        if not is_ok:
            raise SystemExit(1)
