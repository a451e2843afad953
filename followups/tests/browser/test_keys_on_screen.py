"""Keys mean one thing everywhere, and what was only there by default is no draft."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import transaction

from dealerfollow.tenancy.scope import scope
from dealerfollow.testing.browser import PHONE
from dealerfollow.testing.cast import make_cast
from dealerfollow.testing.sales import buyer, deliver, noon
from followups.models import FollowUp

pytestmark = pytest.mark.browser
THURSDAY = date(2026, 3, 5)


@pytest.fixture
def day(transactional_db):
    """Sam's Thursday: Maria is due."""
    with transaction.atomic():
        cast = make_cast()
        sold_on = THURSDAY - timedelta(days=2)
        maria = buyer(first_name="Maria", last_name="Delgado")
        deliver(cast.north, sold_on, salesperson=cast.sam, buyer=maria)
    with time_machine.travel(noon(THURSDAY), tick=True):
        yield cast


def card_of_maria(day, **changes):
    with scope(day.group.pk):
        rows = FollowUp.objects.filter(kind="post_sale")
        rows.update(**changes) if changes else None
        return f"/calls/{rows.get().pk}/"


def test_slash_leads_to_the_search_from_every_page(day, open_screen):
    screen = open_screen(day.maya)
    page = screen.go("/")
    pages = page.eval_on_selector_all(".df-nav a", "all => all.map(one => one.pathname)")
    assert len(pages) == 8
    for path in pages:
        screen.go(path)
        page.evaluate("document.activeElement.blur()")
        page.keyboard.press("/")
        page.locator("input[type=search]:focus").wait_for()
    assert page.url.endswith("/customers/")
    assert screen.complaints == []


def test_a_digit_says_one_thing_on_every_card(day, open_screen):
    screen = open_screen(day.sam)
    page = screen.go(card_of_maria(day, channel="text"))
    ticked = page.locator("[name=outcome]:checked")
    for digit, outcome in (("4", "texted"), ("9", "text_answered"), ("1", "spoke"), ("6", "other")):
        page.keyboard.press(digit)
        assert ticked.get_attribute("value") == outcome
    page.keyboard.press("3")  # no answer: not on this card
    assert ticked.get_attribute("value") == "other"
    assert screen.complaints == []


def test_what_is_ticked_by_default_is_no_draft(day, open_screen):
    screen = open_screen(day.sam, size=PHONE)
    path = card_of_maria(day)
    page = screen.go(path)
    page.locator(".oc", has_text="Spoke").click()
    screen.go(path)
    assert page.locator("[name=outcome]:checked").get_attribute("value") == "spoke"
    assert page.locator("[data-draft-note]").is_visible()
    assert page.locator("#log details[open]").count() == 0
    page.locator("#log").evaluate(
        "form => { form.reset(); form.note.dispatchEvent(new Event('input', { bubbles: true })); }"
    )
    screen.go(path)
    assert not page.locator("[data-draft-note]").is_visible()
    assert screen.complaints == []


def test_who_answers_in_writing_can_be_told_and_promised_as_on_a_call(day, open_screen):
    screen = open_screen(day.sam, size=PHONE)
    page = screen.go(card_of_maria(day, channel="text"))
    asked_for = page.get_by_text("Asked for something")
    for digit, is_talk in (("1", True), ("4", False), ("9", True)):  # spoke, texted, they answered
        page.keyboard.press(digit)
        assert asked_for.is_visible() is is_talk, digit
    asked_for.click()
    page.locator("[name=promise_item]").fill("Cargo net")
    page.locator("[name=promise_by]").fill("2026-03-10")
    page.locator("[data-save]:visible").click()
    page.get_by_text("We owe: Cargo net").wait_for()
    assert screen.complaints == []
