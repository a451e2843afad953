"""Any contact in Chromium: three keys or taps from search, clean in both themes and sizes."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import transaction

from dealerfollow.tenancy.scope import scope
from dealerfollow.testing.browser import DESKTOP, PHONE
from dealerfollow.testing.cast import make_cast
from dealerfollow.testing.sales import buyer, deliver, noon
from followups.models import Attempt, FollowUp

pytestmark = pytest.mark.browser
THURSDAY = date(2026, 3, 5)
NOW = noon(THURSDAY)


@pytest.fixture
def day(transactional_db):
    """Sam's customers Maria and Kenji; nothing is due to Maria today."""
    with transaction.atomic():
        cast = make_cast()
        for first, ago in (("Maria", 0), ("Kenji", 3)):
            deliver(
                cast.north,
                THURSDAY - timedelta(days=ago),
                salesperson=cast.sam,
                buyer=buyer(first_name=first, last_name="Delgado"),
            )
    with time_machine.travel(NOW, tick=True):
        yield cast


def logged(cast):
    with scope(cast.group.pk):
        return list(Attempt.objects.values_list("customer__first_name", "outcome", "direction"))


def customer_of(cast, first):
    with scope(cast.group.pk):
        return FollowUp.objects.filter(customer__first_name=first).values_list(
            "customer", flat=True
        )[0]


def test_decision_13_three_keys_from_search(day, open_screen):
    screen = open_screen(day.sam)
    page = screen.go("/customers/")
    page.keyboard.type("maria delgado")
    page.keyboard.press("Enter")
    page.locator("[data-row]:focus", has_text="Maria").wait_for()
    for key in ("l", "2", "Control+Enter"):
        page.keyboard.press(key)
        screen.settle()
    page.get_by_text("Maria: met in person.").wait_for()
    assert logged(day) == [("Maria", "met", "in")]
    page.keyboard.press("z")
    page.get_by_text("Undone.").wait_for()
    assert screen.complaints == []


def test_decision_13_l_is_of_the_line_in_focus(day, open_screen):
    screen = open_screen(day.sam)
    page = screen.go("/customers/?q=delgado")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("j")
    name = page.locator("[data-row]:focus b").inner_text()
    page.keyboard.press("l")
    page.wait_for_url("**/contact/")
    assert page.locator(".df-head p a").inner_text() == name
    assert screen.complaints == []


def test_decision_13_three_taps_from_search_on_a_phone(day, open_screen):
    screen = open_screen(day.sam, size=PHONE)
    page = screen.go("/customers/?q=maria")
    page.get_by_role("link", name="Log a contact with Maria Delgado").click()
    page.locator(".oc", has_text="They texted").click()
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Maria: they texted back.").wait_for()
    assert logged(day) == [("Maria", "text_answered", "in")]
    assert screen.complaints == []


def test_three_keys_from_the_customers_page(day, open_screen):
    screen = open_screen(day.sam)
    page = screen.go(f"/customers/{customer_of(day, 'Maria')}/")
    for key in ("l", "1", "Control+Enter"):
        page.keyboard.press(key)
        screen.settle()
    page.get_by_text("Maria: spoke.").wait_for()
    assert screen.complaints == []


def test_it_works_without_script(day, open_screen):
    screen = open_screen(day.sam, has_script=False)
    page = screen.go("/customers/?q=maria")
    page.get_by_role("link", name="Log a contact with Maria Delgado").click()
    page.locator(".oc", has_text="I called").click()
    page.locator(".is-i_called .pill", has_text="Spoke").click()
    page.get_by_label("Why you called").fill("The mats are here")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Maria: spoke.").wait_for()
    page.get_by_role("button", name="Undo").click()
    page.get_by_text("Undone.").wait_for()


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_form_its_problems_and_what_was_saved_are_clean(day, open_screen, size, theme):
    screen = open_screen(day.sam, size=size, theme=theme)
    page = screen.go("/customers/?q=delgado")
    assert (screen.sideways(), screen.axe()) == (0, [])
    path = f"/customers/{customer_of(day, 'Kenji')}/contact/"
    page = screen.go(path)
    page.locator(".oc", has_text="I called").click()
    page.locator(".is-i_called .pill", has_text="Asked to be called back").click()
    assert (screen.sideways(), screen.axe()) == (0, [])
    page.get_by_role("button", name="Save").click()
    page.locator(".errs").wait_for()
    assert (screen.sideways(), screen.axe()) == (0, [])
    page = screen.go(path)
    page.locator(".oc", has_text="Walked in").click()
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Kenji: met in person.").wait_for()
    assert (screen.sideways(), screen.axe()) == (0, [])
    page = screen.go(f"/customers/{customer_of(day, 'Kenji')}/")
    assert (screen.sideways(), screen.axe()) == (0, [])
    assert screen.complaints == []
