"""Save and next: what each outcome does, through the address that a person uses."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from customers.actions import record_stop
from customers.models import ContactStop, Customer, CustomerPhone, PersonalFact
from dealerfollow.testing.calls import Caller, calls_at, stand_at
from dealerfollow.testing.sales import buyer, deliver, noon
from deliveries.actions import owe
from deliveries.models import Delivery, WeOwe
from followups.models import Attempt, CallTap, FollowUp, FollowUpEvent, Plan

THURSDAY = date(2026, 3, 5)
TUESDAY = THURSDAY - timedelta(days=2)
FRIDAY = THURSDAY + timedelta(days=1)
NOW = noon(THURSDAY)
MARIA = buyer(
    first_name="Maria",
    last_name="Delgado",
    phones=(("+12125550142", "mobile"), ("+12125550143", "home")),
)


@pytest.fixture
def delivery(cast):
    return deliver(cast.north, TUESDAY, salesperson=cast.sam, buyer=MARIA)


@pytest.fixture
def row(delivery):
    return FollowUp.objects.get()


@pytest.fixture
def sam(cast, sign_in, monkeypatch) -> Caller:
    return calls_at(NOW, sign_in(cast.sam), monkeypatch)


def state(row):
    row.refresh_from_db()
    return (row.state, row.tries, row.first_tried_on, row.reached_on, row.due_on)


def second_key(cast, delivery, promised_on):
    return owe(
        cast.north,
        delivery.customer,
        "Second key",
        department="parts",
        promised_on=promised_on,
        by=cast.sam,
        today=TUESDAY,
        delivery=delivery,
    )


def problems(response):
    assert response.status_code == 422
    return {name: list(words) for name, words in response.context["form"].errors.items()}


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


def test_a_wrong_number_binds_and_the_follow_up_stays_for_the_other_number(sam, row):
    sam.log(row, outcome="wrong_number", number="+12125550143")
    assert state(row)[0] == "open"
    assert FollowUpEvent.objects.filter(reason="other_number").count() == 1
    assert wrong_numbers() == ["+12125550143"]


def wrong_numbers():
    return [str(phone.number) for phone in CustomerPhone.objects.exclude(wrong_at=None)]


WRONG = [
    pytest.param({"outcome": "wrong_number"}, id="edge-62-wrong-number"),
    pytest.param(
        {"outcome": "other", "more_outcome": "stranger_stopped"}, id="edge-63-a-stranger-stopped"
    ),
]


@pytest.mark.parametrize("told", WRONG)
def test_of_two_numbers_without_a_press_of_call_it_is_asked_which(sam, row, told):
    refused = sam.log(row, **told)
    asked = ["Which number did you call? Only that one is taken off."]
    assert problems(refused) == {"number": asked}
    assert 'id="id_number"' in refused.content.decode()
    assert wrong_numbers() == []
    assert not ContactStop.objects.exists()
    assert list(problems(sam.log(row, **told, number="+12125550199"))) == ["number"]
    assert sam.log(row, **told, number="+12125550143").status_code == 302
    assert wrong_numbers() == ["+12125550143"]
    stopped = [stop.value for stop in ContactStop.objects.all()]
    assert stopped == (["+12125550143"] if "more_outcome" in told else [])


@pytest.mark.parametrize("told", WRONG)
def test_after_a_press_of_call_nothing_is_asked(sam, row, told):
    assert 'id="id_number"' not in sam.open(row).content.decode()
    sam.client.post(f"/calls/{row.pk}/tap/", {"number": "+12125550143"})
    assert sam.log(row, **told).status_code == 302
    assert wrong_numbers() == ["+12125550143"]


@pytest.mark.parametrize("told", WRONG)
def test_with_one_number_nothing_is_asked(sam, row, told):
    CustomerPhone.objects.filter(number="+12125550143").delete()
    assert sam.log(row, **told).status_code == 302
    assert wrong_numbers() == ["+12125550142"]


def test_a_call_back_comes_back_at_the_customers_own_time(sam, row):
    sam.log(
        row,
        outcome="other",
        more_outcome="call_back",
        call_back_on="2026-03-09",
        call_back_at="16:30",
    )
    assert state(row) == ("open", 1, THURSDAY, THURSDAY, date(2026, 3, 9))
    assert row.due_at == datetime(2026, 3, 9, 20, 30, tzinfo=UTC)
    assert row.first_due_on == THURSDAY


def test_edge_22_a_call_back_on_a_closed_day_is_refused(sam, row):
    response = sam.log(row, outcome="other", more_outcome="call_back", call_back_on="2026-03-08")
    assert problems(response) == {
        "call_back_on": [
            "The store is closed that day. Offer an open day, or name who calls.",
            "The next open time is Mon, Mar 9, 9:00 AM.",
        ]
    }
    assert state(row)[1] == 0


def test_edge_22_a_person_named_for_sunday_has_it_on_their_list(cast, sam, row):
    told = {"more_outcome": "call_back", "call_back_on": "2026-03-08", "call_back_at": "15:00"}
    response = sam.log(row, outcome="other", call_back_by=str(cast.bea.pk), **told)
    assert response.status_code == 302
    row.refresh_from_db()
    assert (row.owner, row.due_on) == (cast.bea, date(2026, 3, 8))
    assert row.due_at == datetime(2026, 3, 8, 19, tzinfo=UTC)
    event = FollowUpEvent.objects.get(follow_up=row, kind="reassigned")
    assert (event.reason, event.became) == ("call_back_by", "Bea Walsh")


def test_edge_22_somebody_who_does_not_work_here_cannot_be_named(cast, sam, row):
    told = {"more_outcome": "call_back", "call_back_on": "2026-03-08"}
    response = sam.log(row, outcome="other", call_back_by=str(cast.noor.pk), **told)
    assert response.status_code == 422
    assert "call_back_by" in problems(response)


def test_edge_21_saturday_evening_in_honolulu_is_a_closed_sunday_here(sam, row):
    Customer.objects.filter(pk=row.customer_id).update(state="HI", postal_code="96813")
    told = {"more_outcome": "call_back", "call_back_on": "2026-03-07"}
    refused = sam.log(row, outcome="other", call_back_at="20:00", **told)
    assert "The store is closed that day" in problems(refused)["call_back_on"][0]
    assert sam.log(row, outcome="other", call_back_at="10:00", **told).status_code == 302
    row.refresh_from_db()
    assert (row.due_on, row.due_at) == (
        date(2026, 3, 7),
        datetime(2026, 3, 7, 20, tzinfo=UTC),
    )


def test_a_call_back_needs_its_day(sam, row):
    response = sam.log(row, outcome="other", more_outcome="call_back")
    assert list(problems(response)) == ["call_back_on"]


@pytest.mark.parametrize(
    ("scope", "outcome"),
    [("sales", "asked_to_stop_sales"), ("everything", "asked_to_stop_everything")],
)
def test_a_stop_ends_the_follow_up_and_binds_every_number(sam, row, scope, outcome):
    sam.log(row, outcome="other", more_outcome=outcome, note="Never again")
    row.refresh_from_db()
    assert (row.state, row.state_reason) == ("stopped", f"asked_to_stop_{scope}")
    stops = ContactStop.objects.all()
    assert {s.value for s in stops} >= {"", "+12125550142", "+12125550143"}
    assert {(s.scope, s.words, s.recorded_by) for s in stops} == {
        (scope, "Never again", Attempt.objects.get().by)
    }


def test_edge_59_a_stop_of_everything_leaves_the_promise_to_a_letter_of_the_manager(
    sam, row, cast, delivery
):
    sam.log(
        row,
        outcome="spoke",
        promise_item="Mats",
        promise_by="2026-03-05",
        promise_department="parts",
    )
    mats = FollowUp.objects.get(kind="promise")
    told = {"outcome": "other", "more_outcome": "asked_to_stop_everything"}
    assert sam.log(mats, **told, note="Never again").status_code == 302
    mats.refresh_from_db()
    assert (mats.state, mats.channel, mats.owner, mats.due_on) == (
        "open",
        "letter",
        cast.maya,
        FRIDAY,
    )
    assert set(mats.events.values_list("kind", "reason")) >= {
        ("moved", "promise_remains"),
        ("channel_changed", "not_contactable"),
        ("reassigned", "not_contactable"),
    }


def test_edge_61_a_text_after_a_stop_is_refused_with_its_reason(sam, row):
    values = sam.form(row)
    ContactStop.objects.create(
        group=row.group, customer=row.customer, scope="everything", channel="text", asked_at=NOW
    )
    response = sam.send(row, {**values, "outcome": "texted"})
    assert list(problems(response)) == ["outcome"]
    assert not Attempt.objects.exists()


def test_told_dates_are_kept_on_the_we_owe_and_on_the_attempt(sam, row, cast, delivery):
    key = second_key(cast, delivery, date(2026, 3, 9))
    sam.log(row, outcome="spoke", told_news="changed", **{f"told_{key.pk}": "2026-03-11"})
    key.refresh_from_db()
    assert (key.told_on, key.promised_on) == (date(2026, 3, 11), date(2026, 3, 9))
    assert Attempt.objects.get().told == {str(key.pk): "2026-03-11"}


def test_nothing_new_is_three_taps_and_tells_the_dates_on_the_card(sam, row, cast, delivery):
    key = second_key(cast, delivery, date(2026, 3, 9))
    assert sam.log(row, outcome="spoke", told_news="same").status_code == 302
    key.refresh_from_db()
    assert key.told_on == date(2026, 3, 9)


def test_nothing_new_is_refused_over_a_promise_that_is_past_due(sam, row, cast, delivery):
    key = second_key(cast, delivery, date(2026, 3, 4))
    refused = sam.log(row, outcome="spoke", told_news="same")
    assert list(problems(refused)) == ["told_news"]
    assert state(row)[0] == "open"
    new_date = {f"told_{key.pk}": "2026-03-10"}
    assert sam.log(row, outcome="spoke", told_news="changed", **new_date).status_code == 302


def test_what_they_got_is_settled(sam, row, cast, delivery):
    key = second_key(cast, delivery, date(2026, 3, 4))
    sam.log(row, outcome="spoke", told_news="changed", settled=[str(key.pk)])
    key.refresh_from_db()
    assert (key.status, key.settled_at) == ("done", NOW)


def test_what_they_asked_for_is_a_we_owe_with_a_call_of_its_own(sam, row):
    sam.log(
        row,
        outcome="spoke",
        promise_item="Find the 7-pin adapter",
        promise_by="2026-03-08",
        promise_department="parts",
    )
    owed = WeOwe.objects.get()
    assert (owed.item, owed.department, owed.promised_on, owed.told_on) == (
        "Find the 7-pin adapter",
        "parts",
        date(2026, 3, 8),
        date(2026, 3, 8),
    )
    call = FollowUp.objects.get(kind="promise")
    assert (call.due_on, call.owner, call.plan.anchor_kind) == (
        date(2026, 3, 7),  # a closed Sunday: the open day before
        row.owner,
        "promise",
    )
    assert Plan.objects.get(we_owe=owed) == call.plan


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"promise_item": "An adapter"}, "promise_by"),
        ({"promise_by": "2026-03-09"}, "promise_item"),
        ({"promise_item": "An adapter", "promise_by": "soon"}, "promise_by"),
    ],
)
def test_a_promise_needs_what_and_by_when(sam, row, typed, field):
    assert field in problems(sam.log(row, outcome="spoke", **typed))


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


def test_a_tap_on_call_makes_it_tapped_and_is_used_once(sam, row, monkeypatch):
    tapped = sam.client.post(f"/calls/{row.pk}/tap/", {"number": "+12125550143"})
    assert tapped.status_code == 204
    stand_at(NOW + timedelta(minutes=5), monkeypatch)
    sam.log(row, outcome="no_answer")
    stand_at(NOW + timedelta(minutes=9), monkeypatch)
    sam.log(row, outcome="voicemail")
    first, second = Attempt.objects.order_by("id")
    assert (first.proof, first.tapped_at, str(first.number)) == ("tapped", NOW, "+12125550143")
    assert (second.proof, second.tapped_at) == ("claimed", None)


def test_a_tap_of_more_than_an_hour_ago_proves_nothing(sam, row, monkeypatch):
    sam.client.post(f"/calls/{row.pk}/tap/", {"number": "+12125550142"})
    stand_at(NOW + timedelta(minutes=61), monkeypatch)
    sam.log(row, outcome="no_answer")
    assert Attempt.objects.get().proof == "claimed"
    assert CallTap.objects.count() == 1


def test_edge_61_call_is_refused_once_they_asked_to_stop_while_the_card_was_open(sam, row, cast):
    sam.open(row)
    record_stop(row.customer, scope="everything", channel="all", words="STOP", by=cast.bea, now=NOW)
    refused = sam.client.post(f"/calls/{row.pk}/tap/", {"number": "+12125550142"})
    assert (refused.status_code, refused.content) == (409, b"stopped_everything")
    assert CallTap.objects.count() == 0


def test_edge_61_the_spouse_on_the_same_number_is_not_rung_either(sam, row, cast):
    shared = "+12125550142"
    spouse = deliver(
        cast.south, THURSDAY - timedelta(days=2), buyer=buyer(phones=((shared, "home"),))
    )
    record_stop(
        spouse.customer, scope="everything", channel="all", words="STOP", by=cast.noor, now=NOW
    )
    assert sam.client.post(f"/calls/{row.pk}/tap/", {"number": shared}).status_code == 409
    assert "outcome" in problems(sam.log(row, outcome="texted"))
    assert Attempt.objects.count() == 0


def test_call_is_refused_when_their_day_has_ended_since_the_card_was_shown(sam, row, monkeypatch):
    stand_at(datetime(2026, 3, 6, 2, 5, tzinfo=UTC), monkeypatch)  # 21:05 in New York
    refused = sam.client.post(f"/calls/{row.pk}/tap/", {"number": "+12125550142"})
    assert (refused.status_code, refused.content) == (409, b"outside_hours")


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
    sam.log(row, outcome="no_answer", is_inbound="on")
    assert state(row) == ("open", 0, None, None, THURSDAY)
    assert Attempt.objects.get().direction == "in"


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
