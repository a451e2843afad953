"""What happened between a log and its Undo still holds afterwards."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from accountability.invariants import verify
from customers.actions import record_stop
from dealerfollow.stores.actions import end_membership
from dealerfollow.stores.models import Membership
from dealerfollow.testing.sales import deliver, noon
from deliveries.actions import unwind_delivery
from followups.actions import LogDetails, log_attempt, undo_attempt
from followups.models import FollowUp

THURSDAY = date(2026, 3, 5)
NOW = noon(THURSDAY)


@pytest.fixture
def logged(cast):
    """Sam's post-sale call, made by Maya."""
    deliver(cast.north, THURSDAY - timedelta(days=2), salesperson=cast.sam)
    row = FollowUp.objects.select_related("store", "delivery", "customer").get()
    log = LogDetails(
        key=uuid4(),
        shown=(row.pk,),
        ticked=(row.pk,),
        seen=0,
        outcome="spoke",
        reason_codes=("post_sale",),
    )
    return cast, row, log_attempt(row, log, by=cast.maya, now=NOW)


def undone(cast, row, attempt):
    undo_attempt(attempt, by=cast.maya, now=NOW + timedelta(minutes=2))
    row.refresh_from_db()
    found = verify(now=NOW + timedelta(minutes=3))
    assert {n: found[n] for n in ("I5", "I7", "I8") if found[n]} == {}
    return row


def test_an_unwound_sale_is_not_owed_again(logged):
    cast, row, attempt = logged
    unwind_delivery(cast.north, row.delivery, THURSDAY, by=None, now=NOW + timedelta(minutes=1))
    row = undone(cast, row, attempt)
    assert (row.state, row.state_reason, row.tries) == ("stopped", "unwound", 0)


def test_a_stop_is_kept(logged):
    cast, row, attempt = logged
    told = {"scope": "everything", "channel": "all", "words": "No more", "by": None}
    record_stop(row.customer, **told, now=NOW + timedelta(minutes=1))
    row = undone(cast, row, attempt)
    assert (row.state, row.state_reason) == ("stopped", "asked_to_stop")


def test_what_a_leaver_owned_is_the_managers(logged):
    cast, row, attempt = logged
    member = Membership.objects.get(user=cast.sam, store=cast.north)
    end_membership(member, by=None, now=NOW + timedelta(minutes=1))
    row = undone(cast, row, attempt)
    assert (row.state, row.owner) == ("open", cast.maya)
