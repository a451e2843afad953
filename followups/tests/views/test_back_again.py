"""What was logged can be taken back later too: the banner is gone once a page was loaded anew."""

from datetime import date, timedelta

import pytest

from dealerfollow.testing.calls import form_of, stand_at
from dealerfollow.testing.sales import buyer, deliver, noon
from followups.models import Attempt, FollowUp

THURSDAY = date(2026, 3, 5)
NOW = noon(THURSDAY)
SATURDAY = noon(date(2026, 3, 7))


@pytest.fixture
def row(cast, monkeypatch):
    stand_at(SATURDAY, monkeypatch)
    maria = buyer(first_name="Maria", last_name="Delgado")
    delivery = deliver(cast.north, THURSDAY, salesperson=cast.sam, buyer=maria)
    return FollowUp.objects.get(delivery=delivery)


@pytest.fixture
def sam(cast, sign_in, row):
    return sign_in(cast.sam)


def log(client, row, outcome):
    url = f"/calls/{row.pk}/"
    answers = {**form_of(client.get(url), f"{url}log/"), "outcome": outcome}
    assert client.post(f"{url}log/", answers).status_code == 302
    return Attempt.objects.latest("pk")


def undo_urls(client, url):
    return client.get(url).content.decode().count("/undo/")


def test_a_done_card_opened_again_has_undo_until_the_day_is_over(
    sam, row, cast, sign_in, monkeypatch
):
    made = log(sam, row, "spoke")
    stand_at(SATURDAY + timedelta(hours=5), monkeypatch)
    page = sam.get(f"/calls/{row.pk}/")
    assert page.context["saved"].undo_url.startswith(f"/calls/attempts/{made.pk}/undo/")
    stand_at(SATURDAY + timedelta(hours=12), monkeypatch)
    assert sign_in(cast.sam).get(f"/calls/{row.pk}/").context["saved"] is None


def test_a_done_card_gives_nobody_else_an_undo(sam, row, cast, sign_in):
    log(sam, row, "spoke")
    assert sign_in(cast.maya).get(f"/calls/{row.pk}/").context["saved"] is None


def test_the_timeline_takes_back_what_the_reader_logged_today_and_nothing_else(
    sam, row, cast, sign_in, monkeypatch
):
    made, page = log(sam, row, "no_answer"), f"/customers/{row.customer_id}/"
    assert undo_urls(sam, page) == 1
    assert undo_urls(sign_in(cast.maya), page) == 0
    assert sam.post(f"/calls/attempts/{made.pk}/undo/").status_code == 302
    assert undo_urls(sam, page) == 0
    log(sam, row, "no_answer")
    stand_at(SATURDAY + timedelta(days=2), monkeypatch)
    assert undo_urls(sam, page) == 0


def test_a_contact_of_this_morning_says_that_it_is_saved_with_undo(sam, row):
    url = f"/customers/{row.customer_id}/contact/"
    content = sam.get(url).content.decode().replace('method="post"', f'action="{url}"', 1)
    shown = form_of(type("Page", (), {"content": content.encode(), "status_code": 200}), url)
    saved = sam.post(url, {**shown, "way": "walked_in", "at": "09:15"})
    assert saved.status_code == 302
    page = sam.get(saved["Location"])
    assert page.context["saved"].strong == "Maria: met in person."
    assert page.context["saved"].undo_url
