"""A name that was given on a call: whose prospect, whom we know, who is thanked, who is asked."""

from datetime import timedelta
from uuid import uuid4

import pytest

from customers.actions import record_stop
from customers.models import Customer, HouseholdLink, Prospect
from dealerfollow.testing.calls import stand_at
from dealerfollow.testing.sales import buyer, deliver, noon
from deliveries.models import Delivery
from followups.actions import LogDetails, LogRefused, log_attempt
from followups.actions.log_attempt.said import Named
from followups.models import FollowUp, Plan, Referral
from followups.tests.one_log import (
    ANA,
    FRIDAY,
    NOW,
    THURSDAY,
    TUESDAY,
    page,
    problems,
    reopen,
    said,
    second_key,
)


def test_line_12_a_name_that_was_given_is_a_linked_prospect(cast, sam, row):
    attempt = said(sam, row, **ANA)
    referral = Referral.objects.get()
    assert (referral.state, referral.name, referral.words) == ("given", "Ana Ruiz", "A pickup")
    assert (referral.customer, referral.attempt) == (row.customer, attempt)
    prospect = Prospect.objects.get()
    assert referral.prospect == prospect
    assert (prospect.source, prospect.referred_by, prospect.owner) == (
        "referral",
        row.customer,
        cast.sam,
    )
    ana = prospect.customer
    assert (ana.name, [str(p.number) for p in ana.phones.all()]) == ("Ana Ruiz", ["+12125550177"])
    links = HouseholdLink.objects.filter(kind="friend").values_list("customer", "other")
    assert set(links) == {(row.customer_id, ana.pk), (ana.pk, row.customer_id)}
    assert (attempt.is_pleased, attempt.purpose) == (True, "sales")


def test_line_12_whom_we_know_already_is_found_and_stays_as_they_are(cast, sam, row):
    ana = deliver(
        cast.south,
        TUESDAY,
        salesperson=cast.noor,
        buyer=buyer(
            first_name="ANA", last_name="RUIZ", phones=(("+12125550177", "mobile"),), emails=()
        ),
    ).customer
    before = Customer.objects.filter(pk=ana.pk).values().get()
    said(sam, row, **ANA)
    assert Prospect.objects.get().customer == ana
    assert Customer.objects.filter(pk=ana.pk).values().get() == before


def test_line_12_another_name_on_the_same_number_is_another_person(cast, sam, row):
    deliver(
        cast.north,
        TUESDAY,
        salesperson=cast.sam,
        buyer=buyer(first_name="Luis", phones=(("+12125550177", "home"),), emails=()),
    )
    said(sam, row, **ANA)
    assert Prospect.objects.get().customer.name == "Ana Ruiz"


@pytest.mark.parametrize("state", ["asked", "declined"])
def test_line_12_asked_and_declined_are_kept_without_a_prospect(sam, row, state):
    said(sam, row, is_pleased="on", referral=state)
    assert Referral.objects.values_list("state", "name", "prospect").get() == (state, "", None)
    assert not Prospect.objects.exists()
    assert not Plan.objects.filter(anchor_kind="thanks").exists()


def test_a_name_without_its_number_is_refused_next_to_the_field(sam, row):
    refused = sam.log(row, **{**ANA, "referral_phone": ""})
    assert problems(refused) == {"referral_phone": ["Which number do they answer?"]}
    wrong = sam.log(row, **{**ANA, "referral_phone": "555"})
    assert problems(wrong) == {"referral_phone": ["Enter all ten digits of the number."]}
    own = sam.log(row, **{**ANA, "referral_name": "maria delgado", "referral_phone": "2125550142"})
    assert problems(own) == {"referral_name": ["That is their own name and number."]}
    assert not Referral.objects.exists()


def test_line_37_who_gave_a_name_is_thanked_two_open_days_on(cast, sam, row, monkeypatch):
    said(sam, row, **ANA)
    thanks = FollowUp.objects.get(kind="thank_you")
    saturday = THURSDAY + timedelta(days=2)
    assert (thanks.due_on, thanks.tier, thanks.owner) == (saturday, 2, cast.sam)
    assert thanks.customer == row.customer
    stand_at(noon(saturday), monkeypatch)
    html = page(sam, thanks)
    assert "Thank them for the name they gave" in html
    attempt = said(sam, thanks)
    assert Referral.objects.get().thanked_on == saturday
    assert attempt.purpose == "care"
    sam.client.post(f"/calls/attempts/{attempt.pk}/undo/")
    assert Referral.objects.get().thanked_on is None


def test_line_53_a_name_is_asked_for_after_praise_and_another_day_is_better_after_a_complaint(
    sam, row
):
    html = page(sam, row)
    assert 'class="prop if-praise"' in html  # opens with Pleased, or with the survey
    assert "They are upset today. Another day is better." in html
    said(sam, row, is_pleased="on", is_upset="on", heat_cause="other")
    reopen(row)
    html = page(sam, row)
    assert 'class="prop if-praise"' not in html  # praise stands from the last talk
    assert "A heat case of theirs is open. Another day is better." in html


def test_line_53_no_name_is_asked_for_where_a_sales_contact_is_not_lawful(cast, sam, row):
    second_key(cast, row.delivery, FRIDAY)
    FollowUp.objects.filter(pk=row.pk).update(kind="promise")
    record_stop(row.customer, scope="sales", channel="all", words="", by=cast.sam, now=NOW)
    assert 'name="referral"' not in page(sam, row)
    refused = sam.log(row, **ANA)
    words = ["They asked for no sales contact: no name is asked for here."]
    assert problems(refused) == {"referral": words}
    assert not Referral.objects.exists()


def test_a_referral_ask_is_never_a_reason_of_the_card(sam, row):
    said(sam, row, **ANA)
    reopen(row)
    reasons = sam.open(row).context["card"].reasons
    codes = {reason.code for reason in reasons}
    assert "thank_for_name" in codes
    assert not any("refer" in code or "ask_name" in code for code in codes)


def test_a_name_with_whom_somebody_has_worked_is_not_taken_back(cast, sam, row):
    attempt = said(sam, row, **ANA)
    ana = Prospect.objects.get().customer
    deliver(cast.north, THURSDAY, salesperson=cast.sam)
    Delivery.objects.filter(pk=Delivery.objects.latest("id").pk).update(co_buyer=ana)
    refused = sam.client.post(f"/calls/attempts/{attempt.pk}/undo/")
    assert refused.status_code == 409
    assert Prospect.objects.exists()


def test_line_53_a_stop_that_came_after_the_page_was_shown_refuses_the_name(cast, sam, row):
    """The log asks for itself whether a name may be asked for; the page is not believed."""
    second_key(cast, row.delivery, FRIDAY)
    FollowUp.objects.filter(pk=row.pk).update(kind="promise")
    log = LogDetails(
        key=uuid4(),
        shown=(row.pk,),
        ticked=(row.pk,),
        seen=0,
        outcome="spoke",
        is_pleased=True,
        named=Named(state="given", name="Ana Ruiz", phone="+12125550177"),
    )
    record_stop(row.customer, scope="sales", channel="all", words="", by=cast.sam, now=NOW)
    with pytest.raises(LogRefused) as refused:
        log_attempt(row, log, by=cast.sam, now=NOW)
    assert refused.value.problems["referral"] == "referral_not_lawful"
