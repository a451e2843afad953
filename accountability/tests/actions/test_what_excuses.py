"""What excuses a call that nobody made, and what does not."""

from datetime import time

import pytest

from accountability.models import Miss
from accountability.tests.sweeping import (
    FRIDAY,
    MONDAY,
    SATURDAY,
    THURSDAY,
    at,
    close,
    event,
    excuses,
    misses,
    post_sale,
    tried,
)
from customers.actions import record_stop
from dealerfollow.stores.models import Absence, SystemOutage
from dealerfollow.testing.sales import buyer
from followups.models import FollowUp, Notice


def test_edge_27_an_outage_excuses_its_days_and_the_next_is_counted(cast, call):
    SystemOutage.objects.create(
        group=cast.group, starts_on=THURSDAY, ends_on=FRIDAY, reason="Data center"
    )
    for day in (THURSDAY, FRIDAY, SATURDAY):
        close(cast.north, day)
    assert excuses() == [("system", THURSDAY), ("system", FRIDAY)]
    assert misses() == [("Sam Rivera", "owner", SATURDAY)]


def test_a_snoozed_follow_up_is_excused_once_and_missed_on_its_new_day(cast, call):
    event(call, "snoozed", at(THURSDAY, 15), due_on=SATURDAY)
    for day in (THURSDAY, FRIDAY, SATURDAY):
        close(cast.north, day)
    assert excuses() == [("snoozed", THURSDAY)]
    assert misses() == [("Sam Rivera", "owner", SATURDAY)]


def test_edge_19_without_a_legal_minute_it_is_excused_and_the_manager_is_told(cast):
    call = post_sale(cast.north, cast.sam)
    call.customer.reach_from, call.customer.reach_until = time(21, 30), time(23)
    call.customer.save()
    result = close(cast.north, THURSDAY)
    assert (result.missed, result.notices, excuses()) == (0, 1, [("no_legal_minute", THURSDAY)])
    assert Notice.objects.get(kind="missed").facts["to_ask"] == 1


def test_edge_18_tries_that_others_used_up_excuse_the_owner(cast):
    call = post_sale(cast.north, cast.sam, buyer=florida())
    elsewhere = post_sale(cast.north, cast.maya)
    FollowUp.objects.filter(pk=elsewhere.pk).update(customer=call.customer)
    elsewhere.refresh_from_db()
    for hour in (11, 12, 13):
        tried(elsewhere, cast.maya, at(THURSDAY, hour), next_on=MONDAY)
    close(cast.north, THURSDAY)
    assert excuses() == [("tries_used_up", THURSDAY)]
    assert misses() == []


def test_edge_18_sam_bea_and_the_south_store_share_the_three_tries(cast):
    call = post_sale(cast.north, cast.sam, buyer=florida())
    south = post_sale(cast.south, cast.noor)
    other = post_sale(cast.north, cast.maya)
    FollowUp.objects.filter(pk__in=[south.pk, other.pk]).update(customer=call.customer)
    tried(other, cast.sam, at(THURSDAY, 11), next_on=MONDAY)
    tried(other, cast.bea, at(THURSDAY, 12), next_on=MONDAY, role="bdc_rep")
    assert close(cast.north, THURSDAY, is_dry_run=True).missed == 1
    tried(south, cast.noor, at(THURSDAY, 13), next_on=MONDAY)
    close(cast.north, THURSDAY)
    assert (excuses(), misses()) == ([("tries_used_up", THURSDAY)], [])


@pytest.mark.parametrize(
    ("number", "is_used_up"),
    [
        pytest.param("+13055550123", True, id="edge-18-spouse-on-the-same-number"),
        pytest.param("+13055550124", False, id="edge-18-spouse-on-another-number"),
    ],
)
def test_tries_to_a_spouse_count_by_the_number_dialed(cast, number, is_used_up):
    call = post_sale(cast.north, cast.sam, buyer=florida())
    spouse = post_sale(cast.south, cast.noor, buyer=florida(phones=((number, "mobile"),)))
    assert spouse.customer != call.customer
    for hour in (11, 12, 13):
        attempt = tried(spouse, cast.noor, at(THURSDAY, hour), next_on=MONDAY, number=number)
    assert attempt.number == number
    close(cast.north, THURSDAY)
    assert [reason for reason, _ in excuses()] == (["tries_used_up"] if is_used_up else [])
    assert len(misses()) == (not is_used_up)


def florida(**told):
    facts = {"phones": (("+13055550123", "mobile"),), **told}
    return buyer(state="FL", postal_code="33101", city="Miami", **facts)


def test_a_customer_without_a_number_is_no_excuse(cast):
    call = post_sale(cast.north, cast.sam)
    call.customer.phones.all().delete()
    assert close(cast.north, THURSDAY).missed == 1


def test_a_full_day_excuses_tier_two_and_never_tier_one(cast):
    cast.north.cards_a_day = 2
    first, second, third = (post_sale(cast.north, cast.sam) for _ in range(3))
    FollowUp.objects.filter(pk=third.pk).update(tier=2)
    close(cast.north, THURSDAY)
    assert sorted(Miss.objects.values_list("follow_up", flat=True)) == [first.pk, second.pk]
    assert excuses() == [("over_cap", THURSDAY)]


def test_a_stopped_customer_is_nobodys_miss(cast, call):
    record_stop(
        call.customer,
        scope="everything",
        channel="all",
        words="",
        by=cast.sam,
        now=at(THURSDAY, 10),
    )
    assert close(cast.north, THURSDAY).missed == 0
    assert Absence.objects.count() == 0
