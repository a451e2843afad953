"""Deaths, and strangers on old numbers."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest

from accountability.invariants.due_days import first_due_days_moved_silently
from accountability.invariants.planning import rows_that_planning_lost
from customers.actions import (
    CorrectionRefused,
    add_phone,
    block_number,
    correct_death,
    record_death,
    record_stop,
    upsert_customer,
)
from customers.models import (
    ContactStop,
    CustomerPhone,
    DeathCorrection,
)
from customers.rules.contactability import CHANNELS
from customers.rules.ways import ALL_WAYS, BITS, STOPPED
from customers.tests.one_customer import LATER, NOW, NUMBER, OTHER, TUESDAY, fresh, is_open
from dealerfollow.stores.actions import end_membership
from dealerfollow.stores.models import Membership
from dealerfollow.testing.sales import buyer, deliver, noon
from deliveries.actions import owe, unwind_delivery
from deliveries.actions.dates import revive_delivery
from followups.actions import (
    LogDetails,
    UndoRefused,
    log_attempt,
    plan_follow_ups,
    undo_attempt,
)
from followups.models import FollowUp, FollowUpEvent, Notice, Plan
from followups.tasks import message_of


def test_edge_70_the_dead_are_silent_everywhere_at_once(cast, ana):
    assert record_death(ana.customer, by=cast.sam, now=NOW)
    assert fresh(ana.customer).died_on == TUESDAY
    for purpose in ("promise", "relationship", "sales"):
        assert not any(is_open(ana.customer, channel, purpose) for channel in CHANNELS)
    rows = FollowUp.objects.filter(customer=ana.customer)
    assert not rows.open().exists()
    assert set(rows.filter(closed_at=NOW).values_list("state", "state_reason")) == {
        ("stopped", "died")
    }
    plans = Plan.objects.filter(customer=ana.customer)
    assert {kind for (kind,) in plans.values_list("anchor_kind")} >= {"birthday", "ownership"}
    assert not plans.filter(ended_on=None).exists()


def test_edge_70_promises_and_title_go_to_the_manager_with_the_estate_contact(cast, ana):
    owe(
        cast.north,
        ana.customer,
        "Title",
        department="title",
        promised_on=TUESDAY + timedelta(days=9),
        by=cast.sam,
        today=TUESDAY,
        delivery=ana,
    )
    record_death(ana.customer, estate_contact="Her son Leo,  (212) 555-0101", by=cast.sam, now=NOW)
    row = FollowUp.objects.open().get(customer=ana.customer)
    assert (row.kind, row.owner, row.store) == ("promise", cast.maya, cast.north)
    notice = Notice.objects.get(kind="estate")
    assert (notice.to, notice.facts["items"]) == (cast.maya, ["Title"])
    assert notice.facts["estate_contact"] == "Her son Leo, (212) 555-0101"
    assert fresh(ana.customer).estate_contact == "Her son Leo, (212) 555-0101"


def test_edge_70_a_title_without_a_date_is_due_the_next_open_day(cast, ana):
    made = {"department": "title", "promised_on": None, "by": cast.sam, "today": TUESDAY}
    title = owe(cast.north, ana.customer, "Title", delivery=ana, **made)
    record_death(ana.customer, by=cast.sam, now=NOW)
    row = FollowUp.objects.get(plan__we_owe=title)
    next_open = NOW.date() + timedelta(days=1)
    assert (row.state, row.owner, row.channel) == ("open", cast.maya, "phone")
    assert (row.first_due_on, row.due_on) == (next_open, next_open)


def test_edge_70_told_twice_it_is_one_death_and_a_purchase_does_not_wake_them(cast, ana):
    record_death(ana.customer, by=cast.sam, now=NOW)
    events = FollowUpEvent.objects.count()
    assert not record_death(ana.customer, estate_contact="Leo", by=cast.sam, now=LATER)
    assert FollowUpEvent.objects.count() == events
    upsert_customer(cast.north, buyer(phones=((OTHER, "mobile"),)), now=LATER, known=ana.customer)
    assert fresh(ana.customer).ways == STOPPED


def test_edge_63_the_number_is_blocked_and_the_customer_is_not(cast, ana):
    add_phone(ana.customer, OTHER, kind="mobile", now=NOW)
    block_number(ana.customer, NUMBER, words="Not her. Stop.", by=cast.sam, now=NOW)
    stop = ContactStop.objects.get()
    assert (stop.customer, stop.value, stop.scope) == (None, NUMBER, "everything")
    assert is_open(ana.customer, "phone")
    assert fresh(ana.customer).ways == ALL_WAYS
    assert CustomerPhone.objects.get(number=NUMBER).wrong_at == NOW
    assert FollowUp.objects.open().filter(delivery=ana, kind="post_sale").exists()


def test_edge_63_everybody_with_the_number_is_flagged_in_every_store(cast, ana):
    bill = deliver(
        cast.south, TUESDAY, salesperson=cast.noor, buyer=buyer(phones=((NUMBER, "home"),))
    )
    flagged = block_number(ana.customer, NUMBER, words="", by=cast.sam, now=NOW)
    assert flagged == sorted([ana.customer_id, bill.customer_id])
    assert block_number(bill.customer, NUMBER, words="", by=cast.noor, now=LATER) == flagged
    assert ContactStop.objects.count() == 1
    assert fresh(bill.customer).ways == BITS["email"] | BITS["letter"]
    row = FollowUp.objects.get(delivery=bill, kind="post_sale")
    assert (row.state, row.channel) == ("open", "email")


def test_edge_63_a_new_customer_with_the_blocked_number_is_not_called_on_it(cast, ana):
    block_number(ana.customer, NUMBER, words="", by=cast.sam, now=NOW)
    new = deliver(cast.south, TUESDAY, buyer=buyer(phones=((NUMBER, "home"),)), salesperson=None)
    assert not is_open(new.customer, "phone")
    assert is_open(new.customer, "email")


def log(cast, delivery, outcome, number=""):
    row = FollowUp.objects.get(delivery=delivery, kind="post_sale")
    details = LogDetails(
        key=uuid4(),
        shown=(row.pk,),
        ticked=(row.pk,),
        seen=0,
        outcome=outcome,
        reason="Plates",
        number=number,
    )
    return log_attempt(row, details, by=cast.sam, now=NOW)


def test_edge_63_a_log_blocks_the_dialed_number_and_the_follow_up_stays_open(cast, ana):
    add_phone(ana.customer, OTHER, kind="mobile", now=NOW)
    attempt = log(cast, ana, "stranger_stopped", number=NUMBER)
    assert not attempt.is_talk
    assert ContactStop.objects.get().value == NUMBER
    row = FollowUp.objects.get(delivery=ana, kind="post_sale")
    assert (row.state, row.tries) == ("open", 1)
    assert is_open(ana.customer, "phone")
    with pytest.raises(UndoRefused, match="stop_stays"):
        undo_attempt(attempt, by=cast.sam, now=LATER)


def test_edge_70_a_log_of_the_same_day_is_not_undone_any_more(cast, ana):
    attempt = log(cast, ana, "spoke")
    record_death(ana.customer, by=cast.sam, now=LATER)
    with pytest.raises(UndoRefused, match="death_stays"):
        undo_attempt(attempt, by=cast.sam, now=LATER)
    assert not FollowUp.objects.open().filter(customer=ana.customer).exists()


def test_edge_70_a_death_recorded_by_mistake_is_taken_back_and_kept(cast, ana):
    untouched = "id state state_reason due_on first_due_on channel owner_id closed_at tries".split()
    rows = FollowUp.objects.filter(store=cast.north).order_by("pk").values_list(*untouched)
    plans = Plan.objects.filter(store=cast.north).order_by("pk")
    pointers = plans.values_list("pk", "next_on", "next_touchpoint", "ended_on", "ended_reason")
    before = list(rows.all()), list(pointers.all())
    record_death(ana.customer, estate_contact="Leo", by=cast.sam, now=NOW)
    with pytest.raises(CorrectionRefused, match="words_required"):
        correct_death(ana.customer, words=" ", by=cast.maya, now=LATER)
    assert fresh(ana.customer).died_on == TUESDAY
    assert correct_death(ana.customer, words="It was her mother", by=cast.maya, now=LATER)
    assert (fresh(ana.customer).died_on, fresh(ana.customer).ways) == (None, ALL_WAYS)
    kept = DeathCorrection.objects.get()
    assert (kept.died_on, kept.estate_contact, kept.words, kept.by) == (
        TUESDAY,
        "Leo",
        "It was her mother",
        cast.maya,
    )
    assert (list(rows.all()), list(pointers.all())) == before
    told = FollowUpEvent.objects.filter(reason__in=["died", "death_corrected"])
    assert {kind for (kind,) in told.values_list("kind")} == {"closed", "reopened"}
    assert is_open(ana.customer, "phone")


def test_edge_70_taken_back_twice_is_once_and_the_managers_are_told(cast, ana):
    record_death(ana.customer, by=cast.sam, now=NOW)
    assert correct_death(ana.customer, words="A slip", by=cast.maya, now=LATER)
    assert not correct_death(ana.customer, words="Again", by=cast.maya, now=LATER)
    assert DeathCorrection.objects.count() == 1
    told = Notice.objects.filter(kind="death_corrected")
    assert {n.to for n in told} == {cast.maya, cast.grace}
    assert "A slip" in message_of(told.first()).body


def test_edge_70_what_fell_due_meanwhile_is_not_asked_for(cast, ana):
    record_death(ana.customer, by=cast.sam, now=NOW)
    later = TUESDAY + timedelta(days=400)
    assert correct_death(ana.customer, words="A slip", by=cast.maya, now=noon(later))
    row = FollowUp.objects.get(delivery=ana, kind="post_sale")
    assert (row.state, row.first_due_on, row.due_on) == ("open", later, later)
    skipped = FollowUp.objects.filter(delivery=ana, state_reason="death_corrected")
    assert set(skipped.values_list("state", flat=True)) == {"stopped"}
    assert not FollowUp.objects.open().filter(customer=ana.customer, due_on__lt=later).exists()
    plans = Plan.objects.filter(customer=ana.customer, ended_on=None)
    pointing = dict(plans.values_list("anchor_kind", "next_on"))
    assert pointing["ownership"] > later - timedelta(days=7)
    assert pointing["birthday"] > later - timedelta(days=7)
    assert rows_that_planning_lost(noon(later)) == []
    assert first_due_days_moved_silently(noon(later)) == []


def test_edge_70_a_stop_that_they_asked_for_stays(cast, ana):
    record_stop(ana.customer, scope="everything", channel="all", words="", by=None, now=NOW)
    record_death(ana.customer, by=cast.sam, now=LATER)
    correct_death(ana.customer, words="A slip", by=cast.maya, now=LATER)
    assert fresh(ana.customer).ways == STOPPED
    assert not FollowUp.objects.open().filter(customer=ana.customer).exists()


def test_edge_70_a_sale_unwound_meanwhile_stays_unwound(cast, ana):
    record_death(ana.customer, by=cast.sam, now=NOW)
    unwind_delivery(cast.north, ana, TUESDAY, by=cast.maya, now=LATER)
    correct_death(ana.customer, words="A slip", by=cast.maya, now=LATER)
    assert not FollowUp.objects.open().filter(delivery=ana).exists()


def running(customer):
    plans = Plan.objects.filter(customer=customer, ended_on=None).order_by("anchor_kind")
    return list(plans.values_list("anchor_kind", flat=True))


@pytest.mark.parametrize("source", ["typed", "excluded_wholesale"])
def test_edge_70_an_unwound_sale_begins_no_birthday_for_the_dead(cast, ana, source):
    record_death(ana.customer, by=cast.sam, now=NOW)
    before = FollowUp.objects.count()
    unwind_delivery(cast.north, ana, TUESDAY, by=cast.maya, now=LATER, source=source)
    assert (running(ana.customer), FollowUp.objects.open().count()) == ([], 0)
    for month in range(3, 9):
        day = date(2026, month, 28)
        plan_follow_ups(cast.south, today=day, now=noon(day))
        plan_follow_ups(cast.north, today=day, now=noon(day))
    assert FollowUp.objects.count() == before


def test_edge_70_a_purchase_begins_no_birthday_for_the_dead(cast, ana):
    record_death(ana.customer, by=cast.sam, now=NOW)
    told = buyer(phones=((NUMBER, "mobile"),), first_name=ana.customer.first_name)
    told = replace(told, last_name=ana.customer.last_name)
    again = deliver(cast.north, TUESDAY, salesperson=cast.sam, buyer=told, now=LATER)
    assert again.customer_id == ana.customer_id
    assert "birthday" not in running(ana.customer)
    post_sale = FollowUp.objects.get(delivery=again, kind="post_sale")
    assert (post_sale.state, post_sale.state_reason) == ("stopped", "died")
    correct_death(ana.customer, words="Her mother", by=cast.maya, now=LATER)
    post_sale.refresh_from_db()
    assert (post_sale.state, post_sale.state_reason) == ("open", "")


def test_edge_70_the_other_car_goes_on_when_the_death_was_a_mistake(cast, ana):
    record_death(ana.customer, by=cast.sam, now=NOW)
    unwind_delivery(cast.north, ana, TUESDAY, by=cast.maya, now=LATER)
    correct_death(ana.customer, words="A slip", by=cast.maya, now=LATER)
    assert running(ana.customer) == ["birthday", "ownership"]
    check_ins = Plan.objects.get(customer=ana.customer, anchor_kind="ownership", ended_on=None)
    assert check_ins.store == cast.south


def test_edge_70_nobody_without_a_car_is_greeted_when_the_death_was_a_mistake(cast):
    delivery = deliver(cast.north, TUESDAY, buyer=buyer(born_on=date(1980, 6, 1)))
    record_death(delivery.customer, by=cast.sam, now=NOW)
    unwind_delivery(cast.north, delivery, TUESDAY, by=cast.maya, now=LATER)
    correct_death(delivery.customer, words="A slip", by=cast.maya, now=LATER)
    assert running(delivery.customer) == []


def test_edge_70_a_sale_contracted_again_wakes_nobody_until_the_death_is_corrected(cast):
    told = buyer(born_on=date(1980, 6, 1))
    delivery = deliver(cast.north, TUESDAY, salesperson=cast.sam, buyer=told)
    unwind_delivery(cast.north, delivery, TUESDAY, by=cast.maya, now=NOW)
    record_death(delivery.customer, by=cast.sam, now=NOW)
    revive_delivery(cast.north, delivery, by=None, now=LATER)
    assert (running(delivery.customer), FollowUp.objects.open().count()) == ([], 0)
    correct_death(delivery.customer, words="A slip", by=cast.maya, now=LATER)
    assert running(delivery.customer) == ["birthday", "delivery", "ownership"]
    assert FollowUp.objects.open().get().kind == "post_sale"


def test_edge_70_whose_owner_has_left_meanwhile_is_the_managers(cast, ana):
    record_death(ana.customer, by=cast.sam, now=NOW)
    member = Membership.objects.get(user=cast.sam)
    end_membership(member, by=cast.maya, now=LATER)
    correct_death(ana.customer, words="A slip", by=cast.maya, now=LATER)
    row = FollowUp.objects.get(delivery=ana, kind="post_sale")
    assert (row.state, row.owner) == ("open", cast.maya)
