"""Deliveries in Chromium: every page is clean at both sizes."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from dealerfollow.tenancy.scope import scope
from dealerfollow.testing.browser import DESKTOP, PHONE
from dealerfollow.testing.cast import make_cast
from dealerfollow.testing.sales import buyer, deliver
from deliveries.actions import owe, unwind_delivery
from deliveries.models import Delivery
from deliveries.queries.list_deliveries import TABS

pytestmark = pytest.mark.browser
TODAY = timezone.localdate(timezone=ZoneInfo("America/New_York"))  # the cast's store
LAST_WEEK = TODAY - timedelta(days=7)


@pytest.fixture
def cast(transactional_db):
    """One sale that stands and owes a key, one undone, one whose day nobody knows yet."""
    with transaction.atomic():
        cast = make_cast()
        sale = deliver(cast.north, LAST_WEEK, buyer=buyer(first_name="Joanne"))
        owe(
            cast.north,
            sale.customer,
            "Second key",
            department="parts",
            promised_on=TODAY,
            by=cast.sam,
            today=LAST_WEEK,
            delivery=sale,
        )
        undone = deliver(cast.north, LAST_WEEK, buyer=buyer(first_name="Bill"))
        unwind_delivery(cast.north, undone, TODAY, by=cast.maya, now=timezone.now())
    return cast


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_pages_are_clean(cast, open_screen, size, theme):
    with scope(cast.group.pk):
        ids = list(Delivery.objects.order_by("pk").values_list("pk", flat=True))
    screen = open_screen(cast.maya, size=size, theme=theme)
    for path in (
        *(f"{reverse('deliveries:list')}?tab={tab}" for tab in TABS),
        reverse("deliveries:import"),
        *(reverse("deliveries:detail", args=[pk]) for pk in ids),
        reverse("deliveries:we-owes"),
    ):
        screen.go(path)
        assert (path, screen.axe(), screen.sideways()) == (path, [], 0)
    assert screen.complaints == []
