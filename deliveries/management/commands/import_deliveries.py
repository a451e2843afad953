"""A sold file from the command line, imported in this process: no broker, no worker."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from dealerfollow.intake.tabular import MAX_BYTES
from dealerfollow.stores.models import Store
from dealerfollow.tenancy.scope import scope
from deliveries.actions.import_file import claim_batch, receive_file, start_import
from deliveries.models import ImportBatch, ImportProblem
from deliveries.tasks import import_chunk
from deliveries.words import message_of, remedy_of

COUNTS = ("rows", "created", "updated", "unchanged", "refused")


class Command(BaseCommand):
    """manage.py import_deliveries --store SLUG FILE"""

    help = (
        "Imports a DMS export of sold deals (CSV or XLSX). The same file twice changes nothing. "
        "Columns are known by the names that CDK, Reynolds, Dealertrack, Tekion and others give "
        "them, as DealNo, SoldDate, DeliveryDate, FIDealType (New/Used), VIN, StockNo, Name, "
        "CellPhone, Email, CRMSP1Id; dealerfollow/intake/columns.py lists all. Needed: who bought, "
        "which car, and the day it was sold or delivered. Exit 1: rows were refused, the "
        "others are imported."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """--store, FILE and --json."""
        parser.add_argument("--store", required=True, help="the store's short name")
        parser.add_argument("file", help="the exported file")
        parser.add_argument("--json", action="store_true", help="the last line is JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Prints the counts and problems. Exit 1 when rows were refused, 2 for wrong arguments."""
        group_id, store_id = find_store(options["store"])
        content = read_file(options["file"])
        batch_id, is_known = receive(group_id, store_id, options["file"], content)
        while import_next(group_id, batch_id):
            pass
        found = result(group_id, batch_id, is_known=is_known)
        if options["json"]:
            self.stdout.write(json.dumps(found, ensure_ascii=False))
        else:
            self.say(found)
        if found["refused"] or any(p["line"] is None for p in found["problems"]):
            raise SystemExit(1)

    def say(self, found: dict[str, Any]) -> None:
        """The same for a person."""
        for one in found["problems"]:
            where = ", ".join(
                part
                for part in (
                    f"line {one['line']}" if one["line"] else "",
                    one["column"],
                    f"“{one['value']}”" if one["value"] else "",
                )
                if part
            )
            self.stdout.write(f"{where}: {one['message']}" if where else one["message"])
        self.stdout.write(", ".join(f"{found[name]} {name}" for name in COUNTS))


def find_store(slug: str) -> tuple[int, int]:
    """(group id, store id) through the definer function; CommandError with exit 2 without one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT group_id, store_id FROM find_store(%s)", [slug])
        found = cursor.fetchone()
    if found is None:
        raise CommandError(f"There is no store called {slug!r}.", returncode=2)
    return found[0], found[1]


def read_file(name: str) -> bytes:
    """The bytes, at most one more than are allowed; CommandError with exit 2 when unreadable."""
    try:
        with Path(name).open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as problem:
        words = getattr(problem, "strerror", None) or str(problem)
        raise CommandError(f"{name}: {words}.", returncode=2) from problem


def receive(group_id: int, store_id: int, name: str, content: bytes) -> tuple[int, bool]:
    """(batch id, whether all of it was imported before)."""
    with scope(group_id):
        store = Store.objects.get(pk=store_id)
        batch = receive_file(store, name, content, None, timezone.now())
        is_known = batch.status == ImportBatch.Status.DONE
        start_import(batch)
        return batch.pk, is_known


def import_next(group_id: int, batch_id: int) -> bool:
    """Imports the next rows in a transaction of their own; False when none are left."""
    with scope(group_id):
        batch = claim_batch(pk=batch_id, is_patient=True)
        if batch is None:
            return False
        import_chunk(batch, _readings)
        return True


_readings: dict[int, Any] = {}


def result(group_id: int, batch_id: int, *, is_known: bool) -> dict[str, Any]:
    """The last line of --json. A file that was imported before changed nothing now."""
    with scope(group_id):
        batch = ImportBatch.objects.defer("content").get(pk=batch_id)
        found: dict[str, Any] = {name: getattr(batch, name) for name in COUNTS}
        if is_known:
            found |= {"created": 0, "updated": 0, "unchanged": batch.rows - batch.refused}
        rows = ImportProblem.objects.filter(batch=batch).order_by("line", "id")
        found["problems"] = [
            {
                "line": p.line or None,
                "column": p.column,
                "value": p.value,
                "message": f"{message_of(p.code, p.params)} {remedy_of(p.code)}",
            }
            for p in rows.iterator()
        ]
    return found
