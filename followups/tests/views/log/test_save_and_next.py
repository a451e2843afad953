"""Save and next: what each outcome does, through the address that a person uses."""

from datetime import UTC, datetime, time

import pytest

from customers.models import PersonalFact
from dealerfollow.testing.calls import calls_at, stand_at
from dealerfollow.testing.sales import deliver
from deliveries.models import Delivery
from followups.models import Attempt, CallTap, FollowUp, FollowUpEvent
from followups.tests.one_log import FRIDAY, NOW, THURSDAY, TUESDAY, problems, state


@pytest.mark.parametrize("outcome", ["no_answer", "voicemail"])
def test_an_unreached_try_is_two_taps_and_comes_back_the_next_open_day(sam, row, cast, outcome):
    response = sam.log(row, outcome=outcome)
    assert response.status_code == 302
    assert state(row) == ("open", 1, THURSDAY, None, FRIDAY)
    assert (row.counted_for, row.first_due_on) == (cast.sam, THURSDAY)
    assert FollowUpEvent.objects.get().reason == "next_try"
    attempt = Attempt.objects.get()
    assert (attempt.outcome, attempt.proof, attempt.by_role, attempt.is_try, attempt.is_talk) == (
        outcome,
        "claimed",
        "salesperson",
        True,
        False,
    )
    assert (row.customer.last_contact_at, row.customer.last_talk_at) == (NOW, None)


def test_spoke_closes_the_follow_up_as_reached(sam, row):
    response = sam.log(row, outcome="spoke", note="All well.")
    assert response.status_code == 302
    assert state(row) == ("done", 1, THURSDAY, THURSDAY, THURSDAY)
    attempt = Attempt.objects.get()
    assert (row.closed_by, row.closed_at, attempt.note) == (attempt, NOW, "All well.")
    row.customer.refresh_from_db()
    assert row.customer.last_talk_at == NOW
    assert attempt.reason == "CSI survey opens Wed, Mar 11"


def test_save_goes_to_the_next_card_with_undo_over_it(sam, row, cast):
    other = deliver(cast.north, TUESDAY, salesperson=cast.sam)
    following = FollowUp.objects.get(delivery=other)
    response = sam.log(row, outcome="no_answer")
    attempt = Attempt.objects.get()
    assert response.url == f"/calls/{following.pk}/?saved={attempt.pk}"
    page = sam.client.get(response.url)
    assert page.context["saved"].undo_url == f"/calls/attempts/{attempt.pk}/undo/"
    assert page.context["saved"].strong == "Maria: no answer."
    assert page.context["saved"].words == "Next try tomorrow"


def test_htmx_gets_the_next_card_in_place_and_the_event(sam, row):
    values = {**sam.form(row), "outcome": "no_answer"}
    response = sam.send(row, values, headers={"HX-Request": "true"})
    assert response.status_code == 200
    assert (response["HX-Trigger"], response["HX-Push-Url"]) == ("call-logged", "/calls/")
    assert response.content.decode().count('id="today"') == 1
    assert "<html" not in response.content.decode()


def test_an_outcome_is_required_and_what_was_typed_stays(sam, row):
    response = sam.log(row, note="Half a sentence")
    assert problems(response) == {"outcome": ["Pick what happened."]}
    assert "Half a sentence" in response.content.decode()
    assert not Attempt.objects.exists()


def test_the_third_try_in_a_third_part_of_days_is_the_last(sam, row, monkeypatch):
    for day, hour in ((5, 15), (6, 20), (9, 23)):  # 10:00, 15:00 and 19:00 in New York
        stand_at(datetime(2026, 3, day, hour, tzinfo=UTC), monkeypatch)
        assert sam.log(row, outcome="no_answer").status_code == 302
    row.refresh_from_db()
    assert (row.state, row.tries, row.reached_on) == ("not_reached", 3, None)


def test_a_fact_and_what_they_gained_are_kept(sam, row, cast):
    sam.log(
        row,
        outcome="spoke",
        fact="Grandson Eli, 6",
        gained_words="Tow mode",
        is_csi_discussed="on",
    )
    fact = PersonalFact.objects.get()
    assert (fact.text, fact.noted_by, fact.noted_at) == ("Grandson Eli, 6", cast.sam, NOW)
    attempt = Attempt.objects.get()
    assert (attempt.gained, attempt.is_csi_discussed) == (["Tow mode"], True)


def test_a_bare_check_in_needs_a_reason_of_value(sam, row):
    FollowUp.objects.update(kind="check_in", touchpoint="check_in_90", tier=2)
    Delivery.objects.update(condition="used")
    assert problems(sam.log(row, outcome="spoke")) == {
        "reason": ["Say why the call was worth their time."]
    }
    assert list(problems(sam.log(row, outcome="spoke", reason="just checking in"))) == ["reason"]
    assert sam.log(row, outcome="spoke", reason="New tires are on sale").status_code == 302
    assert Attempt.objects.get().reason == "New tires are on sale"


def test_the_same_post_twice_is_one_attempt(sam, row):
    values = {**sam.form(row), "outcome": "no_answer"}
    assert [sam.send(row, values).status_code for _ in range(2)] == [302, 302]
    assert state(row)[1] == 1
    assert Attempt.objects.count() == 1


def test_a_post_without_its_key_is_refused_in_words(sam, row):
    values = {**sam.form(row), "outcome": "no_answer", "key": "nonsense"}
    response = sam.send(row, values)
    assert response.status_code == 422
    assert not Attempt.objects.exists()


def test_only_what_is_ticked_is_answered(sam, row, delivery):
    row.pk, row.touchpoint, row.kind, row.tier = None, "extra", "check_in", 2
    row.save()
    first, extra = FollowUp.objects.order_by("id")
    sam.log(first, outcome="spoke", follow_ups=[str(first.pk)])
    assert (state(first)[0], state(extra)[0]) == ("done", "open")


def test_they_called_us_and_met_nobody_is_no_try(sam, row):
    address = f"/customers/{row.customer_id}/contact/"
    form = sam.client.get(address).context["form"]
    values = {name: form[name].value() for name in ("key", "shown", "seen", "follow_ups")}
    ended = {"way": "they_called", "outcome_they_called": "voicemail"}
    assert sam.client.post(address, {**values, **ended}).status_code == 302
    assert state(row) == ("open", 0, None, None, THURSDAY)
    assert Attempt.objects.get().direction == "in"


@pytest.mark.parametrize("outcome", ["no_answer", "voicemail", "wrong_number"])
def test_a_call_that_only_we_can_have_made_is_ours_whatever_was_ticked_before(sam, row, outcome):
    sam.log(row, outcome=outcome, is_inbound="on", number="+12125550142")
    assert (Attempt.objects.get().direction, state(row)[1]) == ("out", 1)


def test_a_call_after_closing_counts_for_the_day_until_the_day_ends(sam, row, cast, monkeypatch):
    assert cast.north.day_ends_at == time(21)
    stand_at(datetime(2026, 3, 6, 0, 40, tzinfo=UTC), monkeypatch)  # Thursday 19:40 in New York
    sam.log(row, outcome="spoke")
    assert state(row)[2:4] == (THURSDAY, THURSDAY)


def test_otto_finds_none_of_it_and_changes_nothing(row, cast, sign_in, monkeypatch):
    otto = calls_at(NOW, sign_in(cast.otto), monkeypatch)
    before = state(row)
    for address in ("log", "snooze", "tap"):
        response = otto.client.post(f"/calls/{row.pk}/{address}/", {"outcome": "spoke"})
        assert response.status_code == 404
    assert otto.open(row).status_code == 404
    assert state(row) == before
    assert (Attempt.objects.count(), CallTap.objects.count()) == (0, 0)


def test_noor_of_the_other_store_finds_none_of_it(row, cast, sign_in, monkeypatch):
    noor = calls_at(NOW, sign_in(cast.noor), monkeypatch)
    assert noor.open(row).status_code == 404
    assert noor.client.post(f"/calls/{row.pk}/log/", {"outcome": "spoke"}).status_code == 404
    assert state(row)[0] == "open"
