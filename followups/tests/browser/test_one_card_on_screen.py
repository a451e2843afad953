"""The card of two cars in Chromium: both are ticked, and the chain of rules opens on demand."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import transaction

from dealerfollow.tenancy.scope import scope
from dealerfollow.testing.browser import DESKTOP, PHONE
from dealerfollow.testing.cast import make_cast
from dealerfollow.testing.sales import buyer, deliver, noon
from deliveries.rules.sale import VehicleDetails
from followups.models import FollowUp

pytestmark = pytest.mark.browser
THURSDAY = date(2026, 3, 5)
NOW = noon(THURSDAY)


@pytest.fixture
def cast(transactional_db):
    """Priya bought two cars of Sam on the same day."""
    with transaction.atomic():
        cast = make_cast()
        who = buyer(first_name="Priya", last_name="Raman")
        for model in ("CR-V", "Civic"):
            deliver(
                cast.north,
                THURSDAY - timedelta(days=2),
                salesperson=cast.sam,
                buyer=who,
                vehicle=VehicleDetails(
                    vin=f"SCREEN{model:0>11}".replace("-", "0"),
                    year=2026,
                    make="Honda",
                    model=model,
                ),
            )
    with time_machine.travel(NOW, tick=True):
        yield cast


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_edge_42_both_cars_stand_on_the_card_and_why_opens_on_demand(
    cast, open_screen, size, theme
):
    with scope(cast.group.pk):
        row = FollowUp.objects.filter(kind="post_sale").earliest("id")
    screen = open_screen(cast.sam, size=size, theme=theme)
    page = screen.go(f"/calls/{row.pk}/")
    card = page.locator("#card")
    for car in ("2026 Honda CR-V, new", "2026 Honda Civic, new"):
        assert card.get_by_text(car).first.is_visible()
    page.get_by_text("Why is this here?").click()
    page.get_by_text("The default cadence asks for: post-sale call, 2 days after.").wait_for()
    assert (screen.complaints, screen.sideways(), screen.axe()) == ([], 0, [])
    page.locator("label.oc", has_text="Spoke").click()
    boxes = page.locator("input[name=follow_ups]")
    assert [boxes.nth(n).is_checked() for n in range(2)] == [True, True]
