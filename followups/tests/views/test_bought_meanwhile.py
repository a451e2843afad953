"""Somebody buys while their card is open on another screen."""

from datetime import date, timedelta

from dealerfollow.testing.calls import calls_at
from dealerfollow.testing.sales import buyer, deliver, noon
from followups.actions import plan_follow_ups
from followups.models import Attempt, FollowUp

TUESDAY = date(2026, 3, 3)
NOW = noon(TUESDAY)


def test_edge_47_save_says_who_sold_and_the_talk_is_kept(cast, sign_in, monkeypatch):
    maria = buyer()
    first = deliver(cast.north, TUESDAY - timedelta(days=25), salesperson=cast.sam, buyer=maria)
    plan_follow_ups(cast.north, today=TUESDAY, now=NOW)
    row = FollowUp.objects.get(delivery=first, touchpoint="how_to")
    for other in FollowUp.objects.filter(delivery=first).exclude(pk=row.pk):
        FollowUp.objects.filter(pk=other.pk).update(
            state="stopped", state_reason="test", closed_at=NOW
        )
    sam = calls_at(NOW, sign_in(cast.sam), monkeypatch)
    his = {**sam.form(row), "outcome": "spoke", "note": "Wants a bigger one"}
    deliver(cast.south, TUESDAY, salesperson=cast.noor, buyer=maria, now=NOW)
    response = sam.send(row, his)
    assert response.status_code == 409
    assert response.context["conflict"]["theirs"]["words"] == "Bought today from Noor Haddad"
    assert "Noor Haddad" in response.content.decode()
    kept = sam.send(row, {**his, "decision": "keep"})
    assert kept.status_code == 302
    assert Attempt.objects.get().note == "Wants a bigger one"
    row.refresh_from_db()
    assert (row.state, row.state_reason) == ("superseded", "newer_delivery")
