"""They asked to stop, on this contact or while the card was open."""

from datetime import timedelta

import pytest

from customers.actions import record_stop
from customers.models import ContactStop
from dealerfollow.testing.sales import buyer, deliver
from followups.models import Attempt, CallTap, FollowUp
from followups.tests.one_log import FRIDAY, NOW, THURSDAY, problems


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
