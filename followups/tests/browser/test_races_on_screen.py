"""Two browsers on one card, and a network that goes away: one row each time, and nothing lost."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import transaction

from dealerfollow.tenancy.scope import scope
from dealerfollow.testing.browser import PHONE
from dealerfollow.testing.cast import make_cast
from dealerfollow.testing.sales import buyer, deliver, noon
from followups.models import Attempt, FollowUp
from followups.words.days import clock

pytestmark = pytest.mark.browser
THURSDAY = date(2026, 3, 5)
RACES, RACES_IN_THE_LONG_RUN = 3, 100
SEND = "document.querySelector('#log').requestSubmit()"


@pytest.fixture
def races(request):
    """How often two browsers meet on a card."""
    return RACES_IN_THE_LONG_RUN if request.config.getoption("--long") else RACES


@pytest.fixture
def day(transactional_db, races):
    """Sam's Thursday, with so many calls due."""
    with transaction.atomic():
        cast = make_cast()
        cast.north.cards_a_day = 200
        cast.north.save(update_fields=["cards_a_day"])
        for n in range(races):
            deliver(
                cast.north,
                THURSDAY - timedelta(days=2),
                salesperson=cast.sam,
                buyer=buyer(first_name=f"Maria{n}", last_name="Delgado"),
            )
    with time_machine.travel(noon(THURSDAY), tick=True):
        yield cast


def due(cast):
    with scope(cast.group.pk):
        return list(FollowUp.objects.open().order_by("id").values_list("pk", flat=True))


def logged(cast):
    with scope(cast.group.pk):
        return list(Attempt.objects.order_by("id").values_list("customer__first_name", "outcome"))


def at_of_log(cast, row):
    with scope(cast.group.pk):
        return FollowUp.objects.get(pk=row).closed_by.at


def test_two_browsers_on_one_card_make_one_row_and_the_loser_sees_who_and_when(
    day, open_screen, races
):
    sam, maya = open_screen(day.sam), open_screen(day.maya)
    for row in due(day):
        pages = [screen.go(f"/calls/{row}/") for screen in (sam, maya)]
        for page in pages:
            page.keyboard.press("1")
        for page in pages:
            page.evaluate(SEND)
        for screen in (sam, maya):
            screen.settle()
        lost = [
            (screen, words)
            for screen, words in ((sam, "Maya logged this"), (maya, "Sam logged this"))
            if screen.page.get_by_text(words).count()
        ]
        assert len(lost) == 1
        loser, _words = lost[0]
        first = at_of_log(day, row).astimezone(day.north.zone)
        assert loser.page.get_by_text("On record, ").inner_text() == f"On record, {clock(first)}"
    assert logged(day) == [(f"Maria{n}", "spoke") for n in range(races)]
    assert sam.complaints + maya.complaints == []


def test_a_save_without_a_network_is_kept_and_sent_when_it_is_back(day, open_screen):
    screen = open_screen(day.sam, size=PHONE)
    first = due(day)[0]
    page = screen.go(f"/calls/{first}/")
    page.locator(".oc", has_text="Left voicemail").click()
    page.locator("#id_note").fill("Told her about the key")
    page.context.set_offline(True)
    page.get_by_role("button", name="Save and next").click()
    page.locator("#not-saved").wait_for(state="visible")
    assert logged(day) == []
    assert page.locator("#id_note").input_value() == "Told her about the key"
    page.context.set_offline(False)
    page.get_by_text("Maria0: left voicemail.").wait_for()
    assert logged(day) == [("Maria0", "voicemail")]
    assert page.locator("#not-saved").is_hidden()


def test_what_was_typed_outlives_a_reload(day, open_screen):
    screen = open_screen(day.sam, size=PHONE)
    first = due(day)[0]
    page = screen.go(f"/calls/{first}/")
    page.locator(".oc", has_text="Left voicemail").click()
    page.locator("#id_note").fill("Told her about the key")
    page.route("**/log/", lambda route: route.abort())
    page.get_by_role("button", name="Save and next").click()
    page.locator("#not-saved").wait_for(state="visible")
    page.unroute("**/log/")
    page = screen.go(f"/calls/{first}/")
    assert page.locator("#id_note").input_value() == "Told her about the key"
    assert page.locator(".oc", has_text="Left voicemail").locator("input").is_checked()
    page.get_by_role("button", name="Save and next").click()
    page.get_by_text("Maria0: left voicemail.").wait_for()
    assert logged(day) == [("Maria0", "voicemail")]


def test_a_save_whose_answer_is_lost_is_one_row_however_often_it_is_sent(day, open_screen):
    screen = open_screen(day.sam)
    first = due(day)[0]
    page = screen.go(f"/calls/{first}/")
    lost = []

    def lose(route):
        route.fetch()  # it arrives and is saved; what comes back does not
        lost.append(route.request.url)
        route.abort()

    page.route("**/log/", lose)
    page.keyboard.press("2")
    page.keyboard.press("Control+Enter")
    page.locator("#not-saved").wait_for(state="visible")
    page.locator("[data-retry]").click()
    screen.settle()
    assert (len(lost), logged(day)) == (2, [("Maria0", "voicemail")])
    page.unroute("**/log/")
    page.locator("[data-retry]").click()
    page.get_by_text("Maria0: left voicemail.").wait_for()
    assert logged(day) == [("Maria0", "voicemail")]
