"""Really at once: two threads, two connections, one follow-up, one winner."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connection, transaction

from dealerfollow.tenancy.scope import scope
from dealerfollow.testing.cast import make_cast
from dealerfollow.testing.sales import deliver, noon
from followups.actions import AlreadyLogged, LogDetails, log_attempt
from followups.models import Attempt, FollowUp

THURSDAY = date(2026, 3, 5)
NOW = noon(THURSDAY)


@pytest.fixture
def together(transactional_db):
    with transaction.atomic():
        cast = make_cast()
        deliver(cast.north, THURSDAY - timedelta(days=2), salesperson=cast.sam)
        row = FollowUp.objects.get()
    return cast, row


def logging(cast, row_id, by, key, start, **told):
    """What a thread does: waits for the others, then logs."""
    try:
        start.wait(timeout=20)
        with scope(cast.group.pk):
            row = FollowUp.objects.select_related("store").get(pk=row_id)
            details = LogDetails(
                key=key,
                shown=(row_id,),
                ticked=(row_id,),
                seen=0,
                outcome="spoke",
                reason_codes=("post_sale",),
                **told,
            )
            return log_attempt(row, details, by=by, now=NOW).pk
    except AlreadyLogged as lost:
        return lost.attempt.by.name
    finally:
        connection.close()


def at_once(cast, row, *who_and_key):
    start = Barrier(len(who_and_key))
    with ThreadPoolExecutor(len(who_and_key)) as pool:
        runs = [pool.submit(logging, cast, row.pk, who, key, start) for who, key in who_and_key]
        return [run.result(timeout=60) for run in runs]


def test_of_two_people_at_once_one_wins_and_the_other_learns_who(together):
    cast, row = together
    results = at_once(cast, row, (cast.sam, uuid4()), (cast.maya, uuid4()))
    with scope(cast.group.pk):
        attempt = Attempt.objects.select_related("by").get()
        assert sorted(map(str, results)) == sorted([str(attempt.pk), attempt.by.name])
        assert FollowUp.objects.get().tries == 1


def test_the_same_post_four_times_at_once_is_one_attempt(together):
    cast, row = together
    key = uuid4()
    results = at_once(cast, row, *[(cast.sam, key)] * 4)
    assert len(set(results)) == 1
    with scope(cast.group.pk):
        assert Attempt.objects.count() == 1
        assert FollowUp.objects.get().tries == 1
