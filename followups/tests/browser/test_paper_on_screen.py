"""The call sheet and the calls typed in from it, in Chromium."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import transaction

from dealerfollow.tenancy.scope import scope
from dealerfollow.testing.browser import DESKTOP, PHONE
from dealerfollow.testing.cast import make_cast
from dealerfollow.testing.sales import buyer, deliver, noon
from followups.models import Attempt

pytestmark = pytest.mark.browser
THURSDAY = date(2026, 3, 5)


@pytest.fixture
def day(transactional_db):
    """Sam's Thursday with three calls due."""
    with transaction.atomic():
        cast = make_cast()
        for first in ("Maria", "Kenji", "Gloria"):
            deliver(
                cast.north,
                THURSDAY - timedelta(days=2),
                salesperson=cast.sam,
                buyer=buyer(first_name=first, last_name="Delgado"),
            )
    with time_machine.travel(noon(THURSDAY), tick=True):
        yield cast


def test_an_hour_of_calls_by_keyboard_enter_adds_the_next_row(day, open_screen):
    screen = open_screen(day.sam)
    page = screen.go("/calls/afterwards/")
    assert page.locator("[data-enter-next]").count() == 5
    page.get_by_label("Customer").nth(0).fill("gloria delgado")
    page.get_by_label("Time").nth(0).fill("10:05")
    page.get_by_label("What happened").nth(0).select_option("no_answer")
    page.get_by_label("A few words").nth(0).focus()
    page.keyboard.press("Enter")
    page.keyboard.type("kenji delgado")
    assert page.get_by_label("Customer").nth(1).input_value() == "kenji delgado"
    page.get_by_label("A few words").nth(4).focus()
    page.keyboard.press("Enter")
    page.locator("[data-enter-next]").nth(5).wait_for()
    page.locator("[data-enter-next]").nth(5).locator("input:focus").wait_for()
    page.keyboard.press("Control+Enter")
    page.get_by_text("1 row is not saved yet").wait_for()
    assert page.get_by_text("At what time?").is_visible()
    with scope(day.group.pk):
        assert Attempt.objects.get().outcome == "no_answer"
    assert screen.complaints == []


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_sheet_rows_and_their_problems_are_clean(day, open_screen, size, theme):
    screen = open_screen(day.sam, size=size, theme=theme)
    page = screen.go("/calls/sheet/")
    assert (screen.sideways(), screen.axe()) == (0, [])
    page = screen.go("/calls/afterwards/")
    assert (screen.sideways(), screen.axe()) == (0, [])
    page.get_by_label("Customer").nth(0).fill("delgado")
    page.get_by_label("Time").nth(0).fill("10:05")
    page.get_by_label("What happened").nth(0).select_option("no_answer")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Which one is it?").wait_for()
    assert (screen.sideways(), screen.axe()) == (0, [])
    assert screen.complaints == []


def test_on_paper_no_customer_is_on_two_pages_and_the_frame_is_gone(day, open_screen):
    screen = open_screen(day.sam, theme="dark")
    page = screen.go("/calls/sheet/")
    page.emulate_media(media="print")
    style = "e => [getComputedStyle(e).breakInside, getComputedStyle(e).color]"
    assert page.locator(".calls-sheet > li").first.evaluate(style) == ["avoid", "rgb(0, 0, 0)"]
    assert not page.locator(".df-side").is_visible()
    assert not page.get_by_role("button", name="Print").is_visible()
