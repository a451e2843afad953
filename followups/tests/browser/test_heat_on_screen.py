"""Heat cases and what was asked in Chromium: two sizes, light and dark, by mouse and keyboard."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.db import transaction

from dealerfollow.tenancy.scope import scope
from dealerfollow.testing.browser import DESKTOP, PHONE
from dealerfollow.testing.cast import make_cast
from dealerfollow.testing.sales import buyer, days, deliver, noon
from followups.actions.heat import add_step, open_heat, resolve
from followups.actions.heat_talk import customer_heard
from followups.actions.reviews import record_review
from followups.actions.surveys import record_survey
from followups.models import HeatCase
from followups.queries.heat_story import stand_of

pytestmark = [pytest.mark.browser, pytest.mark.slow]
TUESDAY = date(2026, 3, 3)
NOW = datetime(2026, 3, 10, 15, 12, tzinfo=UTC)
RUTH = buyer(first_name="Ruth", last_name="Emery", phones=(("+12125550142", "mobile"),))


@pytest.fixture
def lived(transactional_db):
    """Ruth has a run in the hood since a week, Ana waits for her plates, Leo is settled."""
    with transaction.atomic():
        cast = make_cast()
        ruth = deliver(cast.north, TUESDAY, salesperson=cast.sam, buyer=RUTH)
        said = "I don’t want money. I want the hood right and somebody who calls when they say so."
        told = {"severity": "severe", "cause": "vehicle", "words": said, "delivery": ruth}
        case = open_heat(cast.north, ruth.customer, **told, by=cast.sam, now=noon(TUESDAY))
        heard = {"how": "spoke", "reason": "The hood", "words": "Slot by Friday"}
        key = "00000000-0000-4000-8000-00000000000a"
        next_on = {"next_update_on": date(2026, 3, 10), "key": key}
        at = noon(TUESDAY + days(1))
        customer_heard(case, **heard, **next_on, **stand_of(case), by=cast.maya, now=at)
        loaner = "Body shop Monday 8 AM, loaner set aside"
        add_step(case, loaner, cost_cents=12_500, by=cast.maya, now=noon(TUESDAY + days(3)))
        review = {"site": "Google", "state": "posted", "on": TUESDAY + days(2), "stars": 3}
        quote = "Sam was kind, the hood was not right."
        record_review(
            cast.north, ruth.customer, **review, quote=quote, names=cast.sam, now=noon(TUESDAY)
        )
        ana = deliver(cast.north, TUESDAY, salesperson=cast.sam)
        told = {"severity": "uneasy", "cause": "papers", "words": "Where are the plates?"}
        open_heat(cast.north, ana.customer, **told, by=cast.sam, now=noon(date(2026, 3, 9)))
        record_survey(
            ana, state="answered", score=94, answered_on=date(2026, 3, 9), by=cast.bea, now=NOW
        )
        leo = deliver(cast.north, TUESDAY, salesperson=cast.sam)
        told = {"severity": "upset", "cause": "money", "words": "A fee"}
        done = open_heat(cast.north, leo.customer, **told, by=cast.sam, now=noon(TUESDAY))
        done = resolve(done, "Refunded", by=cast.sam, now=noon(TUESDAY + days(1)))
    with time_machine.travel(NOW, tick=True):
        yield cast, case, done, ruth, ana


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_every_page_is_clean(lived, open_screen, size, theme):
    cast, case, resolved, ruth, ana = lived
    screen = open_screen(cast.maya, size=size, theme=theme)
    for path in (
        "/heat-cases/",
        "/heat-cases/?which=store",
        "/heat-cases/?which=confirmed",
        f"/heat-cases/{case.pk}/",
        f"/heat-cases/{resolved.pk}/",
        f"/customers/{ruth.customer_id}/",
        f"/customers/{ruth.customer_id}/heat/",
        f"/customers/{ruth.customer_id}/review/",
        f"/deliveries/{ana.pk}/survey/",
    ):
        page = screen.go(path)
        page.evaluate("document.querySelectorAll('.added').forEach(d => d.open = true)")
        assert (path, screen.sideways(), screen.axe()) == (path, 0, [])
    assert screen.complaints == []


def test_they_heard_is_saved_on_a_phone_and_the_next_day_is_filled_in(lived, open_screen):
    cast, case, *_ = lived
    screen = open_screen(cast.maya, size=PHONE)
    page = screen.go(f"/heat-cases/{case.pk}/")
    page.locator("summary", has_text="They heard").click()
    page.get_by_label("What they were told").fill("The hood is painted tomorrow")
    assert page.locator("#heard_next_update_on").input_value() == "2026-03-11"
    page.get_by_role("button", name="Save", exact=True).click()
    screen.settle()
    assert "The hood is painted tomorrow" in page.locator(".tl").inner_text()
    with scope(cast.group.pk):
        assert HeatCase.objects.get(pk=case.pk).next_update_on == date(2026, 3, 11)
    assert screen.complaints == []


def test_a_case_is_opened_without_script(lived, open_screen):
    cast, _, resolved, *_ = lived
    screen = open_screen(cast.sam, has_script=False)
    page = screen.go(f"/customers/{resolved.customer_id}/")
    page.get_by_role("link", name="They are upset").click()
    page.get_by_label("Severe", exact=True).check()
    page.get_by_label("What about?").select_option("papers")
    page.get_by_label("What they said").fill("The plates are late again")
    page.get_by_role("button", name="Open a heat case").click()
    assert "Maya Torres takes care of it" in page.locator("body").inner_text()
