"""The accountability pages in Chromium: two sizes, light and dark, keyboard and menus."""

from datetime import date, time

import pytest
import time_machine
from django.db import transaction

from accountability.tests.history import NOW, live_a_month
from dealerfollow.stores.models import Store
from dealerfollow.testing.browser import DESKTOP, PHONE
from dealerfollow.testing.cast import make_cast
from deliveries.models import Delivery

pytestmark = [pytest.mark.browser, pytest.mark.slow]
MARCH = "period=2026-03-01..2026-03-31"
PAGES = (
    f"/accountability/?{MARCH}",
    f"/accountability/?store=all&{MARCH}",
    "/accountability/?start=2026-03-09&end=2026-03-01",
    f"/accountability/rows/?metric=missed&{MARCH}",
    "/accountability/rows/?metric=flagged",
    f"/accountability/misses/?{MARCH}",
)


@pytest.fixture
def lived(transactional_db):
    with transaction.atomic():
        cast = make_cast()
        Store.objects.filter(pk=cast.north.pk).update(sold_file_expected_at=time(6))
        live_a_month(cast, until=date(2026, 3, 14))
        flags = ["cosmetic_item", "after_dark"]
        Delivery.objects.filter(store=cast.north, delivered_on__gte=date(2026, 3, 10)).update(
            flags=flags
        )
    with time_machine.travel(NOW, tick=True):
        yield cast


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_every_page_is_clean(lived, open_screen, size, theme):
    screen = open_screen(lived.grace, size=size, theme=theme)
    for path in PAGES:
        screen.go(path)
        assert (path, screen.sideways(), screen.axe()) == (path, 0, [])
    assert screen.complaints == []


def test_a_number_leads_to_its_rows_and_back(lived, open_screen):
    screen = open_screen(lived.maya)
    page = screen.go(PAGES[0])
    missed = page.locator(".nums a", has_text="missed")
    said = int(missed.locator("b").inner_text())
    missed.click()
    assert page.locator("h1").inner_text() == "Missed"
    assert page.locator("tbody tr").count() == said > 0
    page.get_by_label("Back to the numbers").click()
    assert page.locator("h1").inner_text() == "Accountability"
    assert screen.complaints == []


def test_days_are_typed_on_a_phone(lived, open_screen):
    screen = open_screen(lived.maya, size=PHONE)
    page = screen.go("/accountability/")
    page.locator("summary", has_text="Month to date").click()
    page.get_by_label("From").fill("2026-03-01")
    page.get_by_label("To", exact=True).fill("2026-03-31")
    page.get_by_role("button", name="Show these days").click()
    assert page.locator(".df-head p").first.inner_text().startswith("Mar 1 to 31, as of")


def test_choosing_a_filter_of_the_ledger_sends_it(lived, open_screen):
    screen = open_screen(lived.maya)
    page = screen.go(f"/accountability/misses/?{MARCH}")
    people = page.locator("tbody td:nth-child(2)")
    somebody = people.first.inner_text()
    page.get_by_label("Counted for").select_option(label=somebody)
    page.wait_for_url("**person=*")
    assert set(people.all_inner_texts()) == {somebody}


def test_line_4_the_flagged_calls_still_to_be_made_open_from_the_numbers(lived, open_screen):
    screen = open_screen(lived.maya)
    page = screen.go(PAGES[0])
    link = page.locator("a", has_text="flagged at delivery")
    said = int(link.inner_text().split()[0])
    link.click()
    assert page.locator("tbody tr").count() == said > 0
    assert page.locator("tbody .chip", has_text="Delivery after dark").count() == said
    assert screen.complaints == []
