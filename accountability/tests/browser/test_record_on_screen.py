"""The record in Chromium: a year's numbers and a rookie's zeros, two sizes, light and dark."""

from datetime import date

import pytest
import time_machine
from django.db import transaction

from accountability.tests.history import NOW, live_a_month
from accountability.tests.sweeping import at
from customers.models import Customer
from dealerfollow.testing.browser import DESKTOP, PHONE
from dealerfollow.testing.cast import make_cast
from dealerfollow.testing.sales import buyer, deliver
from followups.actions.heat import confirm, open_heat, resolve
from followups.actions.reviews import record_review

pytestmark = [pytest.mark.browser, pytest.mark.slow]
MARCH_9 = date(2026, 3, 9)


@pytest.fixture
def lived(transactional_db):
    with transaction.atomic():
        cast = make_cast()
        person = buyer(first_name="Elena", last_name="Ortega")
        deliver(cast.north, date(2023, 5, 6), salesperson=cast.sam, buyer=person)
        deliver(cast.north, date(2026, 2, 20), salesperson=cast.sam, buyer=person)
        live_a_month(cast, until=date(2026, 3, 14))
        elena = Customer.objects.filter(last_name="Ortega").get()
        told = {"severity": "upset", "cause": "vehicle", "words": "Wind noise"}
        case = open_heat(cast.north, elena, by=cast.sam, now=at(MARCH_9, 12), **told)
        resolve(case, "New seal", by=cast.sam, now=at(MARCH_9, 15))
        confirm(case, "She said so", by=cast.sam, now=at(MARCH_9, 16))
        for site, stars, quote in (
            ("Google", 5, "Sam called before I even noticed the plates were late."),
            ("DealerRater", 4, "He rang every other day until the noise was gone."),
        ):
            record_review(
                cast.north,
                elena,
                site=site,
                state="posted",
                on=MARCH_9,
                stars=stars,
                quote=quote,
                names=cast.sam,
                now=NOW,
            )
    with time_machine.travel(NOW, tick=True):
        yield cast


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_line_15_the_record_is_clean(lived, open_screen, size, theme):
    screen = open_screen(lived.grace, size=size, theme=theme)
    for person in (lived.sam, lived.bea):
        screen.go(f"/accountability/people/{person.pk}/")
        assert (person, screen.sideways(), screen.axe()) == (person, 0, [])
    assert screen.complaints == []


def test_line_15_your_record_is_in_the_menu_and_a_number_leads_to_its_list(lived, open_screen):
    screen = open_screen(lived.sam)
    page = screen.go("/calls/")
    page.locator(".df-me summary").click()
    page.locator(".df-me").get_by_role("link", name="Your record").click()
    assert page.locator("h1").inner_text() == "Sam Rivera, after the sale"
    page.locator(".facts6 a", has_text="repeat sale").click()
    listed = page.locator("#repeat")
    assert listed.evaluate("e => e.matches(':target')")
    assert "Elena Ortega" in listed.inner_text()
    assert screen.complaints == []


def test_line_15_on_paper_stands_the_sheet_and_no_customer(lived, open_screen):
    page = open_screen(lived.sam).go(f"/accountability/people/{lived.sam.pk}/")
    assert page.locator("#sold").is_visible()
    page.emulate_media(media="print")
    assert page.locator(".sheet").is_visible()
    assert "Sam called before I even noticed" in page.locator("body").inner_text()
    assert "Ortega" not in page.locator("body").inner_text()
