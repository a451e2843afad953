"""Deaths, strangers on old numbers, mistaken stops, and links that ended."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from accountability.invariants.planning import rows_that_planning_lost
from customers.actions import (
    CorrectionRefused,
    add_phone,
    block_number,
    confirm_fact,
    correct_death,
    correct_stop,
    end_link,
    link_household,
    merge_customers,
    note_fact,
    record_death,
    record_stop,
    upsert_customer,
)
from customers.models import (
    ContactStop,
    Customer,
    CustomerPhone,
    DeathCorrection,
    HouseholdLink,
)
from customers.queries import contact_facts_of
from customers.queries.family import parted_on_of, shown_facts_of
from customers.rules.contactability import CHANNELS, may_contact
from customers.rules.ways import ALL_WAYS, BITS, STOPPED
from dealerfollow.stores.actions import end_membership
from dealerfollow.stores.models import Membership
from dealerfollow.testing.sales import buyer, deliver, noon
from deliveries.actions import owe, unwind_delivery
from followups.actions import LogDetails, UndoRefused, log_attempt, undo_attempt
from followups.models import FollowUp, FollowUpEvent, Notice, Plan
from followups.queries.known import known_about
from followups.tasks import message_of

TUESDAY = date(2026, 3, 3)
NOW = noon(TUESDAY)
LATER = NOW + timedelta(hours=1)
NUMBER, OTHER = "+12125550177", "+12125550188"


@pytest.fixture
def ana(cast):
    """Ana bought at North today and at South a year ago, with a birthday and one number."""
    told = buyer(phones=((NUMBER, "mobile"),), born_on=date(1980, 6, 1))
    deliver(cast.south, TUESDAY - timedelta(days=365), salesperson=cast.noor, buyer=told)
    return deliver(cast.north, TUESDAY, salesperson=cast.sam, buyer=told)


def fresh(customer):
    return Customer.objects.get(pk=customer.pk)


def is_open(customer, channel, purpose="relationship"):
    facts = contact_facts_of([fresh(customer)])[customer.pk]
    return may_contact(facts, channel, purpose, NOW).is_allowed


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


def test_edge_64_a_mistaken_stop_is_taken_back_in_words_and_both_are_kept(cast, ana):
    row = FollowUp.objects.get(delivery=ana, kind="post_sale")
    stop = record_stop(
        ana.customer, scope="everything", channel="all", words="Stop", by=cast.sam, now=NOW
    )[0]
    with pytest.raises(CorrectionRefused, match="words_required"):
        correct_stop(stop, words="  ", by=cast.sam, now=LATER)
    assert fresh(ana.customer).ways == STOPPED
    corrected = correct_stop(stop, words="Wrong card, it was Otto.", by=cast.sam, now=LATER)
    assert {s.value for s in corrected} == {"", NUMBER, ana.customer.emails.get().address}
    kept = ContactStop.objects.get(pk=stop.pk)
    assert (kept.words, kept.lifted_words, kept.lifted_by, kept.lifted_at) == (
        "Stop",
        "Wrong card, it was Otto.",
        cast.sam,
        LATER,
    )
    assert fresh(ana.customer).ways == ALL_WAYS
    row.refresh_from_db()
    assert (row.state, row.closed_at) == ("open", None)


def test_edge_64_the_managers_are_told_once(cast, ana):
    stop = record_stop(ana.customer, scope="sales", channel="all", words="", by=cast.sam, now=NOW)[
        0
    ]
    correct_stop(stop, words="A slip.", by=cast.sam, now=LATER)
    assert correct_stop(stop, words="Again.", by=cast.sam, now=LATER) == []
    told = Notice.objects.filter(kind="stop_corrected")
    assert {n.to for n in told} == {cast.maya, cast.grace}
    assert {n.facts["words"] for n in told} == {"A slip."}


def test_edge_64_another_request_still_holds(cast, ana):
    kept = {"words": "", "by": cast.sam, "now": NOW}
    record_stop(ana.customer, scope="everything", channel="all", **kept)
    slip = record_stop(ana.customer, scope="sales", channel="all", **kept)[0]
    correct_stop(slip, words="A slip.", by=cast.sam, now=LATER)
    assert fresh(ana.customer).ways == STOPPED
    assert not FollowUp.objects.open().filter(customer=ana.customer).exists()


def test_edge_59_a_customer_who_stopped_everything_buys_again(cast, ana):
    record_stop(ana.customer, scope="everything", channel="all", words="No more.", by=None, now=NOW)
    stops = set(ContactStop.objects.values_list("pk", "scope", "channel", "value", "lifted_at"))
    told = buyer(
        first_name=ana.customer.first_name,
        last_name=ana.customer.last_name,
        phones=((NUMBER, "mobile"),),
    )
    again = deliver(cast.south, TUESDAY + timedelta(days=90), salesperson=cast.noor, buyer=told)
    assert again.customer_id == ana.customer_id
    row = FollowUp.objects.get(delivery=again, kind="post_sale")
    assert (row.state, row.state_reason) == ("stopped", "asked_to_stop")
    after = set(ContactStop.objects.values_list("pk", "scope", "channel", "value", "lifted_at"))
    assert after == stops


def test_edge_60_no_sales_calls_leaves_the_promises_of_two_stores(cast, ana):
    for store, seller in ((cast.north, cast.sam), (cast.south, cast.noor)):
        plates = owe(
            store,
            ana.customer,
            f"Plates of {store.slug}",
            department="title",
            promised_on=TUESDAY + timedelta(days=9),
            by=seller,
            today=TUESDAY,
        )
        assert plates.status == "open"
    record_stop(
        ana.customer, scope="sales", channel="all", words="Only the plates", by=None, now=NOW
    )
    assert is_open(ana.customer, "phone", "promise")
    assert not is_open(ana.customer, "phone", "relationship")
    assert not is_open(ana.customer, "phone", "sales")
    left = FollowUp.objects.open().filter(customer=ana.customer)
    assert set(left.values_list("kind", flat=True)) <= {"promise"}
    assert ana.customer.we_owes.open().count() == 2


def test_edge_69_after_a_divorce_neither_card_shows_the_others_or_the_childrens_facts(cast, ana):
    bill = deliver(cast.north, TUESDAY, salesperson=cast.sam, buyer=buyer()).customer
    link_household(ana.customer, bill, "spouse", today=TUESDAY)
    chess = note_fact(ana.customer, "Lena plays chess", by=cast.sam, now=NOW)
    hikes = note_fact(ana.customer, "Hikes on Sundays", by=cast.sam, now=NOW)
    confirm_fact(hikes, about="self", today=TUESDAY)
    note_fact(bill, "Bill's mother is ill", by=cast.sam, now=NOW)
    assert shown_facts_of(ana.customer) == [hikes, chess]
    parted = TUESDAY + timedelta(days=30)
    assert end_link(ana.customer, bill, today=parted) == 2
    assert end_link(bill, ana.customer, today=parted) == 0
    assert parted_on_of([ana.customer.pk, bill.pk]) == {ana.customer_id: parted, bill.pk: parted}
    assert shown_facts_of(ana.customer) == [hikes]
    assert shown_facts_of(bill) == []
    confirm_fact(chess, about="family", today=parted + timedelta(days=1))
    assert shown_facts_of(ana.customer) == [hikes, chess]
    assert HouseholdLink.objects.filter(ended_on=parted).count() == 2


def test_edge_69_the_parting_is_known_after_a_merge_too(cast, ana):
    again, bill = (
        deliver(cast.north, TUESDAY + timedelta(days=n), salesperson=cast.sam).customer
        for n in (1, 0)
    )
    link_household(ana.customer, bill, "spouse", today=TUESDAY)
    note_fact(ana.customer, "Lena plays chess", by=cast.sam, now=NOW)
    end_link(ana.customer, bill, today=TUESDAY + timedelta(days=1))
    merge_customers(ana.customer, again, words="Same", by=cast.maya, now=NOW + timedelta(days=2))
    one = fresh(again)
    assert fresh(ana.customer).merged_into == one
    assert shown_facts_of(one) == []
    assert known_about([one.pk])[one.pk].personal == []


def test_edge_69_who_marries_again_after_a_divorce_starts_afresh(cast, ana):
    bill = deliver(cast.north, TUESDAY, salesperson=cast.sam, buyer=buyer()).customer
    link_household(ana.customer, bill, "spouse", today=TUESDAY)
    end_link(ana.customer, bill, today=TUESDAY)
    link_household(ana.customer, bill, "spouse", today=TUESDAY + timedelta(days=99))
    assert HouseholdLink.objects.filter(customer=ana.customer, ended_on=None).count() == 1


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


def test_edge_64_z_does_not_take_a_stop_back(cast, ana):
    row = FollowUp.objects.get(delivery=ana, kind="post_sale")
    details = LogDetails(
        key=uuid4(),
        shown=(row.pk,),
        ticked=(row.pk,),
        seen=0,
        outcome="asked_to_stop",
        stop_scope="everything",
    )
    attempt = log_attempt(row, details, by=cast.sam, now=NOW)
    with pytest.raises(UndoRefused, match="stop_stays"):
        undo_attempt(attempt, by=cast.sam, now=LATER)
    stop = ContactStop.objects.get(customer=ana.customer, value="")
    correct_stop(stop, words="Wrong key.", by=cast.sam, now=LATER)
    row.refresh_from_db()
    assert (row.state, row.closed_by) == ("open", None)


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


def test_edge_70_whose_owner_has_left_meanwhile_is_the_managers(cast, ana):
    record_death(ana.customer, by=cast.sam, now=NOW)
    member = Membership.objects.get(user=cast.sam)
    end_membership(member, by=cast.maya, now=LATER)
    correct_death(ana.customer, words="A slip", by=cast.maya, now=LATER)
    row = FollowUp.objects.get(delivery=ana, kind="post_sale")
    assert (row.state, row.owner) == ("open", cast.maya)
