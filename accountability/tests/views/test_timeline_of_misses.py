"""The timeline of a customer: a follow-up moved, handed off, missed, voided, ended."""

import pytest

from accountability.models import Miss, MissVoid
from customers.tests.stories import HOUR, NOW, TUESDAY, shown
from dealerfollow.testing.calls import stand_at
from dealerfollow.testing.sales import buyer, deliver
from followups.models import FollowUp, FollowUpEvent, HandOff


@pytest.fixture
def ana(cast):
    told = buyer(first_name="Ana", last_name="Reyes")
    return deliver(cast.north, TUESDAY, salesperson=cast.sam, buyer=told).customer


@pytest.fixture
def sam(cast, sign_in, monkeypatch):
    stand_at(NOW + 8 * HOUR, monkeypatch)
    return sign_in(cast.sam)


def test_moves_hand_offs_misses_voids_and_endings_are_told_with_reason_and_by_whom(cast, ana, sam):
    row = FollowUp.objects.get(customer=ana, kind="post_sale")
    for kind, was, became, reason in (
        ("snoozed", "2026-03-05", "2026-03-06T15:00:00+00:00", "with_customer"),
        ("handed_off", "Sam Rivera", "Maya Torres", "Upset"),
    ):
        FollowUpEvent.objects.create(
            group=cast.group,
            follow_up=row,
            kind=kind,
            was=was,
            became=became,
            reason=reason,
            at=NOW + HOUR,
            by=cast.sam,
        )
    miss = Miss.objects.create(
        group=cast.group,
        store=cast.north,
        follow_up=row,
        counted_for=cast.sam,
        because="owner",
        due_on=TUESDAY,
        day=TUESDAY,
        created_at=NOW,
    )
    MissVoid.objects.create(
        group=cast.group,
        store=cast.north,
        miss=miss,
        reason="absence",
        words="Off sick",
        by=cast.maya,
        is_self=False,
        at=NOW + 2 * HOUR,
    )
    row.missed_on, row.voided_on = TUESDAY, TUESDAY
    row.state, row.state_reason, row.closed_at = "stopped", "unwound", NOW + 3 * HOUR
    row.save()
    found = shown(sam, ana, kind="follow-ups")
    assert [line[0] for line in found] == [
        "Missed: post-sale call",
        "Post-sale call: stopped",
        "Not to count: post-sale call",
        "Post-sale call",
        "Post-sale call",
    ]
    assert found[0][3] == "Voided Mar 3"
    assert found[1][1] == "The sale was unwound."
    assert found[2][1] == "Maya Torres. Absence entered late. “Off sick”"
    assert "Handed from Sam Rivera to Maya Torres: Upset. By Sam Rivera." in found[3][1]
    assert "With a customer. By Sam Rivera." in found[4][1]
    assert not HandOff.objects.exists()
