"""What the import wizard shows: columns with samples, rows that need a look, what came before."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from dealerfollow.intake.columns import is_forbidden
from dealerfollow.intake.mapping import known_headers
from dealerfollow.intake.problems import SSN_LIKE, Problem
from dealerfollow.intake.tabular import read_table
from deliveries.models import ImportBatch, ImportProblem

SAMPLES = 3
LONGEST_SAMPLE = 24
PROBLEM_ROWS = 50


@dataclass(frozen=True)
class Column:
    """One column of a file: what stands in its first rows, and how many rows fill it."""

    header: str
    field: str
    samples: tuple[str, ...]
    filled_percent: int
    is_never_stored: bool


def columns_of(batch: ImportBatch) -> list[Column]:
    """The columns in the order of the file; [] when it is no table or its bytes are gone.

    Forbidden columns (identity numbers, rates, payments) are named and never looked into.
    """
    content = ImportBatch.objects.values_list("content", flat=True).get(pk=batch.pk)
    kept = dict(batch.columns)
    if not content:
        return []
    table = read_table(bytes(content), header_score=lambda cells: known_headers(cells, kept))
    if isinstance(table, Problem):
        return []
    hidden = {header for header in table.headers if is_forbidden(header)}
    samples: dict[str, list[str]] = {header: [] for header in table.headers}
    filled = dict.fromkeys(table.headers, 0)
    rows = 0
    for row in table.rows:
        if isinstance(row, Problem):
            continue
        rows += 1
        for header, cell in row.cells.items():
            filled[header] += 1
            text = str(cell)[:LONGEST_SAMPLE]
            if header not in hidden and len(samples[header]) < SAMPLES:
                samples[header].append(SSN_LIKE.sub("***-**-****", text))
    return [
        Column(
            header,
            kept.get(header, ""),
            tuple(samples[header]),
            round(100 * filled[header] / rows) if rows else 0,
            header in hidden,
        )
        for header in table.headers
    ]


def problem_rows(batch: ImportBatch, *, after: int = 0) -> list[ImportProblem]:
    """The next rows that need a look, refused ones first; one more than a page holds."""
    rows = ImportProblem.objects.filter(batch=batch).order_by("-is_refused", "line", "id")
    return list(rows[after : after + PROBLEM_ROWS + 1])


def problem_counts(batch: ImportBatch) -> tuple[int, int]:
    """(lines left out, lines that come in with a warning)."""
    found = ImportProblem.objects.filter(batch=batch).aggregate(
        refused=Count("line", filter=Q(is_refused=True), distinct=True),
        told=Count("line", distinct=True),
    )
    return found["refused"], found["told"] - found["refused"]


def batches_of(scope: Any, store_ids: Sequence[int], limit: int = 10) -> QuerySet[ImportBatch]:
    """The latest files of these stores."""
    rows = ImportBatch.objects.filter(group_id=scope.group_id, store_id__in=store_ids)
    return rows.defer("content").order_by("-received_at", "-id")[:limit]
