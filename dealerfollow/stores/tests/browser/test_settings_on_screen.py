"""The settings in Chromium: saved without script, clean at both sizes and in both themes."""

import pytest
from django.db import transaction

from dealerfollow.stores.models import Membership, Store
from dealerfollow.tenancy.scope import scope
from dealerfollow.testing.browser import DESKTOP, PHONE
from dealerfollow.testing.cast import make_cast

pytestmark = pytest.mark.browser


@pytest.fixture
def cast(transactional_db):
    with transaction.atomic():
        return make_cast()


def role_of(cast, user):
    with scope(cast.group.pk):
        return Membership.objects.get(user=user)


def test_hours_and_holidays_are_saved_without_script(cast, open_screen):
    page = open_screen(cast.maya, has_script=False).go("/settings/")
    page.fill("[name=from_6]", "11:00")
    page.fill("[name=to_6]", "16:00")
    page.check("text=Labor Day")
    page.click("button:has-text('Save')")
    assert page.locator(".ban.ok >> text=Saved.").count() == 1
    with scope(cast.group.pk):
        store = Store.objects.get(pk=cast.north.pk)
    assert store.weekly_hours["6"] == ["11:00", "16:00"]
    assert "Labor Day" in store.holiday_names


def test_grace_switches_the_store_on_screen(cast, open_screen):
    screen = open_screen(cast.grace)
    page = screen.go("/settings/")
    page.click(".df-store summary")
    page.click(".df-store button:has-text('Copperline South')")
    page.wait_for_selector("h1:has-text('Copperline South')")
    assert page.url.endswith("/settings/")
    assert screen.complaints == []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_pages_are_clean(cast, open_screen, size, theme):
    screen = open_screen(cast.maya, size=size, theme=theme)
    member = role_of(cast, cast.sam)
    for path in (
        "/settings/",
        "/settings/people/",
        "/settings/people/new/",
        f"/settings/people/{member.pk}/",
        f"/settings/people/{member.pk}/end/",
    ):
        screen.go(path)
        assert (path, screen.axe(), screen.sideways()) == (path, [], 0)
    assert screen.complaints == []
