"""The desk in Chromium: sixty plates in under a minute, keys, and every page clean."""

import re
import time
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from django.utils import timezone

from dealerfollow.tenancy.scope import scope
from dealerfollow.testing.browser import DESKTOP, PHONE
from dealerfollow.testing.cast import make_cast
from dealerfollow.testing.sales import buyer
from deliveries.actions import ask_fact, sign_nothing_owed, tell_date, use_perk
from deliveries.models import WeOwe
from deliveries.tests.desks import hire_clerk, owed_on, say_word

pytestmark = pytest.mark.browser
TODAY = timezone.localdate(timezone=ZoneInfo("America/New_York"))  # the cast's store
SOLD = TODAY - timedelta(days=18)
SIXTY = [f"{48000 + n}" for n in range(60)]


@pytest.fixture
def cast(transactional_db):
    with transaction.atomic():
        return make_cast()


@pytest.fixture
def tina(cast):
    with transaction.atomic(), scope(cast.group.pk):
        return hire_clerk(cast)


def sixty_plates(cast):
    with transaction.atomic(), scope(cast.group.pk):
        for number in SIXTY:
            owed_on(cast, SOLD, number=number, promised_on=TODAY, told_on=TODAY)


def a_full_desk(cast):
    """Every kind of row, and questions; the ids of the perk and of the plates that slipped."""
    now = timezone.now()
    with transaction.atomic(), scope(cast.group.pk):
        owed_on(cast, SOLD, "Recall: brake hose", is_safety=True, number="47990", stock="H10",
                promised_on=TODAY - timedelta(days=2), buyer=buyer(first_name="Nadia"))  # fmt: skip
        told = {"promised_on": TODAY - timedelta(days=4), "told_on": TODAY - timedelta(days=4)}
        plates = owed_on(cast, SOLD, number="47991", **told)
        plates.delivery.tag_expires_on = TODAY + timedelta(days=5)
        plates.delivery.save()
        said = {"is_ready": False, "by": cast.bea, "now": now}
        say_word(plates, word="Lender is slow", promised_on=TODAY, **said)
        tell_date(plates, TODAY, by=cast.sam, now=now)
        later = TODAY + timedelta(days=6)
        say_word(plates, word="At the state counter", promised_on=later, stage="sent", **said)
        owed_on(cast, SOLD, "Second key", delivery=plates.delivery, promised_on=later)
        ready = owed_on(cast, SOLD, "Registration card", promised_on=TODAY)
        say_word(ready, word="Front desk", promised_on=TODAY, **{**said, "is_ready": True})
        perk = owed_on(cast, SOLD, "Oil changes", uses=4)
        use_perk(perk, seen=0, by=cast.bea, now=now)
        owed_on(cast, SOLD, "Signature on the title", owed_by="customer", promised_on=TODAY)
        signed = owed_on(cast, SOLD, "Trade title", owed_by="customer")
        sign_nothing_owed(signed.delivery, by=cast.sam, now=now)
        for n in range(3):
            row = owed_on(cast, SOLD, promised_on=later)
            question = "When do the plates come?" if n else "Is the lien off the title?"
            ask_fact(cast.north, row.customer, question, department="title", by=cast.sam, now=now,
                     delivery=row.delivery)  # fmt: skip
        return perk, plates, signed


def test_sixty_plates_out_of_a_pasted_list_take_less_than_a_minute(cast, tina, open_screen):
    sixty_plates(cast)
    screen = open_screen(tina)
    rows = [f"{number}\tSomebody, Some\t2026\t11/05/2026" for number in [*SIXTY, "99999"]]
    sheet = "\n".join(["Deal\tName\tYear\tSold", *rows])
    began = time.monotonic()
    page = screen.go("/we-owes/")
    page.get_by_role("link", name="Many at once").click()
    page.get_by_label("Deal or stock numbers").fill(sheet)
    page.get_by_label("What is owed").fill("plates")
    page.get_by_label("Sent to the state").check()
    page.keyboard.press("Control+Enter")
    page.get_by_text("Will change, 60").wait_for()
    assert page.get_by_text("Need another look, 1").is_visible()
    page.keyboard.press("Control+Enter")
    page.get_by_text("60 are saved. 1 line needs another look").wait_for()
    took = time.monotonic() - began
    assert took < 60, took
    assert page.get_by_label("Deal or stock numbers").input_value().strip() == "99999"
    with scope(cast.group.pk):
        assert WeOwe.objects.filter(stage="sent").count() == 60
    assert screen.complaints == []


def test_it_works_without_a_script(cast, tina, open_screen):
    sixty_plates(cast)
    screen = open_screen(tina, has_script=False)
    page = screen.page
    page.goto(f"{screen.address}/we-owes/many/")
    page.get_by_label("Deal or stock numbers").fill("48000 48001")
    page.get_by_label("Ready").check()
    page.get_by_role("button", name="Look them up").click()
    page.get_by_role("button", name=re.compile(r"^Save \d")).click()
    assert page.get_by_text("2 are saved.").is_visible()
    with scope(cast.group.pk):
        assert WeOwe.objects.filter(status="ready").count() == 2


def test_a_clerk_works_by_keys_alone(cast, tina, open_screen):
    perk, plates, _signed = a_full_desk(cast)
    screen = open_screen(tina)
    page = screen.go(f"/we-owes/?department=title&owe={plates.pk}")
    page.get_by_label("It is here").check()
    page.get_by_label("What Sam can say").fill("In the drawer")
    page.keyboard.press("Control+Enter")
    page.get_by_text("Saved: Plates for").first.wait_for()
    page.locator("body").press("j")
    assert page.evaluate("document.activeElement.hasAttribute('data-row')")
    page.goto(f"{screen.address}/we-owes/?department=title&owe={perk.pk}")
    screen.settle()
    page.locator("body").press("u")
    page.get_by_text("2 of 4 used").first.wait_for()
    with scope(cast.group.pk):
        assert WeOwe.objects.get(pk=plates.pk).stage == "arrived"
    assert screen.complaints == []


def test_ctrl_enter_saves_the_form_that_one_types_in(cast, tina, open_screen):
    _perk, plates, _signed = a_full_desk(cast)
    screen = open_screen(tina)
    page = screen.go(f"/we-owes/?department=title&owe={plates.pk}")
    page.locator("[name^=answer-]").first.fill("It is off since Monday")
    page.keyboard.press("Control+Enter")
    page.get_by_text("1 answer is on its card now.").first.wait_for()
    with scope(cast.group.pk):
        assert WeOwe.objects.get(pk=plates.pk).word == "At the state counter"
        assert not WeOwe.objects.filter(word_by=tina).exists()
    search = page.get_by_label("Name, item, deal or stock number")
    search.fill("Nadia")
    search.press("Control+Enter")  # a form without a save of its own presses nobody else's
    screen.settle()
    assert page.get_by_text("Saved:").count() == 0
    assert screen.complaints == []


def test_why_it_is_no_longer_owed_shows_when_it_is_picked(cast, tina, open_screen):
    _perk, plates, _signed = a_full_desk(cast)
    screen = open_screen(tina)
    page = screen.go(f"/we-owes/?department=title&owe={plates.pk}")
    why = page.get_by_label("Why is it no longer owed?")
    assert not why.is_visible()
    page.get_by_label("No longer owed", exact=True).check()
    assert why.is_visible()
    page.get_by_role("button", name="Save and next").click()
    page.get_by_text("Say why: it stays on record.").first.wait_for()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_pages_of_the_desk_are_clean(cast, open_screen, size, theme):
    perk, plates, signed = a_full_desk(cast)
    screen = open_screen(cast.maya, size=size, theme=theme)
    paths = (
        f"/we-owes/?department=title&owe={plates.pk}",
        f"/we-owes/?owe={perk.pk}",
        "/we-owes/?q=nobody+like+this",
        "/we-owes/new/?department=title",
        f"/we-owes/new/?delivery={plates.delivery_id}",
        f"/we-owes/new/?customer={plates.customer_id}",
        f"/deliveries/{plates.delivery_id}/",
        f"/deliveries/{signed.delivery_id}/",
        "/deliveries/new/",
        f"/customers/{plates.customer_id}/",
        "/we-owes/many/",
    )
    for path in paths:
        screen.go(path)
        assert (path, screen.axe(), screen.sideways()) == (path, [], 0)
    page = screen.page
    page.get_by_label("Deal or stock numbers").fill("47991 47990 88888 4.7E+04\nTrade, no number\n")
    page.get_by_label("A new date").check()
    page.get_by_role("button", name="Look them up").click()
    screen.settle()
    assert (screen.axe(), screen.sideways()) == ([], 0)
    page.get_by_label("What the salespeople can say").fill("The state is late")
    page.get_by_label("New date, the same for all").fill((TODAY + timedelta(days=20)).isoformat())
    page.get_by_role("button", name="Look them up").click()
    page.get_by_text("Will change").first.wait_for()
    screen.settle()
    assert (screen.axe(), screen.sideways()) == ([], 0)
    page.get_by_role("button", name=re.compile(r"^Save \d")).click()
    page.get_by_text("is saved").first.wait_for()
    screen.settle()
    assert (screen.axe(), screen.sideways()) == ([], 0)
    assert screen.complaints == []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_line_50_a_perk_that_is_used_up_offers_one_back_and_is_clean(
    cast, tina, open_screen, size, theme
):
    perk, _plates, _signed = a_full_desk(cast)
    screen = open_screen(tina, size=size, theme=theme)
    page = screen.go(f"/we-owes/?department=title&owe={perk.pk}")
    for used in (2, 3, 4):
        page.get_by_role("button", name="Used one").click()
        page.get_by_text(f"{used} of 4 used").first.wait_for()
    assert screen.axe() == []
    assert screen.sideways() == 0
    page.get_by_role("button", name="One back").click()
    page.get_by_text("1 is left.").wait_for()
    assert page.get_by_text("3 of 4 used").first.is_visible()
    with scope(cast.group.pk):
        assert WeOwe.objects.get(pk=perk.pk).status == "open"
    assert screen.complaints == []


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_slip_is_taken_back_from_the_banner_which_is_in_sight(cast, tina, open_screen, size):
    sixty_plates(cast)
    screen = open_screen(tina, size=size)
    page = screen.go("/we-owes/")
    page.locator("[data-row]").nth(20).click()
    screen.settle()
    page.get_by_label("Settled", exact=True).check()
    page.get_by_role("button", name="Save and next").click()
    page.get_by_text("Saved: Plates for").first.wait_for()
    screen.settle()
    for shown in (page.locator("#news .ban"), page.get_by_role("button", name="Save and next")):
        box = shown.bounding_box()
        assert box is not None
        assert 0 <= box["y"] <= size[1] - box["height"]
    page.locator("body").press("z")
    page.get_by_text("Open again: Plates for").wait_for()
    page.get_by_label("No longer owed", exact=True).check()
    page.get_by_label("Why is it no longer owed?").fill("They bought them")
    page.get_by_role("button", name="Save and next").click()
    page.get_by_text("Saved: Plates for").first.wait_for()
    with scope(cast.group.pk):
        closed = WeOwe.objects.exclude(settled_at=None).get()
    page = screen.go(f"/we-owes/?owe={closed.pk}")
    assert (screen.axe(), screen.sideways()) == ([], 0)
    page.get_by_role("button", name="Open it again").click()
    page.get_by_text("Open again: Plates for").wait_for()
    with scope(cast.group.pk):
        assert not WeOwe.objects.exclude(settled_at=None).exists()
    assert screen.complaints == []
