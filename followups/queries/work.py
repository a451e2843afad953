"""Where there is something to do: one probe each across all groups, ids only."""

from datetime import datetime

from django.db import connection

__all__ = [
    "group_of_follow_up",
    "groups_with_calls_due",
    "groups_with_notices_due",
    "stores_with_plans_due",
]


def stores_with_plans_due(now: datetime) -> list[tuple[int, int]]:
    """(group id, store id) of each store with a plan due on its own today. Needs no scope."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT group_id, store_id FROM stores_with_plans_due(%s)", [now])
        return [(group_id, store_id) for group_id, store_id in cursor.fetchall()]


def group_of_follow_up(pk: int) -> int | None:
    """The id of the follow-up's group; None when nobody has one of that id. Needs no scope."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT group_of_follow_up(%s)", [pk])
        found: int | None = cursor.fetchone()[0]
    return found


def groups_with_calls_due(now: datetime) -> list[int]:
    """Ids of the groups in which a follow-up is due today by its store's date. Needs no scope."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT groups_with_calls_due(%s)", [now])
        return [row[0] for row in cursor.fetchall()]


def groups_with_notices_due(now: datetime) -> list[int]:
    """Ids of the groups that owe a mail by `now`. Needs no scope."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT groups_with_notices_due(%s)", [now])
        return [row[0] for row in cursor.fetchall()]
