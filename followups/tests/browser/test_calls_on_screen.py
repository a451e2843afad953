"""The day's calls in Chromium: by keyboard, on a phone, without script, clean in both themes."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import transaction

from customers.actions import record_stop
from dealerfollow.tenancy.scope import scope
from dealerfollow.testing.browser import DESKTOP, PHONE
from dealerfollow.testing.cast import make_cast
from dealerfollow.testing.sales import buyer, deliver, noon
from deliveries.actions import owe
from followups.models import Attempt, CallTap, FollowUp

pytestmark = pytest.mark.browser
THURSDAY = date(2026, 3, 5)
NOW = noon(THURSDAY)
PEOPLE = (("Maria", 3), ("Kenji", 2), ("Gloria", 2))


@pytest.fixture
def day(transactional_db):
    """Sam's Thursday: Maria overdue with a we-owe, Kenji and Gloria due."""
    with transaction.atomic():
        cast = make_cast()
        for first, ago in PEOPLE:
            delivery = deliver(
                cast.north,
                THURSDAY - timedelta(days=ago),
                salesperson=cast.sam,
                buyer=buyer(first_name=first, last_name="Delgado"),
            )
            if first == "Maria":
                owe(
                    cast.north,
                    delivery.customer,
                    "Second key",
                    department="parts",
                    promised_on=THURSDAY + timedelta(days=4),
                    by=cast.sam,
                    today=THURSDAY,
                    delivery=delivery,
                )
    with time_machine.travel(NOW, tick=True):
        yield cast


def row_of(cast, first):
    with scope(cast.group.pk):
        return FollowUp.objects.get(customer__first_name=first)


def attempts(cast):
    with scope(cast.group.pk):
        return list(Attempt.objects.order_by("id").values_list("outcome", "proof", "note"))


def on_card(page):
    return page.locator("#who").inner_text()


def test_the_day_by_keyboard_alone(day, open_screen):
    screen = open_screen(day.sam)
    page = screen.go("/calls/?open=first")
    assert on_card(page) == "Maria Delgado"
    page.keyboard.press("3")  # no answer
    page.locator(".on-no_answer", has_text="Next try tomorrow").wait_for()
    page.keyboard.press("n")
    page.keyboard.type("Rang twice; z 1 j are only letters here")
    page.keyboard.press("Control+Enter")
    page.get_by_text("Maria: no answer.").wait_for()
    assert on_card(page) == "Kenji Delgado"
    assert attempts(day) == [("no_answer", "claimed", "Rang twice; z 1 j are only letters here")]
    page.keyboard.press("z")
    page.get_by_text("Undone.").wait_for()
    assert on_card(page) == "Maria Delgado"
    assert row_of(day, "Maria").tries == 0
    assert screen.complaints == []


def test_the_first_card_comes_beside_the_list_where_there_is_room(day, open_screen):
    desktop, phone = open_screen(day.sam), open_screen(day.sam, size=PHONE)
    page = desktop.go("/calls/")
    page.locator("#who", has_text="Maria Delgado").wait_for()
    page.keyboard.press("3")
    page.locator(".on-no_answer").wait_for()
    small = phone.go("/calls/")
    assert small.locator("#who").count() == 0
    assert small.locator("[data-row]").count() == 3
    assert desktop.complaints + phone.complaints == []


def test_what_a_hand_off_said_stays_when_the_next_card_comes(day, open_screen):
    screen = open_screen(day.sam)
    page = screen.go("/calls/?open=first")
    page.get_by_text("I’d rather not make this one").click()
    page.get_by_role("button", name="Give it to a manager").click()
    page.locator("#who", has_text="Kenji").wait_for()
    assert page.get_by_text("Maria Delgado: Maya Torres takes it.").is_visible()
    assert page.get_by_text("By today, 9:00 PM. It is not counted as missed.").is_visible()
    assert screen.complaints == []


def test_the_store_is_changed_on_today_by_keyboard(day, open_screen):
    screen = open_screen(day.grace)
    page = screen.go("/calls/")
    page.locator(".df-store > summary").focus()
    page.keyboard.press("Enter")
    assert page.locator(".df-store [aria-current]").inner_text() == "Copperline North"
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    south = page.locator(".df-store [aria-current]", has_text="Copperline South")
    south.wait_for(state="attached")
    assert south.text_content() == "Copperline South"
    assert screen.complaints == []


def test_j_k_and_enter_move_through_the_list_and_x_skips(day, open_screen):
    screen = open_screen(day.sam)
    page = screen.go("/calls/?open=first")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/calls/*/")
    page.locator("#who", has_text="Kenji").wait_for()
    page.keyboard.press("x")
    page.locator("#who", has_text="Gloria").wait_for()
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    page.locator("#who", has_text="Kenji").wait_for()
    assert attempts(day) == []
    assert screen.complaints == []


def test_the_tap_on_call_is_evidence(day, open_screen):
    screen = open_screen(day.sam)
    page = screen.go("/calls/?open=first")
    with page.expect_response("**/tap/") as answered:
        page.evaluate(
            "addEventListener('click', (e) => { if (e.target.closest('[href^=tel]'))"
            " e.preventDefault(); })"
        )
        page.keyboard.press("c")
    assert answered.value.status == 204
    page.keyboard.press("2")
    page.keyboard.press("Control+Enter")
    page.get_by_text("Maria: left voicemail.").wait_for()
    assert [(a[0], a[1]) for a in attempts(day)] == [("voicemail", "tapped")]
    with scope(day.group.pk):
        assert CallTap.objects.count() == 1


def test_spoke_nothing_new_is_three_taps_on_a_phone(day, open_screen):
    screen = open_screen(day.sam, size=PHONE)
    page = screen.go(f"/calls/{row_of(day, 'Maria').pk}/")
    page.locator(".oc", has_text="Spoke").click()
    page.locator(".pill", has_text="Nothing new").click()
    page.get_by_role("button", name="Save and next").click()
    page.get_by_text("Maria: spoke.").wait_for()
    assert attempts(day) == [("spoke", "claimed", "")]
    assert row_of(day, "Maria").state == "done"
    assert screen.complaints == []


def test_a_promise_past_its_date_is_refused_next_to_its_field(day, open_screen):
    with time_machine.travel(noon(THURSDAY + timedelta(days=5)), tick=True):
        screen = open_screen(day.sam)
        page = screen.go(f"/calls/{row_of(day, 'Maria').pk}/")
        page.keyboard.press("1")
        page.locator(".pill", has_text="Nothing new").click()
        page.keyboard.press("Control+Enter")
        page.locator("p.invalid-feedback", has_text="A promise is past its date").wait_for()
        assert page.locator(".errs").count() == 1
        assert screen.axe() == []
        assert screen.complaints == []


def test_two_people_on_one_customer(day, open_screen):
    row = row_of(day, "Maria")
    sam, maya = open_screen(day.sam), open_screen(day.maya)
    his, hers = sam.go(f"/calls/{row.pk}/"), maya.go(f"/calls/{row.pk}/")
    hers.keyboard.press("1")
    hers.keyboard.press("Control+Enter")
    hers.get_by_text("Maria: spoke.").wait_for()
    his.keyboard.press("2")
    his.keyboard.press("n")
    his.keyboard.type("Key is at parts")
    his.keyboard.press("Control+Enter")
    his.get_by_text("Maya logged this call first").wait_for()
    assert his.get_by_text("Key is at parts").is_visible()
    assert sam.axe() == []
    his.get_by_text("Keep it as a second try").click()
    his.get_by_text("Maria: left voicemail.").wait_for()
    assert [a[0] for a in attempts(day)] == ["spoke", "voicemail"]
    assert sam.complaints + maya.complaints == []


def test_snooze_asks_why(day, open_screen):
    screen = open_screen(day.sam)
    page = screen.go("/calls/?open=first")
    page.keyboard.press("s")
    page.locator("#snooze .pill", has_text="In 1 h").click()
    page.locator("#snooze .pill", has_text="With a customer").click()
    assert screen.axe() == []
    page.locator("#snooze button", has_text="Snooze").click()
    page.get_by_text("snoozed.").wait_for()
    assert on_card(page) == "Kenji Delgado"
    assert row_of(day, "Maria").snoozes == 1
    assert screen.complaints == []


def test_it_all_works_without_script(day, open_screen):
    screen = open_screen(day.sam, has_script=False)
    page = screen.go("/calls/?open=first")
    page.locator(".oc", has_text="No answer").click()
    page.get_by_role("button", name="Save and next").click()
    page.get_by_text("Maria: no answer.").wait_for()
    assert on_card(page) == "Kenji Delgado"
    page.get_by_role("button", name="Undo").click()
    page.get_by_text("Undone.").wait_for()
    assert on_card(page) == "Maria Delgado"
    assert row_of(day, "Maria").tries == 0


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_list_card_and_open_log_are_clean(day, open_screen, size, theme):
    screen = open_screen(day.sam, size=size, theme=theme)
    for path in ("/calls/", f"/calls/{row_of(day, 'Maria').pk}/"):
        page = screen.go(path)
        assert screen.sideways() == 0
        assert screen.axe() == []
    page.locator(".oc", has_text="Spoke").click()
    page.locator(".pill", has_text="A date changed").click()
    assert screen.sideways() == 0
    assert screen.axe() == []
    assert screen.complaints == []


def test_do_not_contact_and_an_empty_day_are_clean(day, open_screen):
    row = row_of(day, "Maria")
    with transaction.atomic(), scope(day.group.pk):
        record_stop(
            row.customer, scope="everything", channel="phone", words="No calls", by=day.bea, now=NOW
        )
    screen = open_screen(day.sam, size=PHONE)
    page = screen.go(f"/calls/{row.pk}/")
    assert page.get_by_text("No calls or texts").is_visible()
    assert page.locator("a[href^='tel:']").count() == 0
    assert screen.axe() == []
    bea = open_screen(day.bea, theme="dark")
    with transaction.atomic(), scope(day.group.pk):
        FollowUp.objects.update(state="stopped", closed_at=NOW)
    bea.go("/calls/")
    assert bea.page.get_by_text("Nothing due today").is_visible()
    assert bea.axe() == []
    assert screen.complaints + bea.complaints == []
