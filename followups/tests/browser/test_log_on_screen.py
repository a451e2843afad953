"""The log in Chromium: seconds by keyboard and by thumb, what came up, clean in both themes."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import transaction

from customers.models import Prospect
from dealerfollow.tenancy.scope import scope
from dealerfollow.testing.browser import DESKTOP, PHONE
from dealerfollow.testing.cast import make_cast
from dealerfollow.testing.sales import buyer, deliver, noon
from deliveries.actions import owe
from followups.models import Attempt, FollowUp, HeatCase, ReviewAsk

pytestmark = pytest.mark.browser
THURSDAY = date(2026, 3, 5)
NOW = noon(THURSDAY)
OWED = ("Second key", "All-weather mats", "Touch-up, rear bumper")
COUNT = """
window.acts = 0;
addEventListener("keydown", (event) => {
  if (!/^(Shift|Control|Alt|Meta)$/.test(event.key)) window.acts += 1;
}, true);
addEventListener("pointerdown", () => { window.acts += 1; }, true);
"""


@pytest.fixture
def day(transactional_db):
    """Sam's Thursday: Maria with three open we-owes, and Kenji after her."""
    with transaction.atomic():
        cast = make_cast()
        cast.north.review_sites = [
            {"name": "Google", "url": "https://example.com/google"},
            {"name": "Cars.com", "url": "https://example.com/cars"},
        ]
        cast.north.save()
        for first, ago in (("Maria", 3), ("Kenji", 2)):
            delivery = deliver(
                cast.north,
                THURSDAY - timedelta(days=ago),
                salesperson=cast.sam,
                buyer=buyer(first_name=first, last_name="Delgado"),
            )
            for n, item in enumerate(OWED if first == "Maria" else ()):
                owe(
                    cast.north,
                    delivery.customer,
                    item,
                    department="parts",
                    promised_on=THURSDAY + timedelta(days=1 + n),
                    by=cast.sam,
                    today=THURSDAY,
                    delivery=delivery,
                )
    with time_machine.travel(NOW, tick=True):
        yield cast


def row_of(cast, first):
    with scope(cast.group.pk):
        return FollowUp.objects.get(customer__first_name=first, kind="post_sale")


def last(cast):
    with scope(cast.group.pk):
        return Attempt.objects.latest("id")


@pytest.mark.parametrize(
    ("keys", "said", "most"),
    [
        (["3", "Enter"], "Maria: no answer.", 2),
        (["2", "Enter"], "Maria: left voicemail.", 2),
        (["1", "7", "Enter"], "Maria: spoke.", 3),
        (["1", "7", "Control+Enter"], "Maria: spoke.", 3),
    ],
    ids=["no_answer", "voicemail", "nothing_new", "nothing_new_as_shown"],
)
def test_decision_13_seconds_by_keyboard(day, open_screen, keys, said, most):
    screen = open_screen(day.sam)
    page = screen.go("/calls/?open=first")
    assert page.locator("#card .owes li").count() == 3
    page.evaluate(COUNT)
    for key in keys:
        page.keyboard.press(key)
    page.get_by_text(said).wait_for()
    assert page.evaluate("window.acts") == most
    assert screen.complaints == []


@pytest.mark.parametrize(
    ("taps", "said", "most"),
    [
        ([".oc:has-text('No answer')"], "Maria: no answer.", 2),
        ([".oc:has-text('Left voicemail')"], "Maria: left voicemail.", 2),
        ([".oc:has-text('Spoke')", ".pill:has-text('Nothing new')"], "Maria: spoke.", 3),
    ],
    ids=["no_answer", "voicemail", "nothing_new"],
)
def test_decision_13_seconds_by_thumb(day, open_screen, taps, said, most):
    screen = open_screen(day.sam, size=PHONE)
    page = screen.go(f"/calls/{row_of(day, 'Maria').pk}/")
    page.evaluate(COUNT)
    for target in [*taps, "button[data-save]"]:
        page.locator(target).first.click()
    page.get_by_text(said).wait_for()
    assert page.evaluate("window.acts") == most
    assert screen.complaints == []


def test_line_54_what_they_gained_is_one_key_each(day, open_screen):
    screen = open_screen(day.sam)
    page = screen.go("/calls/?open=first")
    page.keyboard.press("1")
    page.keyboard.press("Shift+Digit1")
    page.keyboard.press("Shift+Digit2")
    page.keyboard.press("Control+Enter")
    page.get_by_text("Maria: spoke.").wait_for()
    assert len(last(day).gained) == 2
    assert screen.complaints == []


def test_line_12_praise_opens_the_ask_and_a_name_is_logged(day, open_screen):
    screen = open_screen(day.sam)
    page = screen.go("/calls/?open=first")
    page.keyboard.press("1")
    assert not page.get_by_text("Gave a name").is_visible()
    page.locator(".pill", has_text="Pleased").click()
    page.locator(".pill", has_text="Gave a name").click()
    page.get_by_label("Who", exact=True).fill("Ana Ruiz")
    page.get_by_label("Their number").fill("212 555 0177")
    page.locator(".pill", has_text="Asked: Google").click()
    assert (screen.axe(), screen.sideways()) == ([], 0)
    page.get_by_role("button", name="Save and next").click()
    page.get_by_text("Maria: spoke.").wait_for()
    with scope(day.group.pk):
        assert Prospect.objects.get().customer.name == "Ana Ruiz"
        assert ReviewAsk.objects.get().site == "Google"
    page.get_by_role("button", name="Undo").click()
    page.get_by_text("Undone.").wait_for()
    with scope(day.group.pk):
        assert not Prospect.objects.exists() and not ReviewAsk.objects.exists()
    assert screen.complaints == []


def test_line_10_the_link_of_a_review_is_copied_in_one_tap(day, open_screen):
    screen = open_screen(day.sam)
    page = screen.go("/calls/?open=first")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.keyboard.press("1")
    page.get_by_role("button", name="Google link").click()
    page.locator(".copy.is-copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == "https://example.com/google"
    assert screen.complaints == []


def test_line_11_a_heat_case_is_opened_in_the_log_and_asks_what_about(day, open_screen):
    screen = open_screen(day.sam, size=PHONE)
    page = screen.go(f"/calls/{row_of(day, 'Maria').pk}/")
    page.locator(".oc", has_text="Spoke").click()
    page.locator(".pill", has_text="Upset").first.click()
    page.get_by_role("button", name="Save and next").click()
    page.locator("p.invalid-feedback", has_text="What is it about?").wait_for()
    page.get_by_label("What it is about").select_option("we_owe")
    page.get_by_label("In their words").fill("Still no key")
    page.get_by_role("button", name="Save and next").click()
    page.get_by_text("Maria: spoke.").wait_for()
    with scope(day.group.pk):
        assert HeatCase.objects.values_list("severity", "words").get() == ("upset", "Still no key")
    assert screen.complaints == []


def test_the_log_of_everything_works_without_script(day, open_screen):
    screen = open_screen(day.sam, size=PHONE, has_script=False)
    page = screen.go(f"/calls/{row_of(day, 'Maria').pk}/")
    page.locator(".oc", has_text="Other").click()
    page.get_by_label("What else happened").select_option("bought_elsewhere")
    page.get_by_label("What decided it").select_option("closer")
    page.get_by_role("button", name="Save and next").click()
    page.get_by_text("Maria: bought another car elsewhere.").wait_for()
    assert last(day).elsewhere_reason == "closer"


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_open_log_is_clean(day, open_screen, size, theme):
    screen = open_screen(day.sam, size=size, theme=theme)
    page = screen.go(f"/calls/{row_of(day, 'Maria').pk}/")

    def is_clean(name):
        assert (screen.axe(), screen.sideways(), screen.complaints) == ([], 0, []), name
        if size == DESKTOP:  # the columns scroll, the page does not
            assert page.evaluate("document.documentElement.scrollHeight") <= DESKTOP[1], name

    page.locator(".oc", has_text="Left voicemail").click()
    is_clean("voicemail")
    page.locator(".oc", has_text="Spoke").click()
    is_clean("spoke")
    for words in ("Nothing new", "Pleased", "Upset", "Gave a name"):
        page.locator(".pill", has_text=words).first.click()
    for words in ("How they use the car", "An opportunity", "New fact", "Asked for something"):
        page.locator("summary", has_text=words).click()
    is_clean("everything")
    page.locator(".oc", has_text="Other").click()
    for outcome in ("moved", "bought_elsewhere", "died"):
        page.get_by_label("What else happened").select_option(outcome)
        is_clean(outcome)
