"""A real worker, killed while it imports a thousand deliveries and started again."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from accountability.invariants import INVARIANTS
from dealerfollow.jobs.queue import publish
from dealerfollow.tenancy.scope import as_owner, scope
from dealerfollow.testing.broker import own_broker
from dealerfollow.testing.cast import make_cast
from deliveries.actions.import_file import receive_file, start_import
from deliveries.models import Delivery, ImportBatch
from deliveries.tasks import import_waiting_files
from followups.models import FollowUp

ROWS = 1000
HEADER = (
    "DealNo,OriginatingDate,DeliveryDate,UnitType,StockNumber,Year,Make,Model,CustFullName,"
    "CellPhone,Salesman"
)


def sold_file() -> bytes:
    """A thousand sales of the last hundred days, each its own customer and car."""
    today = timezone.now().date()
    rows = [HEADER]
    for n in range(ROWS):
        on = (today - timedelta(days=1 + n % 100)).isoformat()
        area = 212 + n // 1000
        rows.append(
            f"K{n},{on},{on},{'New' if n % 2 else 'Used'},S{n},2026,Honda,CR-V,"
            f"Maria{n} Delgado{n},{area}-555-{n % 10000:04d},Sam Rivera"
        )
    return "\r\n".join(rows).encode()


@contextmanager
def worker(address: str) -> Iterator[subprocess.Popen[bytes]]:
    """A Celery worker as bin/start runs it, on the test's database and broker."""
    database = connection.settings_dict
    host = quote(str(database["HOST"]), safe="")
    port = f"&port={database['PORT']}" if database["PORT"] else ""
    secret = f":{quote(str(database['PASSWORD']), safe='')}" if database["PASSWORD"] else ""
    who = f"{database['USER']}{secret}"
    env = {
        **os.environ,
        "DATABASE_URL": f"postgresql://{who}@/{database['NAME']}?host={host}{port}",
        "DATABASE_OWNER_URL": "",
        "REDIS_URL": address,
        "DJANGO_SETTINGS_MODULE": "dealerfollow.settings",
        "PYTHONPATH": str(settings.BASE_DIR),
    }
    command = [sys.executable, "-m", "celery", "-A", "dealerfollow", "worker", "-l", "WARNING"]
    command += ["-Q", "sweep,default,import", "--concurrency", "2", "--without-mingle"]
    process = subprocess.Popen(command, env=env, cwd=settings.BASE_DIR, start_new_session=True)
    try:
        yield process
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def await_batch(cast, wanted, seconds: float) -> ImportBatch:
    """The batch, as soon as `wanted` says so."""
    until = time.monotonic() + seconds
    while True:
        with scope(cast.group.pk):
            batch = ImportBatch.objects.defer("content").get()
        if wanted(batch):
            return batch
        assert time.monotonic() < until, f"{batch.status} after {batch.rows_done} rows"
        time.sleep(0.05)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_in_the_middle_of_an_import(tmp_path):
    with transaction.atomic():
        cast = make_cast(starts_on=date(2020, 1, 1))
        batch = receive_file(cast.north, "sold.csv", sold_file(), cast.maya, timezone.now())
        assert (batch.rows, batch.refused) == (ROWS, 0)
        assert start_import(batch)
    with own_broker(tmp_path) as (_, address):
        with worker(address) as process:
            publish(import_waiting_files)
            half = await_batch(cast, lambda b: b.rows_done > 100, 60)
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        assert half.rows_done < ROWS
        with worker(address):
            # What beat does each minute; the killed worker's own message may come back as well.
            publish(import_waiting_files)
            publish(import_waiting_files)
            done = await_batch(cast, lambda b: b.status == ImportBatch.Status.DONE, 120)
    assert (done.rows_done, done.created, done.refused) == (ROWS, ROWS, 0)
    with scope(cast.group.pk):
        assert Delivery.objects.count() == ROWS
        post_sale = FollowUp.objects.filter(kind="post_sale")
        assert post_sale.count() == post_sale.values("delivery").distinct().count() == ROWS
    with as_owner():
        broken = {name: check(timezone.now()) for name, check in INVARIANTS.items()}
    assert {name: rows[:3] for name, rows in broken.items() if rows} == {}
