"""The store's library of reasons: staff add theirs, a manager decides, the card offers them."""

from datetime import date, timedelta

import pytest

from dealerfollow.stores.actions import hire
from dealerfollow.stores.rules.rights import Role
from dealerfollow.testing.calls import Caller, calls_at
from dealerfollow.testing.sales import buyer, deliver, noon
from followups.actions import library
from followups.actions.library import (
    BareReason,
    ReasonRetired,
    ReasonTaken,
    approve_reason,
    change_reason,
    propose_reason,
    retire_reason,
)
from followups.models import Attempt, CallReason, FollowUp

THURSDAY = date(2026, 3, 5)
NOW = noon(THURSDAY)
PAGE = "/calls/reasons/"
TIRES = "Free tire check before the snow"


@pytest.fixture
def sam(cast, sign_in, monkeypatch) -> Caller:
    return calls_at(NOW, sign_in(cast.sam), monkeypatch)


@pytest.fixture
def maya(cast, sign_in, monkeypatch) -> Caller:
    return calls_at(NOW, sign_in(cast.maya), monkeypatch)


def add(cast, text=TIRES, **told):
    told = {"by": cast.sam, "now": NOW, "is_approved": True, **told}
    return propose_reason(cast.north, text, **told)[0]


def shown(caller):
    groups = caller.client.get(PAGE).context["groups"]
    return {str(label): [row.text for row in rows] for label, rows in groups}


def check_in(cast):
    """A six-month check-in with nobody of whom anything is on file."""
    sold = deliver(
        cast.north,
        THURSDAY - timedelta(days=180),
        salesperson=cast.sam,
        buyer=buyer(first_name="Maria"),
        now=NOW - timedelta(days=180),
    )
    FollowUp.objects.filter(delivery=sold).update(kind="check_in", due_on=THURSDAY)
    return FollowUp.objects.get(delivery=sold)


def test_line_55_staff_propose_and_a_manager_puts_it_to_use(sam, maya, cast):
    sam.client.post(PAGE, {"text": TIRES, "kinds": ["check_in"], "language": "en"})
    assert shown(sam) == {"Proposed": [TIRES], "In use": []}
    found = CallReason.objects.get()
    assert (found.proposed_by, found.kinds, found.state) == (cast.sam, ["check_in"], "proposed")
    maya.client.post(f"{PAGE}{found.pk}/", {"act": "approve"})
    assert shown(sam) == {"Proposed": [], "In use": [TIRES]}
    found.refresh_from_db()
    assert (found.decided_by, found.decided_at) == (cast.maya, NOW)


def test_a_manager_adds_edits_and_retires(maya, cast):
    maya.client.post(PAGE, {"text": TIRES, "language": "en"})
    found = CallReason.objects.get(state="approved")
    told = {"act": "save", "text": "Free battery check", "kinds": ["lease"], "language": "es"}
    maya.client.post(f"{PAGE}{found.pk}/", told)
    assert shown(maya)["In use"] == ["Free battery check"]
    page = maya.client.post(f"{PAGE}{found.pk}/", {"act": "retire"}, follow=True)
    assert "No longer offered." in page.content.decode()
    assert shown(maya) == {"Proposed": [], "In use": []}
    page = maya.client.post(f"{PAGE}{found.pk}/", {"act": "approve"}, follow=True)
    assert "Somebody decided already." in page.content.decode()


def test_who_sells_may_not_decide(sam, cast):
    found = add(cast, is_approved=False)
    assert sam.client.post(f"{PAGE}{found.pk}/", {"act": "approve"}).status_code == 403
    found.refresh_from_db()
    assert found.state == "proposed"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("Just checking in", "gives them nothing"),
        ("¿Todo bien?", "gives them nothing"),
        ("", "Write what is worth their time."),
        ("x " * 100, "at most 160 characters"),
    ],
)
def test_line_48_a_bare_reason_is_refused_next_to_its_field_in_words_that_teach(sam, text, problem):
    page = sam.client.post(PAGE, {"text": text, "language": "en"})
    assert page.status_code == 422
    assert problem in page.context["form"].errors["text"][0]
    assert not CallReason.objects.exists()


def test_the_same_words_are_one_reason_however_they_are_written(sam, cast):
    first = add(cast)
    again, is_new = propose_reason(cast.north, f"  {TIRES.upper()} ", by=cast.bea, now=NOW)
    assert (again, is_new) == (first, False)
    page = sam.client.post(PAGE, {"text": TIRES, "language": "en"}, follow=True)
    assert "is in the library already" in page.content.decode()
    other = add(cast, "Recall campaign")
    with pytest.raises(ReasonTaken):
        change_reason(other, TIRES, kinds=[], language="en", by=cast.maya, now=NOW)
    with pytest.raises(BareReason):
        change_reason(other, "hello", kinds=[], language="en", by=cast.maya, now=NOW)


def test_the_same_words_sent_by_two_at_once_are_one_reason(cast, monkeypatch):
    first, other = add(cast), add(cast, "Recall campaign")
    monkeypatch.setattr(library, "_same", lambda store, words: None)  # neither sees the other's
    again, is_new = propose_reason(cast.north, TIRES.upper(), by=cast.bea, now=NOW)
    assert (again, is_new) == (first, False)
    with pytest.raises(ReasonTaken):
        change_reason(other, TIRES.upper(), kinds=[], language="en", by=cast.maya, now=NOW)
    assert CallReason.objects.get(pk=other.pk).text == "Recall campaign"


def test_one_that_was_retired_meanwhile_does_not_come_back(maya, cast):
    found = add(cast)
    stale = CallReason.objects.get(pk=found.pk)
    retire_reason(found, by=cast.grace, now=NOW)
    with pytest.raises(ReasonRetired):
        change_reason(stale, "Battery", kinds=[], language="en", by=cast.maya, now=NOW)
    told = {"act": "save", "text": "Free battery check", "language": "en"}
    page = maya.client.post(f"{PAGE}{found.pk}/", told, follow=True)
    assert "Somebody decided already." in page.content.decode()
    assert CallReason.objects.values_list("text", "state").get() == (TIRES, "retired")


def test_the_first_decision_counts(cast):
    found = add(cast, is_approved=False)
    assert approve_reason(found, by=cast.maya, now=NOW)
    assert not approve_reason(found, by=cast.grace, now=NOW)
    assert retire_reason(found, by=cast.maya, now=NOW)
    assert not retire_reason(found, by=cast.grace, now=NOW)
    assert found.decided_by == cast.maya
    assert add(cast).pk != found.pk  # a retired one may come back as a new one


def test_words_that_are_taken_are_said_next_to_their_field(maya, cast):
    add(cast)
    other = add(cast, "Recall campaign")
    told = {"act": "save", "text": TIRES, "language": "en"}
    page = maya.client.post(f"{PAGE}{other.pk}/", told)
    assert page.status_code == 422
    assert page.context["form"].errors["text"] == ["These words are in the library already."]


def test_line_55_the_card_offers_those_of_its_kind_and_language_and_the_log_takes_one(sam, cast):
    row = check_in(cast)
    add(cast)
    add(cast, "Trade-in day", kinds=["check_in"])
    add(cast, "Second key", kinds=["post_sale"])
    add(cast, "Revisión gratis de llantas", language="es")
    add(cast, "Waits for a manager: recall", is_approved=False)
    page = sam.open(row)
    assert page.context["card"].picks == ("Trade-in day", TIRES)
    refused = sam.log(row, outcome="spoke", reason=["Everything OK?"])
    assert refused.status_code == 422
    assert "gives them nothing" in refused.context["form"].errors["reason"][0]
    sam.log(row, outcome="spoke", reason=["", TIRES])  # the pill without script: the last counts
    assert Attempt.objects.get().reason == TIRES
    row.customer.language = "es"
    row.customer.save()


def test_the_card_of_a_spanish_speaker_offers_the_spanish_ones(sam, cast):
    row = check_in(cast)
    add(cast)
    add(cast, "Revisión gratis de llantas", language="es")
    row.customer.language = "es"
    row.customer.save()
    assert sam.open(row).context["card"].picks == ("Revisión gratis de llantas",)


def test_another_stores_reasons_stay_there(cast, sign_in):
    found = add(cast)
    noor = sign_in(cast.noor)
    assert noor.get(PAGE).context["is_empty"]
    assert noor.get(f"{PAGE}{found.pk}/").status_code == 403  # no right to decide anywhere


def test_the_library_of_a_card_is_that_of_its_store(sam, cast):
    """Sam works at two stores, and North is on screen."""
    hire(cast.sam, Role.SALESPERSON, group=cast.group, store=cast.south)
    sold = deliver(cast.south, THURSDAY - timedelta(days=2), salesperson=cast.sam)
    page = sam.open(FollowUp.objects.get(delivery=sold)).content.decode()
    url = f"{PAGE}?stores={cast.south.pk}"
    assert f'href="{url}"' in page
    assert sam.client.get(url).context["form_url"] == url
    assert sam.client.post(url, {"text": TIRES, "language": "en"}).url == url
    assert CallReason.objects.get().store == cast.south
