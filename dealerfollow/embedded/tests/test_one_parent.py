"""One parent per data folder: a second start, a busy port, a killed parent, borrowed stores."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import psycopg2
import pytest

from dealerfollow.embedded.borrow import stores_for
from dealerfollow.embedded.folders import PROJECT, Folders
from dealerfollow.embedded.lock import Holder, Lock, Taken, read_holder
from dealerfollow.embedded.reap import left_behind

STORES = [sys.executable, "-m", "dealerfollow.embedded", "--data"]
START = [sys.executable, "-m", "dealerfollow.embedded.start"]


def begin(folders: Folders) -> tuple[subprocess.Popen[str], dict[str, str]]:
    """Start the stores alone in a process of their own; return it and its environment."""
    process = subprocess.Popen(
        [*STORES, str(folders.data)],
        cwd=PROJECT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    until = time.monotonic() + 30
    while time.monotonic() < until:
        holder = read_holder(folders.lock)
        if holder is not None and holder.pid == process.pid and holder.env:
            return process, holder.env
        assert process.poll() is None, process.communicate()
        time.sleep(0.05)
    raise AssertionError("the stores did not come up")


def start(folders: Folders, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*START, *words],
        cwd=PROJECT,
        env={**os.environ, "DEALERFOLLOW_DATA": str(folders.data)},
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_what_a_killed_parent_left_is_ended_and_its_data_kept(folders: Folders) -> None:
    killed, env = begin(folders)
    with psycopg2.connect(env["DATABASE_OWNER_URL"]) as connection:
        connection.cursor().execute("CREATE TABLE kept AS SELECT 1 AS number")
    connection.close()
    killed.kill()
    killed.communicate()
    assert set(left_behind(folders)) == {"PostgreSQL", "Valkey"}

    again, env = begin(folders)

    connection = psycopg2.connect(env["DATABASE_URL"].replace("_app@", "_owner@"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT number FROM kept")
        assert cursor.fetchall() == [(1,)]
    connection.close()
    again.send_signal(signal.SIGTERM)
    _, errors = again.communicate(timeout=20)
    assert again.returncode == 0
    assert "An earlier run was killed" in errors
    assert left_behind(folders) == {}
    assert not folders.run.exists()


def test_ctrl_c_stops_the_stores_and_leaves_nothing(folders: Folders) -> None:
    process, _ = begin(folders)

    process.send_signal(signal.SIGINT)
    process.communicate(timeout=20)

    assert process.returncode == 0
    assert left_behind(folders) == {}


def test_a_second_start_says_where_the_first_one_runs(folders: Folders) -> None:
    lock = Lock(folders)
    lock.take("bin/start")
    lock.tell(Holder("bin/start", 4242, "http://localhost:8123"))

    second = start(folders, "--json")

    lock.free()
    assert second.returncode == 1
    assert "already runs on" in second.stderr
    assert "at http://localhost:8123 (process 4242)" in second.stderr
    assert '"error"' in second.stdout.splitlines()[-1]


def test_a_busy_port_is_refused_with_one_to_try(folders: Folders) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        refused = start(folders, "--port", str(port))

    assert refused.returncode == 1
    assert f"Port {port} is used by another program. Try: bin/start --port " in refused.stderr
    assert left_behind(folders) == {}


@pytest.mark.parametrize("word", ["0", "65536", "http"], ids=["zero", "too-high", "no-number"])
def test_a_port_that_is_none_is_a_wrong_argument(folders: Folders, word: str) -> None:
    assert start(folders, "--port", word).returncode == 2


def test_the_lock_of_a_dead_holder_is_free_and_that_of_a_living_one_is_not(
    folders: Folders,
) -> None:
    first, second = Lock(folders), Lock(folders)
    first.take("the first")

    with pytest.raises(Taken) as taken:
        second.take("the second")

    assert taken.value.holder == Holder("the first", os.getpid())
    first.free()
    second.take("the second")
    second.free()
    assert Path(folders.lock).read_text() == ""


def test_a_command_borrows_running_stores_and_their_holder_waits_for_it(folders: Folders) -> None:
    order: list[str] = []
    borrowing = threading.Event()

    def borrow() -> None:
        with stores_for(folders, "the borrower") as env:
            borrowing.set()
            time.sleep(0.5)
            connection = psycopg2.connect(env["DATABASE_URL"])
            connection.close()
            order.append("the borrower is done")

    with stores_for(folders, "the holder", is_forgetful=True):
        borrower = threading.Thread(target=borrow)
        borrower.start()
        assert borrowing.wait(10)
    order.append("the holder has stopped")
    borrower.join()

    assert order == ["the borrower is done", "the holder has stopped"]
    assert left_behind(folders) == {}
