"""Statements that PostgreSQL plans once per connection and not at every call.

Under row-level security planning costs several times what the answer does (docs/performance.md).
psycopg2 has no prepared statements of its own, so they are SQL's: PREPARE and EXECUTE.
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from hashlib import blake2b
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

from django.conf import settings
from django.db import connection

PLACE = re.compile(r"%(?:\((\w+)\))?s|%%")
_known: WeakKeyDictionary[Any, set[str]] = WeakKeyDictionary()


class Statement(NamedTuple):
    """How a statement is prepared and run; `names` of its parameters, in their order, if named."""

    name: str
    prepare: str
    execute: str
    names: tuple[str, ...]


@lru_cache(maxsize=500)
def statement(sql: str) -> Statement:
    """The statement of one text, with %s or %(name)s for parameters as psycopg2 has them."""
    names: list[str] = []
    count = 0

    def place(found: re.Match[str]) -> str:
        nonlocal count
        if found.group() == "%%":
            return "%"
        word = found.group(1)
        if word is None:
            count += 1
            return f"${count}"
        if word not in names:
            names.append(word)
        return f"${names.index(word) + 1}"

    text = PLACE.sub(place, sql)
    name = "df_" + blake2b(sql.encode(), digest_size=8).hexdigest()
    values = ", ".join(["%s"] * (count or len(names)))
    run = f"EXECUTE {name}({values})" if values else f"EXECUTE {name}"
    return Statement(name, f"PREPARE {name} AS {text}", run, tuple(names))


def read(sql: str, parameters: Sequence[Any] | Mapping[str, Any], before: str = "") -> list[Any]:
    """The rows of a statement, planned once per connection.

    `before` is a statement that runs in the same round trip and takes the first of the parameters.
    """
    if not settings.PREPARES_STATEMENTS:
        return _fetch(f"{before}; {sql}" if before else sql, parameters)
    found = statement(sql)
    _prepare(found)
    if isinstance(parameters, Mapping):
        parameters = [parameters[name] for name in found.names]
    return _fetch(f"{before}; {found.execute}" if before else found.execute, parameters)


def _fetch(sql: str, parameters: Any) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()


def _prepare(found: Statement) -> None:
    """Once per connection; it outlives a rollback, as PREPARE is outside transactions."""
    connection.ensure_connection()
    own = connection.connection
    known = _known.setdefault(own, set())
    if found.name not in known:
        with own.cursor() as cursor:
            cursor.execute(found.prepare)
        known.add(found.name)
