"""A customer's whole story in Chromium: call first, one timeline, changed where it is shown."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import transaction

from customers.actions import (
    add_phone,
    correct_stop,
    link_household,
    note_fact,
    record_consent,
    record_stop,
)
from customers.models import Customer, PersonalFact
from dealerfollow.tenancy.scope import scope
from dealerfollow.testing.browser import DESKTOP, PHONE
from dealerfollow.testing.cast import make_cast
from dealerfollow.testing.sales import buyer, deliver, noon
from deliveries.actions import owe
from followups.models import Attempt, AttemptUndo

pytestmark = pytest.mark.browser
TUESDAY = date(2026, 3, 3)
NOW = noon(TUESDAY)


@pytest.fixture
def cast(transactional_db):
    """Joanne Stokes of North with a husband, a son, a double, promises, talks and requests."""
    with transaction.atomic():
        cast = make_cast()
        joanne = buyer(
            first_name="Joanne",
            last_name="Stokes",
            phones=(("+12125550178", "mobile"),),
            born_on=date(1980, 5, 4),
        )
        bill = buyer(first_name="Bill", last_name="Stokes", phones=(("+12125550179", "mobile"),))
        sale = deliver(
            cast.north,
            TUESDAY,
            buyer=joanne,
            co_buyer=bill,
            salesperson=cast.sam,
            flags=("after_dark",),
        )
        me = sale.customer
        deliver(cast.north, TUESDAY - timedelta(days=1500), buyer=joanne, salesperson=cast.maya)
        drew = deliver(cast.north, TUESDAY, buyer=buyer(first_name="Drew", last_name="Stokes"))
        double = deliver(cast.north, TUESDAY, buyer=buyer(first_name="J", last_name="Stokes"))
        add_phone(double.customer, "+12125550178", kind="home", now=NOW)
        link_household(me, sale.co_buyer, "spouse", today=TUESDAY)
        link_household(me, drew.customer, "child", today=TUESDAY)
        for n, item in enumerate(("License plates", "Second key", "All-weather mats")):
            owe(
                cast.north,
                me,
                item,
                department="parts",
                promised_on=TUESDAY + timedelta(days=n + 3),
                by=cast.sam,
                today=TUESDAY,
                delivery=sale,
            )
        note_fact(me, "Camp every Thanksgiving", by=cast.sam, now=NOW, topic="travel")
        note_fact(me, "Eli, 6, rides in row three", by=cast.sam, now=NOW, about="child")
        stop = record_stop(
            me, scope="sales", channel="email", words="Too much mail", by=cast.sam, now=NOW
        )[0]
        correct_stop(stop, words="That was Joan Stokes", by=cast.maya, now=NOW)
        record_consent(me, channel="text", state="given", source="At delivery", now=NOW)
        for n in range(30):
            log(cast, me, NOW + timedelta(days=n, hours=1), undo=n == 29)
    return cast


def log(cast, customer, at, *, undo):
    """Every third was a talk; the last one was undone."""
    is_talk = at.day % 3 == 0
    made = Attempt.objects.create(
        group=cast.group,
        store=cast.north,
        customer=customer,
        by=cast.sam,
        by_role="salesperson",
        at=at,
        made_on=at.date(),
        channel="phone",
        outcome="spoke" if is_talk else "voicemail",
        is_try=True,
        is_talk=is_talk,
        proof="tapped" if is_talk else "claimed",
        reason="License plates",
        gained=["Where the plates are"] if is_talk else [],
        key=uuid4(),
    )
    if undo:
        AttemptUndo.objects.create(group=cast.group, attempt=made, at=at, by=cast.maya)


def joanne(cast):
    with scope(cast.group.pk):
        return Customer.objects.get(first_name="Joanne")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_story_and_its_forms_are_clean(cast, open_screen, size, theme):
    screen = open_screen(cast.maya, size=size, theme=theme)
    pk = joanne(cast).pk
    with scope(cast.group.pk):
        fact = PersonalFact.objects.get(text="Camp every Thanksgiving").pk
        double = Customer.objects.get(first_name="J").pk
    for path in (
        f"/customers/{pk}/",
        f"/customers/{pk}/?kind=talks",
        f"/customers/{pk}/?kind=heat",
        f"/customers/{pk}/merge/{double}/",
        f"/customers/{pk}/facts/{fact}/",
        f"/customers/{pk}/household/new/",
        f"/customers/{pk}/household/end/",
        f"/customers/{pk}/wishes/",
        f"/customers/{pk}/use/",
    ):
        page = screen.go(path)
        page.evaluate("document.querySelectorAll('details.inplace').forEach(d => d.open = true)")
        assert (path, screen.axe(), screen.sideways()) == (path, [], 0)
    assert screen.complaints == []


def test_the_timeline_is_filtered_and_paged_without_leaving_the_page(cast, open_screen):
    screen = open_screen(cast.sam)
    page = screen.go(f"/customers/{joanne(cast).pk}/")
    page.click(".kinds >> text=Conversations")
    page.wait_for_selector(".kinds [aria-current]:has-text('Conversations')")
    assert "kind=talks" in page.url
    titles = page.locator("#tl .hd b").all_inner_texts()
    assert set(titles) == {"Spoke"}
    page.click(".kinds >> text=Everything")
    page.wait_for_selector("#tl >> text=Earlier")
    page.click("#tl >> text=Earlier")
    page.wait_for_selector("#tl >> text=Back to the newest")
    assert screen.complaints == []


def test_without_script_the_story_is_paged_and_a_fact_is_noted_and_ended(cast, open_screen):
    screen = open_screen(cast.sam, has_script=False)
    page = screen.go(f"/customers/{joanne(cast).pk}/")
    page.click("#tl >> text=Earlier")
    assert page.locator("text=Back to the newest").count() == 1
    page.fill("[name=text]", "Coaches soccer")
    page.check("[name=sort][value=activities]", force=True)
    page.click("text=Note it")
    assert page.locator("#about >> text=Coaches soccer").count() == 1
    page.click("summary[aria-label='Change: Coaches soccer']")
    page.click(".fact:has-text('Coaches soccer') >> text=No longer true")
    assert page.locator("#about >> text=Coaches soccer").count() == 0


def test_on_a_phone_the_page_begins_with_name_call_and_why(cast, open_screen):
    screen = open_screen(cast.sam, size=PHONE)
    page = screen.go(f"/customers/{joanne(cast).pk}/")
    tops = [
        page.locator(where).first.bounding_box()["y"]
        for where in ("h1", ".call-b", ".why-now", "#tl", ".lft")
    ]
    assert tops == sorted(tops)
    assert tops[2] < 844  # why today needs no scrolling
    for where in (".call-b", ".kinds a", ".lft summary.btn", ".note-f .pill", ".lft .f > .btn"):
        assert (where, page.locator(where).first.bounding_box()["height"] >= 44) == (where, True)
