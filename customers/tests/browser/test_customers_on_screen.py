"""Customers in Chromium: found while typing, changed without script, clean at both sizes."""

from datetime import date

import pytest
from django.db import transaction

from customers.models import ContactStop, Customer
from dealerfollow.tenancy.scope import scope
from dealerfollow.testing.browser import DESKTOP, PHONE
from dealerfollow.testing.cast import make_cast
from dealerfollow.testing.sales import buyer, deliver
from deliveries.actions import owe

pytestmark = pytest.mark.browser
TUESDAY = date(2026, 3, 3)


@pytest.fixture
def cast(transactional_db):
    """Joanne and Bill Stokes of North, and José Muñoz."""
    with transaction.atomic():
        cast = make_cast()
        joanne = buyer(first_name="Joanne", last_name="Stokes")
        bill = buyer(first_name="Bill", last_name="Stokes")
        sale = deliver(cast.north, TUESDAY, buyer=joanne, co_buyer=bill, salesperson=cast.sam)
        deliver(cast.north, TUESDAY, buyer=buyer(first_name="José", last_name="Muñoz"))
        owe(
            cast.north,
            sale.customer,
            "Second key",
            department="parts",
            promised_on=date(2026, 3, 9),
            by=cast.sam,
            today=TUESDAY,
            delivery=sale,
        )
    return cast


def joanne(cast):
    with scope(cast.group.pk):
        return Customer.objects.get(first_name="Joanne")


def test_a_customer_is_found_while_typing(cast, open_screen):
    screen = open_screen(cast.sam)
    page = screen.go("/customers/")
    page.keyboard.type("munoz")
    page.wait_for_selector("text=José Muñoz")
    assert page.url.endswith("/customers/?q=munoz")
    assert page.locator("[data-row]").count() == 1
    page.keyboard.press("Escape")
    page.click("text=José Muñoz")
    page.wait_for_selector("h1:has-text('José Muñoz')")
    assert screen.complaints == []


def test_a_customer_is_found_and_stopped_without_script(cast, open_screen):
    screen = open_screen(cast.sam, has_script=False)
    page = screen.go("/customers/")
    page.fill("#q", "joanne")
    page.press("#q", "Enter")
    page.click("text=Joanne Stokes")
    page.click("text=Asked us to stop")
    page.check("[name=scope][value=everything]")
    page.fill("[name=words]", "Please stop")
    page.click("text=Record it")
    assert page.locator(".ban.miss >> text=Do not contact").count() == 1
    with scope(cast.group.pk):
        assert {s.words for s in ContactStop.objects.all()} == {"Please stop"}


def test_a_bad_number_is_marked_next_to_its_field(cast, open_screen):
    screen = open_screen(cast.sam)
    page = screen.go(f"/customers/{joanne(cast).pk}/phones/")
    page.fill("[name=number]", "12")
    page.click("button:has-text('Save')")
    assert page.locator("#id_number.is-invalid").count() == 1
    assert "Ten digits" in page.locator(".invalid-feedback").inner_text()
    assert page.input_value("[name=number]") == "12"
    assert screen.axe() == []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_pages_are_clean(cast, open_screen, size, theme):
    screen = open_screen(cast.sam, size=size, theme=theme)
    pk = joanne(cast).pk
    for path in (
        "/customers/",
        "/customers/?q=stokes",
        "/customers/?q=zzqq",
        f"/customers/{pk}/",
        f"/customers/{pk}/edit/",
        f"/customers/{pk}/stop/",
        f"/customers/{pk}/consent/",
        f"/customers/{pk}/household/?q=bill",
    ):
        screen.go(path)
        assert (path, screen.axe(), screen.sideways()) == (path, [], 0)
    assert screen.complaints == []
