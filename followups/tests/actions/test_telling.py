"""Promises that slip or become ready: one open "tell her", both slips kept."""

import uuid
from datetime import date

import pytest
from django.db.models import F

from accountability.invariants import verify
from customers.actions import merge_customers, record_stop
from customers.models import ContactStop
from dealerfollow.testing.calls import calls_at
from dealerfollow.testing.sales import buyer, days, deliver, noon
from deliveries.actions import (
    change_many,
    owe,
    settle_we_owe,
    tell_date,
    unwind_delivery,
)
from deliveries.models import Delivery, WeOwe, WeOweChange
from deliveries.rules.desk_words import Said
from deliveries.tests.desks import say_word
from followups.models import FollowUp

TUESDAY = date(2026, 3, 3)
TOLD = date(2026, 3, 6)


@pytest.fixture
def key(cast):
    """A second key; the customer was told Friday."""
    delivery = deliver(cast.north, TUESDAY, salesperson=cast.sam)
    return owe(
        cast.north,
        delivery.customer,
        "Second key",
        department="parts",
        promised_on=TOLD,
        told_on=TOLD,
        by=cast.sam,
        today=TUESDAY,
        delivery=delivery,
    )


def say(cast, one, on, promised_on, *, is_ready=False, word="Late"):
    return say_word(
        one, word=word, promised_on=promised_on, is_ready=is_ready, by=cast.bea, now=noon(on)
    )


def tellings():
    return FollowUp.objects.filter(touchpoint="tell").order_by("pk")


def test_edge_81_two_slips_past_the_told_date_are_one_follow_up_and_both_are_kept(cast, key):
    say(cast, key, TUESDAY + days(1), TOLD + days(3))
    say(cast, key, TUESDAY + days(2), TOLD + days(10))
    say(cast, key, TUESDAY + days(2), TOLD + days(10))  # posted twice
    row = tellings().get()
    assert (row.state, row.kind, row.owner, row.due_on) == (
        "open",
        "promise",
        cast.sam,
        TUESDAY + days(1),
    )
    assert row.planning_note == [{"code": "tell_moved", "days": ["2026-03-16"], "number": 0}]
    slips = WeOweChange.objects.filter(we_owe=key).order_by("at", "id")
    assert list(slips.values_list("promised_was", "promised_on")) == [
        (TOLD, TOLD + days(3)),
        (TOLD + days(3), TOLD + days(10)),
    ]


def test_edge_81_a_slip_that_is_taken_back_needs_no_telling(cast, key):
    say(cast, key, TUESDAY, TOLD + days(3))
    say(cast, key, TUESDAY, TOLD)
    row = tellings().get()
    assert (row.state, row.state_reason) == ("superseded", "nothing_to_tell")


def test_edge_81_after_they_were_told_a_further_slip_is_a_call_of_its_own(cast, key):
    say(cast, key, TUESDAY, TOLD + days(3))
    tell_date(key, TOLD + days(3), by=cast.sam, now=noon(TUESDAY))
    say(cast, key, TUESDAY, TOLD + days(3), word="Ordered")
    say(cast, key, TUESDAY + days(1), TOLD + days(9))
    assert [row.state for row in tellings()] == ["superseded", "open"]
    told = WeOweChange.objects.filter(we_owe=key).exclude(told_was=F("told_on"))
    assert (told.get().told_was, told.get().told_on) == (TOLD, TOLD + days(3))


def test_edge_81_what_is_settled_needs_no_telling(cast, key):
    say(cast, key, TUESDAY, TOLD + days(3))
    settle_we_owe(key, by=cast.bea, now=noon(TUESDAY))
    assert tellings().get().state_reason == "promise_settled"


def test_edge_82_ready_on_a_closed_day_is_told_on_the_next_open_day(cast, key):
    sunday = date(2026, 3, 8)
    say(cast, key, sunday, TOLD, is_ready=True)
    assert tellings().get().first_due_on == sunday + days(1)


def test_edge_82_a_delay_of_the_state_on_40_deals_is_one_wording_and_one_contact_each(cast):
    plates = []
    for _ in range(40):
        delivery = deliver(cast.north, TUESDAY, buyer=buyer(), salesperson=cast.sam)
        facts = {"department": "title", "promised_on": TOLD, "told_on": TOLD}
        plates.append(
            owe(
                cast.north,
                delivery.customer,
                "Plates",
                by=cast.sam,
                today=TUESDAY,
                delivery=delivery,
                **facts,
            )
        )
    settle_we_owe(plates[0], by=cast.bea, now=noon(TUESDAY))
    late = Said("moved", "The state is late", TOLD + days(14))
    ids = [one.pk for one in plates]
    for changed in (39, 0):
        told = {"department": "title", "key": uuid.uuid4(), "by": cast.bea}
        many = change_many(cast.group.pk, ids, late, **told, now=noon(TUESDAY + days(1)))
        assert len(many.ids) == changed
    assert tellings().count() == 39
    assert tellings().values("customer").distinct().count() == 39
    told = WeOwe.objects.filter(pk__in=ids[1:]).values_list("word", flat=True)
    assert set(told) == {"The state is late"}


def test_edge_38_the_call_about_money_outlives_the_unwound_sale(cast, key):
    refund = owe(
        cast.north,
        key.customer,
        "Refund of the deposit",
        department="finance",
        promised_on=TOLD,
        told_on=TOLD,
        by=cast.sam,
        today=TUESDAY,
        delivery=key.delivery,
    )
    for one in (key, refund):
        say(cast, one, TUESDAY, TOLD + days(5))
    now = noon(TUESDAY + days(1))
    unwind_delivery(cast.north, key.delivery, TUESDAY + days(1), by=cast.maya, now=now)
    states = {row.plan.we_owe.item: row.state for row in tellings().select_related("plan__we_owe")}
    assert states == {"Second key": "stopped", "Refund of the deposit": "open"}


def test_edge_38_a_call_about_a_perk_of_an_unwound_sale_breaks_a_promise(cast, key):
    say(cast, key, TUESDAY, TOLD + days(5))
    call = tellings().get()
    Delivery.objects.filter(pk=key.delivery_id).update(unwound_on=TUESDAY)  # nothing ended with it
    found = {}
    for kind in WeOwe.Kind.values:
        WeOwe.objects.filter(pk=key.pk).update(kind=kind)
        found[kind] = call.pk in {row["follow_up"] for row in verify(now=noon(TUESDAY))["I7"]}
    assert found == {"item": True, "money": False, "trade": False, "perk": True}


def test_edge_59_who_asked_for_silence_is_told_by_letter_by_the_manager(cast, sign_in, monkeypatch):
    delivery = deliver(cast.north, TUESDAY, salesperson=cast.sam)
    made = {"department": "title", "promised_on": TOLD, "told_on": TOLD, "by": cast.sam}
    plates = owe(cast.north, delivery.customer, "Plates", today=TUESDAY, delivery=delivery, **made)
    keys = owe(cast.north, delivery.customer, "Key", today=TUESDAY, delivery=delivery, **made)
    said = {"promised_on": TUESDAY, "is_ready": True, "by": cast.maya, "now": noon(TUESDAY)}
    say_word(plates, word="In", **said)  # the call is there already
    stop = {"scope": "everything", "channel": "all", "words": "No more", "by": cast.sam}
    record_stop(delivery.customer, now=noon(TUESDAY), **stop)
    say_word(keys, word="In", **said)  # and this one comes afterwards
    rows = FollowUp.objects.filter(kind="promise", state="open")
    assert {(row.plan.we_owe, row.channel, row.owner) for row in rows} == {
        (plates, "letter", cast.maya),
        (keys, "letter", cast.maya),
    }
    first = rows.get(plan__we_owe=plates)
    changed = first.events.values_list("kind", "was", "became")
    assert set(changed) == {
        ("channel_changed", "phone", "letter"),
        ("reassigned", "Sam Rivera", "Maya Torres"),
    }
    maya = calls_at(noon(TUESDAY), sign_in(cast.maya), monkeypatch)
    reach = maya.open(first).context["card"].reach
    assert (reach.call, reach.blocked.title) == (None, "By letter only")
    assert next(line.words for line in reach.blocked.still if line.icon == "check") == "Letter"
    assert maya.log(first, outcome="sent").status_code == 302
    first.refresh_from_db()
    assert first.state == "done"
    assert not ContactStop.objects.exclude(lifted_at=None).exists()


def test_edge_65_who_was_merged_since_is_told_as_who_goes_on_and_silence_holds(cast, key):
    goes_on = deliver(cast.north, TUESDAY + days(1), salesperson=cast.bea).customer
    now = noon(TUESDAY + days(1))
    merge_customers(goes_on, key.customer, words="x", by=cast.maya, now=now)
    record_stop(goes_on, scope="everything", channel="all", words="Stop", by=cast.sam, now=now)
    say(cast, WeOwe.objects.get(pk=key.pk), TUESDAY + days(1), TOLD + days(3))
    row = tellings().get()
    assert (row.customer, row.plan.customer, row.channel) == (goes_on, goes_on, "letter")
