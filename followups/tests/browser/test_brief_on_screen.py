"""The brief in Chromium: three reasons, the rest folded, what to say; or one tap to the desk."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import transaction

from customers.actions import note_fact
from dealerfollow.tenancy.scope import scope
from dealerfollow.testing.browser import DESKTOP, PHONE
from dealerfollow.testing.cast import make_cast
from dealerfollow.testing.sales import buyer, deliver, noon
from deliveries.actions import owe
from deliveries.models import AskedFact
from followups.actions.library import propose_reason
from followups.models import CallReason, FollowUp, HeatCase

pytestmark = pytest.mark.browser
THURSDAY = date(2026, 3, 5)
NOW = noon(THURSDAY)
BOTH = pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
THEMES = pytest.mark.parametrize("theme", ["light", "dark"])


@pytest.fixture
def cast(transactional_db):
    """Maria, of whom much is on file; and Bob, of whom nothing is."""
    with transaction.atomic():
        cast = make_cast()
        told = {"salesperson": cast.sam, "condition": "used"}
        who = buyer(first_name="Maria", last_name="Delgado")
        sold = deliver(cast.north, THURSDAY - timedelta(days=2), buyer=who, **told)
        bob = buyer(first_name="Bob", last_name="Kline")
        deliver(cast.north, THURSDAY - timedelta(days=2), buyer=bob, **told)
        asked = {"by": cast.sam, "today": THURSDAY - timedelta(days=2), "delivery": sold}
        for item, department, on in (
            ("Second key", "parts", THURSDAY - timedelta(days=1)),
            ("License plates", "title", THURSDAY),
        ):
            owe(cast.north, sold.customer, item, department=department, promised_on=on, **asked)
        note_fact(sold.customer, "Daughter Sofia plays softball", by=cast.sam, now=NOW)
        sold.customer.how_they_use_it = "Tows a 19-ft camper"
        sold.customer.save()
        HeatCase.objects.create(
            group_id=cast.group.pk,
            store=cast.north,
            customer=sold.customer,
            severity="upset",
            cause="we_owe",
            owner=cast.maya,
            next_update_on=THURSDAY,
            opened_at=NOW - timedelta(days=1),
            opened_by=cast.sam,
        )
    with time_machine.travel(NOW, tick=True):
        yield cast


def address_of(cast, name):
    with scope(cast.group.pk):
        return f"/calls/{FollowUp.objects.get(customer__first_name=name).pk}/"


@THEMES
@BOTH
def test_line_8_three_reasons_stand_on_the_card_and_the_rest_is_folded(
    cast, open_screen, size, theme
):
    screen = open_screen(cast.sam, size=size, theme=theme)
    page = screen.go(address_of(cast, "Maria"))
    card = page.locator("#card")
    titles = [
        words.split("\n")[0] for words in card.locator("section > .reasons b").all_inner_texts()
    ]
    assert titles == [
        "Heat case: something still owed. They hear again by today",
        "Second key: 1 day past its date",
        "License plates: promised for today",
    ]
    assert card.get_by_text("Say, in your own words").is_visible()
    assert not card.get_by_text("Ask about: Daughter Sofia plays softball").is_visible()
    card.get_by_text("more reasons").click()
    assert card.get_by_text("Ask about: Daughter Sofia plays softball").is_visible()
    card.get_by_text("What to say").first.click()
    assert card.locator(".say-more p").first.is_visible()
    assert (screen.complaints, screen.sideways(), screen.axe()) == ([], 0, [])


@THEMES
@BOTH
def test_without_a_fact_one_tap_asks_the_desk_and_the_card_says_so(cast, open_screen, size, theme):
    screen = open_screen(cast.sam, size=size, theme=theme)
    page = screen.go(address_of(cast, "Bob"))
    assert (screen.complaints, screen.sideways(), screen.axe()) == ([], 0, [])
    page.get_by_role("button", name="Ask Title").click()
    page.get_by_text("Sam Rivera asked Title today").wait_for()
    assert (screen.complaints, screen.sideways(), screen.axe()) == ([], 0, [])
    with scope(cast.group.pk):
        assert AskedFact.objects.count() == 1


def test_without_script_the_tap_asks_too(cast, open_screen):
    screen = open_screen(cast.sam, has_script=False)
    page = screen.go(address_of(cast, "Bob"))
    page.get_by_role("button", name="Ask Title").click()
    assert page.get_by_text("Sam Rivera asked Title today").is_visible()


@THEMES
@BOTH
def test_line_55_the_stores_reasons_are_proposed_approved_and_filled_in(
    cast, open_screen, size, theme
):
    screen = open_screen(cast.maya, size=size, theme=theme)
    page = screen.go("/calls/reasons/")
    assert (screen.complaints, screen.sideways(), screen.axe()) == ([], 0, [])
    page.get_by_label("Worth their time, because").fill("Just checking in")
    page.get_by_role("button", name="Add it").click()
    page.get_by_text("gives them nothing").first.wait_for()
    assert (screen.complaints, screen.sideways(), screen.axe()) == ([], 0, [])
    with scope(cast.group.pk):
        propose_reason(cast.north, "Free tire check before the snow", by=cast.sam, now=NOW)
        change = CallReason.objects.get()
    page = screen.go("/calls/reasons/")
    page.get_by_role("button", name="Use Free tire check before the snow").click()
    page.get_by_text("In use from now on.").wait_for()
    screen.go(f"/calls/reasons/{change.pk}/")
    assert page.get_by_label("Worth their time, because").input_value() == change.text
    assert (screen.complaints, screen.sideways(), screen.axe()) == ([], 0, [])


@BOTH
def test_a_pill_fills_the_reason_and_words_typed_over_it_let_it_go(cast, open_screen, size):
    with scope(cast.group.pk):
        propose_reason(cast.north, "Free tire check", by=cast.sam, now=NOW, is_approved=True)
        FollowUp.objects.filter(customer__first_name="Bob").update(kind="check_in")
    screen = open_screen(cast.sam, size=size)
    page = screen.go(address_of(cast, "Bob"))
    page.locator("label.oc", has_text="Spoke").click()
    page.locator("label.pill", has_text="Free tire check").click()
    field = page.get_by_label("Why you called")
    assert field.input_value() == "Free tire check"
    assert (screen.complaints, screen.sideways(), screen.axe()) == ([], 0, [])
    field.fill("Free tire check and a wash")
    assert not page.locator("#log input[type=radio][name=reason]").is_checked()


@BOTH
def test_line_16_steps_and_words_stay_as_they_were_left(cast, open_screen, size):
    screen = open_screen(cast.sam, size=size)
    page = screen.go(address_of(cast, "Bob"))
    steps = page.get_by_text("Ask what has come up since they drove home.")
    assert not steps.is_visible()
    page.get_by_text("Steps and words").click()
    assert steps.is_visible()
    assert (screen.complaints, screen.sideways(), screen.axe()) == ([], 0, [])
    screen.go(address_of(cast, "Maria"))
    assert steps.is_visible()
