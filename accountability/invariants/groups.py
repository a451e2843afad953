"""I6: a child's group is its parent's. The schema holds it; this asks whether it does."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import connection

from accountability.invariants.rows import Breach, rows_of
from dealerfollow.tenancy.constraints import SameGroup


def children_of_other_groups(now: datetime) -> list[Breach]:
    """I6: rows that point into another group, or to nothing. One statement per key."""
    return [breach for statement in statements() for breach in rows_of(statement)]


def statements() -> Iterator[str]:
    """One statement per composite key of the schema."""
    quote = connection.ops.quote_name
    for model in apps.get_models():
        for constraint in model._meta.constraints:
            if not isinstance(constraint, SameGroup):
                continue
            field: Any = model._meta.get_field(constraint.field)
            table, parent = model._meta.db_table, field.remote_field.model._meta.db_table
            key = quote(field.column)
            yield (
                f"SELECT '{table}' AS child, c.id, '{field.column}' AS key"
                f" FROM {quote(table)} c LEFT JOIN {quote(parent)} p ON p.id = c.{key}"
                f" WHERE c.{key} IS NOT NULL AND p.group_id IS DISTINCT FROM c.group_id"
            )
