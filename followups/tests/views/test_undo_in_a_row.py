"""After an Undo the log before it is next, so that ten in a row go back one by one."""

from datetime import date, timedelta

import pytest

from dealerfollow.testing.calls import calls_at, form_of, stand_at
from dealerfollow.testing.sales import buyer, days, deliver, noon
from followups.models import Attempt, AttemptUndo, FollowUp

THURSDAY = date(2026, 3, 5)
NOW = noon(THURSDAY)
FIRST = ("Ana", "Bob", "Cleo")


@pytest.fixture
def rows(cast):
    made = {}
    for name in FIRST:
        delivery = deliver(
            cast.north,
            THURSDAY - timedelta(days=2),
            salesperson=cast.sam,
            buyer=buyer(first_name=name),
        )
        made[name] = FollowUp.objects.get(delivery=delivery)
    return made


@pytest.fixture
def sam(cast, sign_in, monkeypatch):
    return calls_at(NOW, sign_in(cast.sam), monkeypatch)


def undo(caller, attempt, **headers):
    return caller.client.post(f"/calls/attempts/{attempt.pk}/undo/", **headers)


def saved_after(caller, attempt):
    """The news on the page that an Undo leads to."""
    return caller.client.get(undo(caller, attempt).url).context["saved"]


def url_of(attempt):
    return f"/calls/attempts/{attempt.pk}/undo/"


def test_after_an_undo_the_log_before_is_named_and_next_until_none_is_left(sam, rows):
    logged = []
    for name, outcome in zip(FIRST, ("spoke", "no_answer", "voicemail"), strict=True):
        sam.log(rows[name], outcome=outcome)
        logged.append(Attempt.objects.latest("id"))
    said = []
    page = sam.client.get(undo(sam, logged[-1]).url)
    while page.context["saved"].undo_url:
        said.append(page.context["saved"].words)
        form_of(page, page.context["saved"].undo_url)  # the button is on the page
        page = sam.client.get(sam.client.post(page.context["saved"].undo_url).url)
    assert said == [
        "Cleo is as before. Before it: “Bob: no answer”.",
        "Bob is as before. Before it: “Ana: spoke”.",
    ]
    assert page.context["saved"].words == "Ana is as before."
    assert AttemptUndo.objects.count() == 3
    assert {row.state for row in FollowUp.objects.all()} == {"open"}


def test_with_htmx_the_next_undo_is_on_the_same_page(sam, rows):
    for name in FIRST[:2]:
        sam.log(rows[name], outcome="no_answer")
    first, second = Attempt.objects.order_by("id")
    saved = undo(sam, second, headers={"HX-Request": "true"}).context["saved"]
    assert (saved.undo_url, saved.is_earlier) == (url_of(first), True)


def test_what_stays_is_passed_over_and_others_and_other_days_are_not_offered(
    cast, sam, rows, sign_in, monkeypatch
):
    stand_at(noon(THURSDAY - days(1)), monkeypatch)
    sam.log(rows["Ana"], outcome="no_answer")
    stand_at(NOW, monkeypatch)
    maya = calls_at(NOW, sign_in(cast.maya), monkeypatch)
    maya.log(rows["Ana"], outcome="spoke")
    sam.log(rows["Bob"], outcome="other", more_outcome="asked_to_stop_sales")
    sam.log(rows["Cleo"], outcome="no_answer")
    assert Attempt.objects.count() == 4
    saved = saved_after(sam, Attempt.objects.latest("id"))
    assert (saved.words, saved.undo_url) == ("Cleo is as before.", "")


def test_one_that_is_refused_says_why_and_ends_no_row_of_undoing(cast, sam, rows):
    sam.log(rows["Ana"], outcome="no_answer")
    sam.log(rows["Bob"], outcome="no_answer")
    ana, bob = Attempt.objects.order_by("id")
    FollowUp.objects.filter(pk=rows["Bob"].pk).update(due_on=THURSDAY + days(9))
    refused = undo(sam, bob)
    page = refused.content.decode()
    assert refused.status_code == 409
    assert "It has changed since, so it cannot be undone exactly." in page
    assert refused.context["saved"].strong == "Ana: no answer."
    assert refused.context["saved"].undo_url == url_of(ana)
    assert undo(sam, ana).status_code == 302


def test_whoever_tries_to_undo_for_another_is_offered_nothing(cast, sam, rows, sign_in):
    sam.log(rows["Ana"], outcome="no_answer")
    attempt = Attempt.objects.get()
    refused = sign_in(cast.maya).post(url_of(attempt))
    assert (refused.status_code, refused.context["saved"]) == (409, None)
