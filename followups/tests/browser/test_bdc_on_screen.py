"""The BDC's list in Chromium: picked by kind and person, clean in both themes and sizes."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import transaction

from dealerfollow.testing.browser import DESKTOP, PHONE
from dealerfollow.testing.cast import make_cast
from dealerfollow.testing.sales import buyer, deliver, noon
from followups.models import CallTap, FollowUp

pytestmark = pytest.mark.browser
THURSDAY = date(2026, 3, 5)


@pytest.fixture
def day(transactional_db):
    """Three of Sam's calls at North: Kenji's is a check-in, and Sam is on Maria's card."""
    with transaction.atomic():
        cast = make_cast()
        for first in ("Maria", "Kenji", "Gloria"):
            who = buyer(first_name=first, last_name="Delgado")
            deliver(cast.north, THURSDAY - timedelta(days=2), salesperson=cast.sam, buyer=who)
        FollowUp.objects.filter(customer__first_name="Kenji").update(kind="check_in")
        maria = FollowUp.objects.get(customer__first_name="Maria")
        CallTap.objects.create(
            group=cast.group,
            store=cast.north,
            customer=maria.customer,
            number="+12125550101",
            by=cast.sam,
            at=noon(THURSDAY) - timedelta(minutes=1),
        )
    with time_machine.travel(noon(THURSDAY), tick=True):
        yield cast


@pytest.mark.parametrize(
    ("size", "theme"), [(DESKTOP, "light"), (DESKTOP, "dark"), (PHONE, "light"), (PHONE, "dark")]
)
def test_the_bdc_picks_a_kind_and_works_it_card_by_card(day, open_screen, size, theme):
    screen = open_screen(day.bea, size=size, theme=theme)
    page = screen.go("/calls/")
    assert page.locator("[data-row]").count() == 3
    assert page.get_by_text("Sam is on it").is_visible()
    assert (screen.sideways(), screen.axe()) == (0, [])
    page.get_by_label("Kind").select_option("post_sale")
    page.wait_for_url("**/calls/?kind=post_sale**")
    if size == DESKTOP:  # the first card comes beside the list, which it draws anew
        page.locator("#who", has_text="Maria").wait_for()
    screen.settle()
    assert page.locator("[data-row]").count() == 2
    page.locator("[data-row]", has_text="Gloria").click()
    page.locator("#who", has_text="Gloria").wait_for()
    page.locator(".oc", has_text="No answer").click()
    page.get_by_role("button", name="Save and next").click()
    page.locator("#who", has_text="Maria").wait_for()
    assert "kind=post_sale" in page.url
    assert (screen.sideways(), screen.axe()) == (0, [])
    assert screen.complaints == []
