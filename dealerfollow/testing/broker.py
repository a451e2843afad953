"""A broker of a test's own, which it may stop and kill."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from celery import current_app

from dealerfollow.embedded.folders import Folders, folders_for, make_run_folder
from dealerfollow.embedded.part import Part
from dealerfollow.embedded.valkey import await_valkey, prepare_valkey, valkey_url
from dealerfollow.jobs.queue import breaker


@contextmanager
def own_broker(data: Path) -> Iterator[tuple[Part, str]]:
    """A running Valkey on `data`, and its address; our application publishes to it meanwhile."""
    folders: Folders = folders_for(data)
    make_run_folder(folders, data.stat().st_uid)
    part = prepare_valkey(folders)
    part.start()
    await_valkey(part, folders)
    before = current_app.conf.broker_url
    current_app.conf.broker_url = valkey_url(folders)
    breaker.worked()
    try:
        yield part, valkey_url(folders)
    finally:
        current_app.conf.broker_url = before
        breaker.worked()
        part.stop()
        for left in folders.run.iterdir():
            left.unlink()
        folders.run.rmdir()
