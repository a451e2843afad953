"""Asked to call back: on which day, at whose hour, by whom."""

from datetime import UTC, date, datetime

from customers.models import Customer
from followups.models import FollowUpEvent
from followups.tests.one_log import THURSDAY, problems, state


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
