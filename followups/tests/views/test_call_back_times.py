"""A call back in another time zone shows both times."""

from datetime import UTC, date, datetime

from customers.models import Customer
from dealerfollow.testing.calls import calls_at
from dealerfollow.testing.sales import deliver
from followups.models import FollowUp

THURSDAY_NOON = datetime(2026, 3, 5, 17, tzinfo=UTC)


def test_edge_21_the_card_shows_the_stores_time_and_theirs(cast, sign_in, monkeypatch):
    delivery = deliver(cast.north, date(2026, 3, 3), salesperson=cast.sam)
    row = FollowUp.objects.get(delivery=delivery)
    FollowUp.objects.filter(pk=row.pk).update(due_at=datetime(2026, 3, 5, 19, 30, tzinfo=UTC))
    sam = calls_at(THURSDAY_NOON, sign_in(cast.sam), monkeypatch)
    labels = [chip.label for chip in sam.client.get(f"/calls/{row.pk}/").context["card"].chips]
    assert "Call back 2:30 PM" in labels
    here = Customer.objects.filter(pk=delivery.customer_id)
    here.update(state="HI", postal_code="96813")
    labels = [chip.label for chip in sam.client.get(f"/calls/{row.pk}/").context["card"].chips]
    assert "Call back 2:30 PM, 9:30 AM there" in labels
