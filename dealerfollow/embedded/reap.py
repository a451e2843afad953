"""Ends what a killed parent left behind, found by the mark that every part carries."""

import os
import signal
import time
from collections.abc import Sequence
from contextlib import suppress

import psutil

from dealerfollow.embedded.folders import Folders
from dealerfollow.embedded.part import MARK, PART, POSTGRES
from dealerfollow.embedded.progress import say

# Stores last: a worker that ends writes its last words to them.
STORES = ("Valkey", "PostgreSQL")  # the others may still need them: stopped last, in turn
ORDER = ("beat", "worker", "importer", "web", *STORES)
# Shorter than at a clean stop: tasks are acknowledged late, so what is cut short is done again.
BRIEF = ((signal.SIGTERM, 4.0),)


def left_behind(folders: Folders) -> dict[str, list[psutil.Process]]:
    """The running processes that carry this installation's mark, by the name of their part."""
    found: dict[str, list[psutil.Process]] = {}
    for process in psutil.process_iter():
        try:
            env = process.environ()
        except (psutil.Error, OSError):
            continue
        if env.get(MARK) == folders.mark and _lives(process):
            found.setdefault(env.get(PART, ""), []).append(process)
    return found


def reap(folders: Folders) -> int:
    """End every process left behind, work first and stores last; return how many there were.

    Call it only while holding the installation's lock: else they are not left behind.
    """
    found = left_behind(folders)
    count = sum(map(len, found.values()))
    if count:
        names = ", ".join(sorted(found))
        say(f"An earlier run was killed and left {count} processes ({names}): ending them")
    for name in sorted(found, key=lambda name: ORDER.index(name) if name in ORDER else -1):
        _end(found[name], POSTGRES if name == "PostgreSQL" else BRIEF)
    return count


def _end(processes: list[psutil.Process], farewell: Sequence[tuple[signal.Signals, float]]) -> None:
    for number, patience in farewell:
        _send(_heads(processes), number)
        processes = _survivors(processes, patience)
    _send(processes, signal.SIGKILL)
    _survivors(processes, 5.0)


def _survivors(processes: list[psutil.Process], patience: float) -> list[psutil.Process]:
    until = time.monotonic() + patience
    while processes and time.monotonic() < until:
        time.sleep(0.05)
        processes = [process for process in processes if _lives(process)]
    return processes


def _lives(process: psutil.Process) -> bool:
    # A zombie is dead: its adoptive parent (a container's first process) may never look at it.
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def _heads(processes: list[psutil.Process]) -> list[psutil.Process]:
    """Those that lead their session: they end their own children, which must not hear it twice."""
    leading = []
    for process in processes:
        with suppress(ProcessLookupError):
            if os.getsid(process.pid) == process.pid:
                leading.append(process)
    return leading or processes


def _send(processes: list[psutil.Process], number: signal.Signals) -> None:
    for process in processes:
        with suppress(psutil.NoSuchProcess):
            process.send_signal(number)
