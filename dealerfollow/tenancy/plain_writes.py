"""Rows written by plain SQL, many in one round trip.

For actions that run all day: the ORM would spend more on building the same statement each time
than the database on running it. Signals are not sent, and a relation must have its id.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import Field, Model


@cache
def _inserted(model: type[Model]) -> tuple[str, tuple[Field[Any, Any], ...]]:
    """The beginning of the INSERT, and the fields whose values it takes."""
    fields = tuple(
        f
        for f in model._meta.concrete_fields
        if not (f.primary_key or getattr(f, "generated", False))
    )
    columns = ", ".join(f'"{field.column}"' for field in fields)
    return f'INSERT INTO "{model._meta.db_table}" ({columns}) VALUES', fields


@cache
def _updated(model: type[Model], names: tuple[str, ...]) -> tuple[str, tuple[Field[Any, Any], ...]]:
    """The UPDATE of one row's columns, and the fields whose values it takes."""
    by_name = {field.attname: field for field in model._meta.concrete_fields}
    fields = tuple(by_name[name] for name in names)
    columns = ", ".join(f'"{field.column}" = %s' for field in fields)
    return f'UPDATE "{model._meta.db_table}" SET {columns} WHERE "id" = %s', fields


def _insert_of(rows: Sequence[Model]) -> tuple[str, list[Any]]:
    """One INSERT of these new rows of one model, and its values."""
    begin, fields = _inserted(type(rows[0]))
    one = f"({', '.join(['%s'] * len(fields))})"
    values = [
        field.get_db_prep_save(field.pre_save(row, add=True), connection)
        for row in rows
        for field in fields
    ]
    return f"{begin} {', '.join([one] * len(rows))}", values


def insert(*rows: Model) -> None:
    """Inserts new rows of one model in one statement; each has its id afterwards.

    Nothing without rows. Raises IntegrityError.
    """
    if not rows:
        return
    sql, values = _insert_of(rows)
    with connection.cursor() as cursor:
        cursor.execute(f"{sql} RETURNING id", values)
        ids = cursor.fetchall()
    for row, (pk,) in zip(rows, ids, strict=True):
        row.pk = pk
        row._state.adding, row._state.db = False, connection.alias


class Writes:
    """Statements that leave together, in the order in which they were told."""

    def __init__(self) -> None:
        self._statements: list[str] = []
        self._values: list[Any] = []

    def insert(self, rows: Sequence[Model]) -> None:
        """New rows of one model, whose ids nobody needs afterwards."""
        if rows:
            self._tell(*_insert_of(rows))

    def update(self, row: Model, names: Collection[str]) -> None:
        """These columns (`owner_id`, not `owner`) of a row that is known to exist."""
        if names:
            sql, fields = _updated(type(row), tuple(names))
            values = [
                field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields
            ]
            self._tell(sql, [*values, row.pk])

    def run(self) -> None:
        """Sends what was told since the last time, in one round trip. Raises IntegrityError."""
        if self._statements:
            with connection.cursor() as cursor:
                cursor.execute(";\n".join(self._statements), self._values)
        self._statements, self._values = [], []

    def _tell(self, sql: str, values: list[Any]) -> None:
        self._statements.append(sql)
        self._values += values
