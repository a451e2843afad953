"""A file comes in: kept once, read, and its problems listed; nothing is recorded yet."""

import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction

from dealerfollow.intake.tabular import MAX_BYTES
from dealerfollow.stores.models import Store, User
from deliveries.actions.import_file.reading import Reading, read_batch, read_content
from deliveries.models import ImportBatch, ImportMapping, ImportProblem

KEPT = timedelta(days=7)  # decision 14
Status = ImportBatch.Status


@transaction.atomic
def receive_file(
    store: Store, filename: str, content: bytes, by: User | None, now: datetime
) -> ImportBatch:
    """Keeps and checks one file. The same bytes again give the batch that they already have.

    Never raises on the bytes: what is wrong stands in the batch's problems. Idempotent.
    """
    digest = hashlib.sha256(content).hexdigest()
    batch, is_new = ImportBatch.objects.get_or_create(
        group_id=store.group_id,
        store=store,
        content_hash=digest,
        defaults={
            "filename": _shown_name(filename),
            "content": content if len(content) <= MAX_BYTES else b"",
            "by": by,
            "received_at": now,
        },
    )
    if is_new:
        kept = ImportMapping.objects.filter(store=store).first()
        reading = read_content(
            store,
            content,
            filename=filename,
            columns=kept.columns if kept else {},
            date_order=kept.date_order if kept else "",
            received_at=now,
        )
        _keep_reading(batch, reading)
    elif batch.content is None and batch.status in (Status.CHECKED, Status.FAILED):
        batch.content, batch.received_at = content, now
        batch.save(update_fields=["content", "received_at"])
    return batch


def _shown_name(filename: str) -> str:
    """The last part of the name, without what cannot be seen; never trusted for anything else."""
    name = filename.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(c for c in name if c.isprintable()).strip()[:200] or "file"


@transaction.atomic
def change_columns(
    batch: ImportBatch, columns: Mapping[str, str], date_order: str, *, now: datetime
) -> ImportBatch:
    """Reads a checked batch again with other columns, and keeps them for the store's next file.

    Raises ValueError for a field that does not exist, and for a batch that was already started.
    """
    locked = ImportBatch.objects.select_for_update(no_key=True).get(pk=batch.pk)
    if locked.status != Status.CHECKED:
        raise ValueError("started")
    locked.columns, locked.date_order = dict(columns), date_order
    reading = read_batch(locked, locked.store)
    _keep_reading(locked, reading)
    kept, _ = ImportMapping.objects.get_or_create(
        group_id=locked.group_id, store_id=locked.store_id
    )
    kept.columns = {**kept.columns, **locked.columns}
    kept.date_order = date_order if date_order in ("mdy", "dmy") else ""
    kept.save()
    return locked


def _keep_reading(batch: ImportBatch, reading: Reading) -> None:
    """Writes down what was found: columns, counts, problems."""
    broken = next((p for p in reading.file.problems if p.severity == "file"), None)
    batch.columns = reading.file.mapping.as_dict()
    order = reading.file.date_order
    batch.date_order = "" if order == "ambiguous" else order
    batch.rows, batch.refused = reading.rows, reading.refused
    batch.rows_done = reading.refused  # nothing more will be done about those
    batch.problem = broken.code if broken else ""
    batch.save()
    ImportProblem.objects.filter(batch=batch).delete()
    ImportProblem.objects.bulk_create(
        (
            ImportProblem(
                group_id=batch.group_id,
                batch=batch,
                line=p.line or 0,
                column=p.column[:120],
                value=p.value[:120],
                code=p.code,
                params=dict(p.params),
                is_refused=p.severity != "warning",
            )
            for p in reading.file.problems
        ),
        batch_size=1000,
    )


def start_import(batch: ImportBatch) -> bool:
    """Puts a checked batch in line for the worker; True when this call did it.

    False for a file of which nothing can be read, and when somebody started it before. Idempotent.
    """
    checked = ImportBatch.objects.filter(pk=batch.pk, status=Status.CHECKED, problem="")
    is_started = bool(checked.update(status=Status.WAITING))
    if is_started:
        batch.status = Status.WAITING
    return is_started


def purge_import_content(now: datetime) -> int:
    """Forgets the bytes of files that came more than 7 days ago; returns how many.

    Works in the group in scope. A file that is still being imported keeps its bytes. Idempotent.
    """
    old = ImportBatch.objects.filter(received_at__lt=now - KEPT)
    busy = (Status.WAITING, Status.RUNNING)
    return old.exclude(content=None).exclude(status__in=busy).update(content=None)
