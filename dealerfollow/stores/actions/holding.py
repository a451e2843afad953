"""Keeping people where they are while something is given to them."""

from collections.abc import Iterable

from django.db import connection


def hold_staff(store_ids: Iterable[int]) -> None:
    """Until the transaction ends, nobody's role in these stores does: whoever is given a follow-up
    now is still there when it is saved, and their leaving hands it on."""
    with connection.cursor() as cursor:
        stores = sorted(set(store_ids))
        cursor.execute(
            "SELECT 1 FROM stores_store WHERE id = ANY(%s) ORDER BY id FOR SHARE", [stores]
        )
