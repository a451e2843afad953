"""The survey and the heat case in the log, and Undo in a row: in Chromium, clean in both themes."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import transaction

from dealerfollow.tenancy.scope import scope
from dealerfollow.testing.browser import DESKTOP, PHONE
from dealerfollow.testing.cast import make_cast
from dealerfollow.testing.sales import buyer, deliver, noon
from followups.actions.heat import open_heat, resolve
from followups.models import CsiSurvey, FollowUp, HeatCase

pytestmark = pytest.mark.browser
THURSDAY = date(2026, 3, 5)
TUESDAY = THURSDAY - timedelta(days=2)
SIZES = pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
THEMES = pytest.mark.parametrize("theme", ["light", "dark"])


@pytest.fixture
def day(transactional_db):
    """Maria's case is open and due, Kenji's is resolved and to be confirmed, Gloria has none."""
    with transaction.atomic():
        cast = make_cast()
        for first in ("Maria", "Kenji", "Gloria"):
            sold = deliver(
                cast.north,
                TUESDAY,
                salesperson=cast.sam,
                buyer=buyer(first_name=first, last_name="Delgado"),
            )
            if first == "Gloria":
                continue
            told = {"severity": "upset", "cause": "vehicle", "words": "A paint run"}
            by = {"by": cast.sam, "now": noon(TUESDAY)}
            case = open_heat(cast.north, sold.customer, **told, **by)
            if first == "Kenji":
                resolve(case, "Painted", **by)
    with time_machine.travel(noon(THURSDAY), tick=True):
        yield cast


def card_of(cast, first, kind):
    with scope(cast.group.pk):
        row = FollowUp.objects.get(customer__first_name=first, kind=kind, state="open")
    return f"/calls/{row.pk}/"


def case_of(cast, first):
    with scope(cast.group.pk):
        return HeatCase.objects.get(customer__first_name=first)


def pill(page, words):
    return page.locator("#log .pill:visible", has_text=words).first


def clean(screen):
    """What is wrong with the page as it stands: for a machine, sideways, in the console."""
    return (screen.axe(), screen.sideways(), screen.complaints)


@SIZES
@THEMES
def test_line_9_the_survey_opens_by_itself_and_is_clean(day, open_screen, size, theme):
    screen = open_screen(day.sam, size=size, theme=theme)
    page = screen.go(card_of(day, "Gloria", "post_sale"))
    page.locator(".oc", has_text="Spoke").click()
    assert not page.get_by_text("With the customer").is_visible()
    pill(page, "Discussed").click()
    assert not page.get_by_label("Score").is_visible()
    pill(page, "Answered").click()
    assert page.get_by_label("Score").input_value() == ""
    assert clean(screen) == ([], 0, [])
    page.locator("button[data-save]").click()
    page.locator("p.invalid-feedback", has_text="Which score did they give?").wait_for()
    assert clean(screen) == ([], 0, [])
    page.get_by_label("Score").fill("940")
    page.get_by_label("Answered on").fill(THURSDAY.isoformat())
    page.locator("button[data-save]").click()
    page.get_by_text("Gloria: spoke.").wait_for()
    with scope(day.group.pk):
        assert CsiSurvey.objects.values_list("state", "score").get() == ("answered", 940)


@SIZES
@THEMES
def test_line_11_the_heat_case_of_the_call_is_answered_in_its_log(day, open_screen, size, theme):
    screen = open_screen(day.sam, size=size, theme=theme)
    page = screen.go(card_of(day, "Maria", "heat"))
    page.locator(".oc", has_text="Spoke").click()
    assert page.get_by_text("It is settled").count() == 0
    page.get_by_label("They hear again by", exact=True).fill("2026-03-08")  # a Sunday
    page.locator("button[data-save]").click()
    page.locator("p.invalid-feedback", has_text="The store is closed that day.").wait_for()
    assert clean(screen) == ([], 0, [])
    page.get_by_label("They hear again by", exact=True).fill("2026-03-09")
    page.locator("button[data-save]").click()
    page.get_by_text("Maria: spoke.").wait_for()
    assert case_of(day, "Maria").next_update_on == date(2026, 3, 9)
    page = screen.go(card_of(day, "Kenji", "heat"))
    page.locator(".oc", has_text="Spoke").click()
    pill(page, "It is settled").click()
    assert clean(screen) == ([], 0, [])
    page.locator("button[data-save]").click()
    page.get_by_text("Kenji: spoke.").wait_for()
    assert case_of(day, "Kenji").state == "confirmed"
    page.locator("#news button", has_text="Undo").click()
    page.get_by_text("Before it: “Maria: spoke”").wait_for()
    assert clean(screen) == ([], 0, [])
    assert case_of(day, "Kenji").state == "resolved"
    page.locator("#news button", has_text="Undo it too").click()
    page.get_by_text("Maria is as before.").wait_for()
    assert case_of(day, "Maria").next_update_on == TUESDAY + timedelta(days=1)


def test_undo_in_a_row_works_without_script(day, open_screen):
    screen = open_screen(day.sam, size=PHONE, has_script=False)
    for first, kind in (("Kenji", "heat"), ("Gloria", "post_sale")):
        page = screen.go(card_of(day, first, kind))
        page.locator(".oc", has_text="No answer").click()
        page.get_by_role("button", name="Save and next").click()
    page.get_by_role("button", name="Undo").click()
    page.get_by_text("Before it: “Kenji: no answer”").wait_for()
    page.get_by_role("button", name="Undo it too").click()
    page.get_by_text("Kenji is as before.").wait_for()
    assert page.locator("#news form").count() == 0
