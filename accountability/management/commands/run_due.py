"""manage.py run_due: every periodic job once, without a broker."""

import json
from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from accountability.management.commands.sweep import a_moment
from accountability.queries import stores_to_close
from accountability.tasks import close_store
from deliveries.tasks import import_all_waiting, purge_all
from followups.tasks import keep_all_to_one_ring, plan_all_due, send_all_due


class Command(BaseCommand):
    """manage.py run_due [--now ISO8601] [--json]"""

    help = "Runs every periodic job once, for all groups, without a broker. Twice changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """--now and --json."""
        parser.add_argument("--now", type=a_moment, help="a moment to take for now (ISO 8601)")
        parser.add_argument("--json", action="store_true", help="the last line is JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Prints what was done. No heartbeat is recorded: this says nothing about the worker."""
        done = run_everything_due(options["now"] or timezone.now())
        if options["json"]:
            self.stdout.write(json.dumps(done))
            return
        self.stdout.write(
            "Imported {imports} rows, planned {planned} follow-ups, closed {days} days "
            "({missed} missed, {excused} excused), let {waiting} wait for their household, "
            "sent {notices} notices, forgot {purged} files.".format(**done)
        )


def run_everything_due(now: datetime) -> dict[str, int]:
    """imports, planned, days, missed, excused, waiting, notices, purged: what one round did."""
    imports = import_all_waiting()
    planned = plan_all_due(now=now)
    closed = [close_store(group_id, pk, now) for group_id, pk in stores_to_close(now)]
    return {
        "imports": imports,
        "planned": planned,
        "days": sum(store.days for store in closed),
        "missed": sum(store.missed for store in closed),
        "excused": sum(store.excused for store in closed),
        "waiting": keep_all_to_one_ring(now=now),
        "notices": send_all_due(now=now),
        "purged": purge_all(now=now),
    }
