"""Whose a heat case is: always somebody who works there, and of who goes on after a merge."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from customers.actions import merge_customers, record_stop
from customers.models import Customer, Prospect
from dealerfollow.stores.actions import close_store_on, end_membership, hire
from dealerfollow.stores.models import Membership
from dealerfollow.stores.rules.rights import Role
from dealerfollow.testing.sales import buyer, days, deliver, noon
from followups.actions import (
    LogDetails,
    LogRefused,
    log_contact,
    redate_for_calendar,
    undo_attempt,
)
from followups.actions.effects import state_of
from followups.actions.heat import (
    HeatRefused,
    acknowledge,
    confirm,
    hand_on_case,
    open_heat,
    reopen_case,
    resolve,
)
from followups.actions.heat_talk import customer_heard
from followups.actions.log_attempt.details import Named
from followups.actions.surveys import record_survey
from followups.models import FollowUp, HeatCase, HeatStep, Plan, Referral
from followups.queries.heat_story import stand_of

TUESDAY = date(2026, 3, 3)
WEDNESDAY, THURSDAY, FRIDAY = (TUESDAY + days(n) for n in (1, 2, 3))
UPSET = {"severity": "upset", "cause": "vehicle", "words": "The hood has a run"}


@pytest.fixture
def sold(cast):
    who = buyer(first_name="José", last_name="García López", phones=(("+12125550160", "mobile"),))
    return deliver(cast.north, TUESDAY, salesperson=cast.sam, buyer=who)


@pytest.fixture
def case(cast, sold):
    return open_heat(cast.north, sold.customer, by=cast.sam, now=noon(TUESDAY), **UPSET)


def fresh(case):
    return HeatCase.objects.get(pk=case.pk)


def leave(cast, user):
    end_membership(Membership.objects.get(user=user), by=cast.maya, now=noon(THURSDAY))


def open_row(case):
    return FollowUp.objects.open().get(plan__heat_case=case)


def test_a_leavers_resolved_case_is_the_managers_also_when_it_owes_no_word(cast, case):
    resolve(case, "Painted", by=cast.sam, now=noon(WEDNESDAY))
    FollowUp.objects.filter(plan__heat_case=case).update(
        state="not_reached", closed_at=noon(FRIDAY)
    )
    leave(cast, cast.sam)
    assert (fresh(case).owner, Plan.objects.get(heat_case=case).owner) == (cast.maya, cast.maya)


def test_what_a_leaver_settled_stays_theirs_and_is_the_managers_once_it_is_open_again(cast, case):
    resolve(case, "Painted", by=cast.sam, now=noon(WEDNESDAY))
    confirm(case, "She said so", by=cast.sam, now=noon(WEDNESDAY))
    leave(cast, cast.sam)
    assert fresh(case).owner == cast.sam
    again = reopen_case(case, "It peels", by=cast.bea, now=noon(FRIDAY))
    assert (again.owner, open_row(case).owner) == (cast.maya, cast.maya)
    assert HeatStep.objects.get(kind="handed_on").words == "Sam Rivera → Maya Torres"


def test_what_a_letter_to_a_silent_customer_is_for_does_not_make_the_case_the_heirs(cast, case):
    stop = {"scope": "everything", "channel": "all", "words": "No more", "by": cast.sam}
    record_stop(case.customer, now=noon(TUESDAY), **stop)
    hand_on_case(case, cast.bea, by=cast.maya, now=noon(WEDNESDAY))
    assert (fresh(case).owner, open_row(case).owner) == (cast.bea, cast.maya)


def test_after_a_merge_the_word_is_owed_to_who_goes_on(cast, case):
    resolve(case, "Painted", by=cast.sam, now=noon(WEDNESDAY))
    confirm(case, "She said so", by=cast.sam, now=noon(WEDNESDAY))
    other = deliver(cast.north, WEDNESDAY, salesperson=cast.bea).customer
    merge_customers(other, case.customer, words="Same", by=cast.maya, now=noon(THURSDAY))
    reopen_case(case, "It peels", by=cast.sam, now=noon(FRIDAY))
    assert (open_row(case).customer, Plan.objects.get(heat_case=case).customer) == (other, other)


def test_of_one_person_one_case_is_open_at_a_store(cast, case):
    resolve(case, "Painted", by=cast.sam, now=noon(WEDNESDAY))
    confirm(case, "She said so", by=cast.sam, now=noon(WEDNESDAY))
    other = deliver(cast.north, WEDNESDAY, salesperson=cast.bea).customer
    merge_customers(other, case.customer, words="Same", by=cast.maya, now=noon(THURSDAY))
    open_heat(cast.north, other, by=cast.sam, now=noon(THURSDAY), **UPSET)
    with pytest.raises(HeatRefused, match="another_open"):
        reopen_case(case, "It peels", by=cast.sam, now=noon(FRIDAY))


def test_only_its_owner_or_a_manager_has_seen_it(cast, case):
    hand_on_case(case, cast.bea, by=cast.sam, now=noon(TUESDAY))
    with pytest.raises(HeatRefused, match="not_theirs"):
        acknowledge(case, by=cast.sam, now=noon(TUESDAY))
    assert fresh(case).acknowledged_at is None
    acknowledge(case, by=cast.maya, now=noon(TUESDAY))
    assert fresh(case).acknowledged_by == cast.maya


def test_a_managers_case_is_ended_by_a_manager_or_by_the_customer_in_a_talk(cast, case):
    hand_on_case(case, cast.maya, by=cast.sam, now=noon(TUESDAY))
    with pytest.raises(HeatRefused, match="managers_only"):
        resolve(case, "Painted", by=cast.sam, now=noon(WEDNESDAY))
    resolve(case, "Painted", by=cast.grace, now=noon(WEDNESDAY))
    with pytest.raises(HeatRefused, match="managers_only"):
        confirm(case, "She said so", by=cast.sam, now=noon(WEDNESDAY))
    said = {"how": "spoke", "reason": "The hood", "words": "It is fine", "key": uuid4()}
    said |= stand_of(case)
    customer_heard(case, by=cast.sam, now=noon(THURSDAY), is_settled=True, **said)
    assert fresh(case).state == "confirmed"


def named(cast, store, customer, name, phone="+12125550177"):
    log = LogDetails(
        key=uuid4(),
        shown=(),
        ticked=(),
        seen=10**9,
        outcome="spoke",
        is_inbound=True,
        is_pleased=True,
        named=Named(state="given", name=name, phone=phone),
    )
    return log_contact(store, customer.pk, log, by=cast.sam, now=noon(THURSDAY))


@pytest.mark.parametrize("name", ["Jose Garcia", "José García López", "jose garcia lopez"])
def test_line_12_nobody_is_a_referral_of_their_own(cast, sold, name):
    with pytest.raises(LogRefused) as refused:
        named(cast, cast.north, sold.customer, name, "+12125550160")
    assert refused.value.problems == {"referral_name": "referral_is_themself"}
    assert not Referral.objects.exists()


def test_a_name_given_here_is_for_somebody_who_works_here(cast, sold):
    south = deliver(cast.south, WEDNESDAY, salesperson=cast.noor)
    merge_customers(sold.customer, south.customer, words="Same", by=cast.grace, now=noon(THURSDAY))
    goes_on = Customer.objects.get(merged_into=None, first_name=south.customer.first_name)
    named(cast, cast.north, goes_on, "Ana Ruiz")
    assert Prospect.objects.get().owner == cast.sam
    assert FollowUp.objects.get(kind="thank_you").owner == cast.sam
    named(cast, cast.south, goes_on, "Li Wei", "+12125550178")
    assert Prospect.objects.get(customer__last_name="Wei").owner == cast.noor


def test_a_store_that_sold_them_nothing_gives_its_names_to_whoever_asked_or_the_manager(cast, sold):
    hire(cast.grace, Role.GM, group=cast.group, store=cast.south)
    named(cast, cast.south, sold.customer, "Ana Ruiz")  # Sam makes no calls at South
    assert Prospect.objects.get().owner == cast.grace
    assert Customer.objects.filter(first_name="Ana").exists()


@pytest.mark.parametrize(("hour", "due_on"), [(18, TUESDAY), (20, WEDNESDAY)])
def test_edge_79_whoever_is_given_a_severe_case_in_the_evening_has_the_next_day(
    cast, sold, hour, due_on
):
    late = noon(TUESDAY) + timedelta(hours=hour - 12)
    told = {**UPSET, "severity": "severe"}
    case = open_heat(cast.north, sold.customer, by=cast.sam, now=late, **told)
    row = open_row(case)
    assert (row.owner, row.first_due_on, row.due_on) == (cast.maya, TUESDAY, due_on)
    assert row.clock_on == (due_on if due_on > TUESDAY else None)


def test_edge_79_who_opens_a_severe_case_for_themself_owes_the_word_today(cast, sold):
    late, told = noon(TUESDAY) + timedelta(hours=8), {**UPSET, "severity": "severe"}
    case = open_heat(cast.north, sold.customer, by=cast.sam, owner=cast.sam, now=late, **told)
    assert open_row(case).due_on == TUESDAY


def test_edge_06_a_word_due_on_a_day_closed_since_is_given_the_open_day_before(cast, sold):
    case = open_heat(
        cast.north,
        sold.customer,
        by=cast.sam,
        now=noon(TUESDAY),
        next_update_on=FRIDAY,
        **UPSET,
    )
    close_store_on(cast.north, FRIDAY, reason="Snow", by=cast.maya, now=noon(WEDNESDAY))
    redate_for_calendar(cast.north.pk, now=noon(WEDNESDAY))
    assert (open_row(case).due_on, fresh(case).next_update_on) == (THURSDAY, THURSDAY)


def test_edge_04_a_word_that_was_not_kept_stays_broken_when_its_next_try_moves(cast, sold):
    told = {"by": cast.sam, "now": noon(TUESDAY), "next_update_on": WEDNESDAY}
    case = open_heat(cast.north, sold.customer, **told, **UPSET)
    FollowUp.objects.filter(plan__heat_case=case).update(
        due_on=THURSDAY, tries=1, first_tried_on=WEDNESDAY
    )
    close_store_on(cast.north, THURSDAY, reason="Snow", by=cast.maya, now=noon(THURSDAY))
    redate_for_calendar(cast.north.pk, now=noon(THURSDAY))
    assert (open_row(case).due_on, fresh(case).next_update_on) == (FRIDAY, WEDNESDAY)


def test_line_9_a_low_survey_gives_the_case_of_a_leaver_to_the_manager_once(cast, sold, case):
    Membership.objects.filter(user=cast.sam).update(ended_at=noon(WEDNESDAY))  # gave nothing on
    told = {"state": "answered", "answered_on": WEDNESDAY, "score": 1, "verbatim": "No call"}
    record_survey(sold, **told, by=cast.bea, now=noon(WEDNESDAY))
    assert (fresh(case).owner, open_row(case).owner) == (cast.maya, cast.maya)
    assert HeatStep.objects.filter(kind="handed_on").count() == 1


def test_line_9_a_low_survey_leaves_a_case_with_whoever_was_given_it(cast, sold, case):
    hand_on_case(case, cast.bea, by=cast.sam, now=noon(TUESDAY))
    told = {"state": "answered", "answered_on": WEDNESDAY, "score": 1, "verbatim": "No call"}
    record_survey(sold, **told, by=cast.maya, now=noon(WEDNESDAY))
    assert (fresh(case).owner, open_row(case).owner) == (cast.bea, cast.bea)


@pytest.mark.parametrize("how", ["texted", "emailed", "sent"])
def test_line_11_the_day_told_in_writing_is_kept(cast, case, how):
    said = {"how": how, "reason": "The hood", "words": "Told", "key": uuid4(), **stand_of(case)}
    before = state_of(open_row(case)), state_of(fresh(case))
    attempt = customer_heard(
        case, by=cast.sam, now=noon(WEDNESDAY), next_update_on=FRIDAY + days(4), **said
    )
    assert fresh(case).next_update_on == open_row(case).due_on == FRIDAY + days(4)
    undo_attempt(attempt, by=cast.sam, now=noon(WEDNESDAY))
    assert (state_of(open_row(case)), state_of(fresh(case))) == before
