"""Two rows become one person and two again; nothing is lost on the way."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from customers.actions import (
    MergeRefused,
    add_phone,
    merge_customers,
    record_consent,
    record_stop,
    unmerge_customers,
    upsert_customer,
)
from customers.models import ContactStop, Customer, CustomerMerge
from customers.queries import contact_facts_of
from customers.rules.contactability import may_contact
from customers.rules.ways import STOPPED
from dealerfollow.testing.sales import buyer, deliver, noon
from followups.actions import LogDetails, log_attempt
from followups.models import Attempt, AttemptBelonging, FollowUp, FollowUpEvent, Notice, Plan

OLD_DAY, TUESDAY = date(2025, 9, 2), date(2026, 3, 3)
NOW = noon(TUESDAY)
LATER = NOW + timedelta(hours=1)
PHONE_A, PHONE_B = "+12125550171", "+12125550172"


@pytest.fixture
def twice(cast):
    """Ana bought from Sam last year and, with another number, from Maya at the same store today."""
    first = deliver(
        cast.north,
        OLD_DAY,
        salesperson=cast.sam,
        buyer=buyer(phones=((PHONE_A, "mobile"),)),
    )
    second = deliver(
        cast.north,
        TUESDAY,
        salesperson=cast.maya,
        buyer=buyer(phones=((PHONE_B, "mobile"),)),
    )
    return first, second


def merge(cast, first, second, now=NOW):
    return merge_customers(
        first.customer, second.customer, words="Same driver license.", by=cast.maya, now=now
    )


def unmerge(cast, one, now=LATER):
    return unmerge_customers(one, words="Cousins.", by=cast.maya, now=now)


def fresh(customer):
    return Customer.objects.get(pk=customer.pk)


def is_open(customer, channel, purpose="relationship"):
    facts = contact_facts_of([fresh(customer)])[customer.pk]
    return may_contact(facts, channel, purpose, NOW).is_allowed


def state_of_rows(*customers):
    return set(
        FollowUp.objects.filter(customer__in=customers).values_list(
            "pk", "customer", "state", "owner", "due_on"
        )
    )


def log(cast, follow_up, outcome, number="", now=NOW):
    details = LogDetails(
        key=uuid4(),
        shown=(follow_up.pk,),
        ticked=(follow_up.pk,),
        seen=0,
        outcome=outcome,
        reason="Plates are in",
        number=number,
    )
    return log_attempt(FollowUp.objects.get(pk=follow_up.pk), details, by=cast.maya, now=now)


def test_edge_65_a_stop_of_one_row_binds_the_whole_person(cast, twice):
    first, second = twice
    record_stop(
        first.customer, scope="everything", channel="all", words="Stop.", by=cast.sam, now=NOW
    )
    record_consent(second.customer, channel="text", state="given", source="form", now=NOW)
    merge(cast, first, second)
    assert fresh(second.customer).ways == STOPPED
    assert not any(is_open(second.customer, c) for c in ("phone", "text", "email", "letter"))
    row = FollowUp.objects.get(delivery=second, kind="post_sale")
    assert (row.state, row.state_reason) == ("stopped", "asked_to_stop")


def test_edge_65_consent_is_the_strictest_of_both_and_a_later_one_stays(cast, twice):
    first, second = twice
    record_consent(first.customer, channel="email", state="withdrawn", source="mail", now=NOW)
    record_consent(second.customer, channel="email", state="given", source="form", now=NOW)
    made = merge(cast, first, second)
    assert not is_open(second.customer, "email")
    record_consent(second.customer, channel="email", state="given", source="phone", now=LATER)
    assert is_open(second.customer, "email")
    unmerge(cast, made, now=LATER + timedelta(hours=1))
    assert is_open(second.customer, "email")
    assert not is_open(first.customer, "email")


def test_edge_65_unmerging_gives_each_its_own(cast, twice):
    first, second = twice
    record_stop(first.customer, scope="everything", channel="all", words="", by=None, now=NOW)
    before = fresh(second.customer).ways
    stops = set(ContactStop.objects.values_list("pk", "customer", "value", "lifted_at"))
    made = merge(cast, first, second)
    unmerge(cast, made)
    assert fresh(second.customer).ways == before
    assert fresh(first.customer).ways == STOPPED
    assert fresh(first.customer).merged_into_id is None
    assert set(ContactStop.objects.values_list("pk", "customer", "value", "lifted_at")) == stops


def test_edge_65_a_stop_told_while_merged_stays_with_who_went_on(cast, twice):
    first, second = twice
    made = merge(cast, first, second)
    record_stop(second.customer, scope="everything", channel="phone", words="", by=None, now=NOW)
    unmerge(cast, made)
    assert not is_open(second.customer, "phone")
    assert ContactStop.objects.filter(customer=first.customer).count() == 0
    assert not is_open(first.customer, "phone")  # their number was among those that were stopped


def test_edge_66_two_owners_become_one_card(cast, twice):
    first, second = twice
    due = FollowUp.objects.get(delivery=first, kind="post_sale")
    assert due.owner == cast.sam
    merge(cast, first, second)
    rows = FollowUp.objects.open().filter(due_on__lte=TUESDAY + timedelta(days=2))
    assert set(rows.values_list("customer", "owner")) == {(second.customer_id, cast.maya.pk)}
    assert set(rows.values_list("delivery", flat=True)) == {first.pk, second.pk}
    notice = Notice.objects.get(kind="customers_merged")
    assert (notice.to, notice.facts["now_with"]) == (cast.sam, "Maya Torres")
    event = FollowUpEvent.objects.get(follow_up=due, kind="reassigned")
    assert (event.was, event.became, event.reason) == (
        "Sam Rivera",
        "Maya Torres",
        "customers_merged",
    )


def test_edge_66_check_ins_are_of_the_newer_car_only_and_nothing_vanishes(cast, twice):
    first, second = twice
    before = set(FollowUp.objects.values_list("pk", flat=True))
    merge(cast, first, second)
    running = Plan.objects.filter(anchor_kind="ownership", ended_on=None)
    assert [(p.customer_id, p.delivery_id) for p in running] == [(second.customer_id, second.pk)]
    assert set(FollowUp.objects.values_list("pk", flat=True)) == before
    closed = FollowUp.objects.exclude(state="open")
    assert all(row.state_reason for row in closed)


def test_edge_66_history_stays_with_who_made_it(cast, twice):
    first, second = twice
    row = FollowUp.objects.get(delivery=first, kind="post_sale")
    attempt = log(cast, row, "no_answer")
    row.refresh_from_db()
    assert row.counted_for_id is not None
    merge(cast, first, second)
    assert Attempt.objects.get(pk=attempt.pk).customer_id == first.customer_id
    after = FollowUp.objects.get(pk=row.pk)
    assert (after.counted_for_id, after.tries) == (row.counted_for_id, 1)
    assert after.customer_id == second.customer_id


def test_edge_66_a_merge_and_its_undoing_leave_every_follow_up_as_it_was(cast, twice):
    first, second = twice
    before = state_of_rows(first.customer, second.customer)
    plans = set(Plan.objects.values_list("pk", "customer", "owner", "ended_on", "next_on"))
    made = merge(cast, first, second)
    assert state_of_rows(first.customer, second.customer) != before
    unmerge(cast, made)
    assert state_of_rows(first.customer, second.customer) == before
    after = set(Plan.objects.values_list("pk", "customer", "owner", "ended_on", "next_on"))
    assert after == plans


def test_edge_67_a_talk_goes_to_whose_number_was_dialed(cast, twice):
    first, second = twice
    made = merge(cast, first, second)
    row = FollowUp.objects.get(delivery=first, kind="post_sale")
    log(cast, row, "no_answer")  # the first number on file: the one of who goes on
    attempt = Attempt.objects.get()
    assert str(attempt.number) == PHONE_B
    unmerge(cast, made)
    belonging = AttemptBelonging.objects.get(attempt=attempt)
    assert (belonging.customer_id, belonging.is_noted) == (second.customer_id, False)


def test_edge_67_a_number_of_both_stays_with_a_note_on_both(cast, twice):
    first, second = twice
    add_phone(first.customer, PHONE_B, kind="mobile", now=NOW)
    made = merge(cast, first, second)
    log(cast, FollowUp.objects.get(delivery=first, kind="post_sale"), "spoke")
    unmerge(cast, made)
    belonging = AttemptBelonging.objects.get()
    assert (belonging.customer_id, belonging.other_id, belonging.is_noted) == (
        second.customer_id,
        first.customer_id,
        True,
    )
    closed = FollowUp.objects.get(delivery=first, kind="post_sale")
    assert (closed.state, closed.customer_id) == ("done", first.customer_id)


def test_a_second_merge_or_unmerge_is_refused_or_the_same(cast, twice):
    first, second = twice
    with pytest.raises(MergeRefused, match="same_row"):
        merge_customers(first.customer, first.customer, words="", by=None, now=NOW)
    made = merge(cast, first, second)
    with pytest.raises(MergeRefused, match="already_merged"):
        merge(cast, first, second)
    with pytest.raises(MergeRefused, match="words_required"):
        unmerge_customers(made, words=" ", by=cast.maya, now=LATER)
    assert unmerge(cast, made) == unmerge(cast, made)
    assert CustomerMerge.objects.count() == 1


def test_merged_rows_of_a_merged_row_come_along_and_go_back_with_it(cast, twice):
    first, second = twice
    third = deliver(cast.north, TUESDAY + timedelta(days=1), salesperson=cast.sam)
    merge(cast, first, second)
    upper = merge(cast, second, third, now=LATER)
    assert fresh(first.customer).merged_into_id == third.customer_id
    unmerge(cast, upper, now=LATER + timedelta(hours=1))
    assert fresh(second.customer).merged_into_id is None
    assert fresh(first.customer).merged_into_id == second.customer_id
    row = FollowUp.objects.get(delivery=first, kind="post_sale")
    assert row.customer_id == second.customer_id


def test_a_file_that_names_the_merged_row_finds_who_goes_on(cast, twice):
    first, second = twice
    merge(cast, first, second)
    gone = fresh(first.customer)
    told = buyer(
        first_name=gone.first_name, last_name=gone.last_name, phones=((PHONE_A, "mobile"),)
    )
    assert upsert_customer(cast.north, told, now=LATER).customer.pk == second.customer_id
    third = deliver(cast.north, TUESDAY, buyer=told, salesperson=cast.sam)
    assert third.customer_id == second.customer_id


def test_edge_67_the_timelines_tell_it_after_the_unmerge(cast, twice, sign_in):
    first, second = twice
    add_phone(first.customer, PHONE_B, kind="mobile", now=NOW)
    made = merge(cast, first, second)
    log(cast, FollowUp.objects.get(delivery=first, kind="post_sale"), "spoke")
    unmerge(cast, made)
    note = "Made while two entries were taken for one person"
    for sale in twice:
        page = sign_in(cast.maya).get(f"/customers/{sale.customer_id}/").content.decode()
        assert page.count(note) == 1


def test_edge_66_a_merged_row_opens_as_who_goes_on_with_all_numbers_and_cars(cast, twice, sign_in):
    first, second = twice
    merge(cast, first, second)
    page = sign_in(cast.maya).get(f"/customers/{first.customer_id}/").content.decode()
    name = Customer.objects.get(pk=second.customer_id).name
    assert f"<h1>{name}</h1>" in page
    assert "(212) 555-0171" in page
    assert "(212) 555-0172" in page
    assert "2 cars" in page
