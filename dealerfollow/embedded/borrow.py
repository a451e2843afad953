"""Stores for the length of one command: those that already run on the data folder, else our own."""

import os
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from dealerfollow.embedded.folders import Folders
from dealerfollow.embedded.lock import (
    Holder,
    Taken,
    await_no_users,
    read_holder,
    using_stores,
)
from dealerfollow.embedded.progress import Refused
from dealerfollow.embedded.stores_up import missing_stores, start_stores
from dealerfollow.embedded.supervisor import Supervisor

PATIENCE = 60.0


@contextmanager
def stores_for(
    folders: Folders, what: str, *, is_forgetful: bool = False
) -> Iterator[dict[str, str]]:
    """The environment of running stores; nothing is started when URLs name them already.

    Whoever runs on `folders` lends its stores. Otherwise we bring them up, lend them to others, and
    stop them when the last has finished. Raises Refused when a holder does not get ready.
    """
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with ExitStack() as stack:
            supervisor = Supervisor(folders, what)
            try:
                stack.enter_context(supervisor)
            except Taken:
                stack.enter_context(using_stores(folders))
                holder = read_holder(folders.lock)
                if holder is not None and holder.env:
                    yield _for_us(holder.env)
                    return
            else:
                env = start_stores(folders, supervisor.parts, is_forgetful=is_forgetful)
                supervisor.lock.tell(Holder(what, os.getpid(), env=env))
                yield env
                # First lend no more, then wait for those that still use them.
                supervisor.lock.tell(Holder(what, os.getpid()))
                await_no_users(folders)
                return
        time.sleep(0.2)
    raise Refused(
        f"Another process holds {folders.data} and does not get ready: {read_holder(folders.lock)}"
    )


def _for_us(env: dict[str, str]) -> dict[str, str]:
    """The holder's environment without what our own names otherwise."""
    needs_postgres, needs_valkey = missing_stores()
    return {
        name: value
        for name, value in env.items()
        if (needs_postgres or not name.startswith("DATABASE_"))
        and (needs_valkey or name != "REDIS_URL")
    }
