"""Model instances by plain SQL, for the few rows that every request asks for.

The ORM would spend more on building the same statement each time than the database on answering it
(docs/performance.md).
"""

import json
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, TypeVar

from django.db import connection
from django.db.models import DateField, Model, TimeField

M = TypeVar("M", bound=Model)
Convert = Callable[[Any, Any, Any], Any]


@cache
def columns_of(model: type[Model]) -> str:
    """The model's columns, as a SELECT names them."""
    return ", ".join(f'"{field.column}"' for field in model._meta.concrete_fields)


@cache
def _shape(model: type[Model]) -> tuple[list[str], list[tuple[int, Convert]]]:
    fields = model._meta.concrete_fields
    converts = [
        (place, convert)
        for place, field in enumerate(fields)
        for convert in field.get_db_converters(connection)
    ]
    return [field.attname for field in fields], converts


def instances(model: type[M], rows: Sequence[Sequence[Any]]) -> list[M]:
    """An instance per row of the columns of `columns_of(model)`."""
    names, converts = _shape(model)
    found = []
    for row in rows:
        values = list(row)
        for place, convert in converts:
            values[place] = convert(values[place], None, connection)
        found.append(model.from_db("default", names, values))
    return found


def from_json(model: type[M], text: str) -> M:
    """The instance whose row came as `to_jsonb(row)::text`.

    One column instead of twenty: psycopg2 spends more on the name of a column than on its value.
    """
    values = json.loads(text)
    for column, parse in _moments(model):
        if values[column] is not None:
            values[column] = parse(values[column])
    names, _ = _shape(model)
    return model.from_db("default", names, [values[column] for column in _columns(model)])


@cache
def _columns(model: type[Model]) -> list[str]:
    return [str(field.column) for field in model._meta.concrete_fields]


@cache
def _moments(model: type[Model]) -> list[tuple[str, Callable[[Any], Any]]]:
    """The columns that JSON has no type for: days and times."""
    return [
        (str(field.column), field.to_python)
        for field in model._meta.concrete_fields
        if isinstance(field, DateField | TimeField)
    ]
