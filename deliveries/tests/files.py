"""Sold files for tests: rows told by field, and the shortest way to import them."""

import csv
import io
from datetime import UTC, datetime
from typing import Any

from dealerfollow.intake.vin import check_digit
from dealerfollow.stores.models import Store, User
from deliveries.actions.import_file import claim_batch, import_rows, receive_file, start_import
from deliveries.actions.import_file.reading import read_batch
from deliveries.models import ImportBatch

NOW = datetime(2026, 11, 20, 17, tzinfo=UTC)  # Friday noon in New York


def row(**told: Any) -> dict[str, str]:
    """One good row: a new car sold and delivered on Wednesday by Sam."""
    facts = {
        "Deal Number": "5001",
        "Sold Date": "11/18/2026",
        "Delivery Date": "11/18/2026",
        "Status": "F",
        "Type": "Retail",
        "New/Used": "New",
        "Stock #": "N1",
        "VIN": "1HGCM82633A004352",
        "Year": "2027",
        "Make": "Honda",
        "Model": "Accord",
        "Customer": "DELGADO,MARIA",
        "Cell": "(212) 555-0142",
        "Email": "maria@example.com",
        "Salesperson ID": "101",
        "Salesperson": "SAM R",
    }
    names = {name.replace(" ", "_").replace("/", "_").replace("#", "").strip("_").lower(): name
             for name in facts}  # fmt: skip
    facts.update({names[field]: str(value) for field, value in told.items()})
    facts["Sale Type"] = facts.pop("Type")
    return facts


def file_of(*rows: dict[str, str]) -> bytes:
    """The rows as a CSV file."""
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def many(count: int, **told: Any) -> list[dict[str, str]]:
    """That many good rows of different people, cars and deals."""
    return [
        row(
            deal_number=f"D{n}",
            stock=f"S{n}",
            vin=sound_vin(n),
            customer=f"LAST{n},FIRST{n}",
            cell=f"(480) 555-{n % 10000:04d}",
            email=f"buyer{n}@example.com",
            **told,
        )
        for n in range(count)
    ]


def sound_vin(n: int) -> str:
    """A VIN of its own with the right check digit."""
    bare = f"1HGCM8260{n:08d}"
    return bare[:8] + check_digit(bare) + bare[9:]


def bring_in(
    store: Store, content: bytes, *, now: datetime = NOW, by: User | None = None
) -> ImportBatch:
    """Receives, starts and imports a file to its end, in the running transaction."""
    batch = receive_file(store, "sold.csv", content, by, now)
    start_import(batch)
    while claimed := claim_batch(pk=batch.pk):
        import_rows(claimed, read_batch(claimed, store), now=now)
    batch.refresh_from_db()
    return batch


def counts(batch: ImportBatch) -> tuple[int, int, int, int]:
    """(created, updated, unchanged, refused)"""
    return batch.created, batch.updated, batch.unchanged, batch.refused


def codes(batch: ImportBatch) -> list[tuple[int, str]]:
    """(line, code) of each problem, by line."""
    return list(batch.problems.order_by("line", "id").values_list("line", "code"))
