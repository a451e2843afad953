"""One person's list: its SQL, and its page on a real web server."""

import http.client
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psutil
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import connection
from django.middleware.csrf import CSRF_ALLOWED_CHARS, CSRF_SECRET_LENGTH
from django.utils.crypto import get_random_string

from dealerfollow.bench.database import NOW, Filled
from dealerfollow.bench.rounds import Line, in_turn, seconds_of
from dealerfollow.embedded.ports import any_free
from dealerfollow.stores.models import User
from dealerfollow.stores.queries import store_day
from dealerfollow.tenancy.scope import scope
from followups.queries.today import call_list

LIST_FLOOR = """
SELECT f.id, f.kind, f.tier, f.channel, f.due_on, c.first_name, c.last_name, c.last_contact_at
  FROM followups_followup f JOIN customers_customer c ON c.id = f.customer_id
 WHERE f.owner_id = %s AND f.state = 'open' AND f.due_on <= %s ORDER BY f.due_on LIMIT 50
"""


def list_sql(filled: Filled, rounds: int) -> Line:
    """Time in the database for one person's list, over one statement that reads what is due."""
    day = store_day_of(filled)
    statements: list[int] = []

    def floor() -> float:
        with connection.cursor() as cursor:
            return seconds_of(lambda: _read(cursor, [filled.seller.pk, day.today]))

    def ours() -> float:
        spent: list[float] = []

        def timed(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
            started = time.perf_counter()
            try:
                return execute(sql, params, many, context)
            finally:
                spent.append(time.perf_counter() - started)

        with connection.execute_wrapper(timed):
            call_list(day, filled.seller, may_cover=False)
        statements.append(len(spent))
        return sum(spent)

    with scope(filled.group.pk):
        floors, mine = in_turn(
            lambda: min(floor() for _ in range(5)), lambda: min(ours() for _ in range(5)), rounds
        )
    note = f"{statements[-1]} statements, the floor one"
    return Line("list_sql", floors, mine, goal=4.0, note=note)


def store_day_of(filled: Filled) -> Any:
    """The first store's day, inside the group's scope."""
    with scope(filled.group.pk):
        return store_day(filled.stores[0], now=NOW)


def _read(cursor: Any, parameters: list[object]) -> None:
    cursor.execute(LIST_FLOOR, parameters)
    cursor.fetchall()


def list_page_cpu(filled: Filled, database: str, env: Mapping[str, str], requests: int) -> Line:
    """CPU of the server for one person's list, over that for an empty Django view.

    Both by the same server with one process: the empty view with Django's own stock middleware
    and no database.
    """
    parts = urlsplit(os.environ["DATABASE_URL"])
    address = urlunsplit(parts._replace(path=f"/{database}"))
    ours_env = {**env, "DATABASE_URL": address, "DEBUG": "0", "DATABASE_OWNER_URL": ""}
    with (
        served("dealerfollow.bench.empty", env) as empty,
        served("dealerfollow.wsgi", ours_env) as ours,
    ):
        cookie = cookies_of(filled.seller)
        floors, mine = in_turn(
            lambda: empty.cpu("/", "", requests),
            lambda: ours.cpu("/calls/", cookie, requests // 3),
            5,
        )
    return Line("list_page_cpu", floors, mine, goal=8.0, unit="ms CPU a request")


def cookies_of(user: User) -> str:
    """What the browser of a signed-in person sends with each request."""
    secret = get_random_string(CSRF_SECRET_LENGTH, CSRF_ALLOWED_CHARS)
    return (
        f"{settings.SESSION_COOKIE_NAME}={session_of(user)}; {settings.CSRF_COOKIE_NAME}={secret}"
    )


def session_of(user: User) -> str:
    """The key of a session in which the user is signed in."""
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.save()
    return str(store.session_key)


class Server:
    """A web server of one process, and the CPU that its process used."""

    def __init__(self, port: int, process: psutil.Process) -> None:
        self.port, self.process = port, process

    def cpu(self, path: str, cookie: str, requests: int) -> float:
        """CPU seconds per GET of the path, over one kept connection. Raises on anything but 200."""
        client = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        before = self._used()
        for _ in range(requests):
            client.request("GET", path, headers={"Cookie": cookie, "Host": "localhost"})
            answer = client.getresponse()
            answer.read()
            if answer.status != 200:
                raise RuntimeError(f"{path} was answered by {answer.status}")
        client.close()
        return (self._used() - before) / requests

    def _used(self) -> float:
        times = [child.cpu_times() for child in self.process.children(recursive=True)]
        return sum(t.user + t.system for t in times)


@contextmanager
def served(module: str, env: Mapping[str, str]) -> Iterator[Server]:
    """The module's WSGI application on the server that bin/start uses, with one process."""
    port = any_free()
    command = [sys.executable, "-m", "gunicorn", module, "--bind", f"127.0.0.1:{port}"]
    command += ["--workers", "1", "--worker-class", "gthread", "--threads", "4"]
    command += ["--log-level", "error", "--no-control-socket", "--keep-alive", "30"]
    process = subprocess.Popen(command, env={**os.environ, **env}, stdin=subprocess.DEVNULL)
    try:
        _await(port, process)
        yield Server(port, psutil.Process(process.pid))
    finally:
        process.terminate()
        process.wait(20)


def _await(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until and process.poll() is None:
        try:
            client = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            client.request("GET", "/livez", headers={"Host": "localhost"})
            client.getresponse().read()
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the web server did not start")
