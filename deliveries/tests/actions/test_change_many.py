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
from followups.models import FollowUp

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


def test_sixty_cost_the_statements_of_one_and_so_do_their_calls(cast):
    told = {"promised_on": TUESDAY, "told_on": TUESDAY}
    one = [owed_on(cast, TUESDAY, **told)]
    many = [owed_on(cast, TUESDAY, **told) for _ in range(12)]

    def statements_of(rows, outcome, day):
        with CaptureQueriesContext(connection) as asked:
            change(cast, rows, Said(outcome, "The state is late", day))
        return len(asked)

    nine, fourteen = TUESDAY + days(9), TUESDAY + days(14)
    for outcome, day in (("moved", nine), ("moved", fourteen), ("ready", None), ("settled", None)):
        assert statements_of(many, outcome, day) == statements_of(one, outcome, day)
        tellings = FollowUp.objects.filter(touchpoint="tell", state="open").count()
        assert tellings == (0 if outcome == "settled" else 13)
