"""One word for many promises: all or none, once, and at a cost that does not grow."""

import uuid
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dealerfollow.testing.sales import days, noon
from deliveries.actions import change_many, settle_we_owe
from deliveries.events import promises_changed
from deliveries.models import PastedList, WeOwe, WeOweChange
from deliveries.rules.desk_words import Said
from deliveries.tests.desks import owed_on

TUESDAY = date(2026, 3, 3)
NOW = noon(TUESDAY)


def change(cast, rows, said, key=None):
    ids = [row.pk for row in rows]
    key = key or uuid.uuid4()
    told = {"department": "title", "key": key, "by": cast.bea, "now": NOW}
    return change_many(cast.group.pk, ids, said, **told)


def test_what_was_settled_meanwhile_stays_settled(cast):
    rows = [owed_on(cast, TUESDAY) for _ in range(2)]
    settle_we_owe(rows[0], by=cast.sam, now=NOW)
    assert change(cast, rows, Said("ready", "Front desk")).ids == (rows[1].pk,)
    assert WeOwe.objects.get(pk=rows[0].pk).status == "done"


def test_a_failure_above_leaves_nothing_half_written(cast, monkeypatch):
    rows = [owed_on(cast, TUESDAY) for _ in range(2)]

    def fail(happened):
        raise RuntimeError

    monkeypatch.setattr(promises_changed, "emit", fail)
    with pytest.raises(RuntimeError):
        change(cast, rows, Said("sent", "Sent"))
    assert not WeOwe.objects.exclude(stage="").exists()
    assert not PastedList.objects.exists()


def test_the_same_key_changes_once_and_tells_what_it_did(cast):
    rows = [owed_on(cast, TUESDAY, promised_on=TUESDAY) for _ in range(2)]
    key = uuid.uuid4()
    said = Said("moved", "The state is late", TUESDAY + days(9))
    first, again = change(cast, rows, said, key), change(cast, rows, said, key)
    assert (first.ids, first.is_new) == (again.ids, not again.is_new)
    assert WeOweChange.objects.count() == 2
    assert change(cast, rows, said).ids == ()  # another page: it stands so already


def test_the_writes_of_sixty_are_those_of_one(cast):
    one, many = [owed_on(cast, TUESDAY)], [owed_on(cast, TUESDAY) for _ in range(12)]

    def writes_of(rows):
        with CaptureQueriesContext(connection) as asked:
            change(cast, rows, Said("settled"))
        return [q["sql"] for q in asked if ("deliveries_" in q["sql"] and "INSERT" in q["sql"])
                or q["sql"].startswith("UPDATE \"deliveries_")]  # fmt: skip

    assert len(writes_of(many)) == len(writes_of(one))
