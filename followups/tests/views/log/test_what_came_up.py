"""What came up on a call, logged with it: survey, review, a name, somebody upset, a new fact."""

from datetime import date, timedelta

import pytest

from customers.actions import record_stop
from customers.models import Customer, HouseholdLink, PersonalFact, Prospect
from dealerfollow.testing.calls import calls_at, stand_at
from dealerfollow.testing.sales import buyer, deliver, noon
from deliveries.actions import owe
from deliveries.models import Delivery, WeOweChange
from followups.models import (
    Attempt,
    CsiSurvey,
    FollowUp,
    HeatCase,
    HeatStep,
    Notice,
    Plan,
    Referral,
    ReviewAsk,
)
from followups.tests.one_log import FRIDAY, MARIA, NOW, THURSDAY, TUESDAY, problems, second_key

GOOGLE = {"name": "Google", "url": "https://example.com/g"}
CARS = {"name": "Cars.com", "url": "https://example.com/c"}
SPOKE = {"outcome": "spoke"}
ANA = {
    **SPOKE,
    "is_pleased": "on",
    "referral": "given",
    "referral_name": "Ana Ruiz",
    "referral_phone": "(212) 555-0177",
    "referral_kind": "friend",
    "referral_words": "A pickup",
}


def heat_mails():
    return Notice.objects.filter(kind__startswith="heat")


@pytest.fixture
def row(cast):
    cast.north.review_sites = [GOOGLE, CARS, {"name": "No link"}]
    cast.north.save()
    delivery = deliver(cast.north, TUESDAY, salesperson=cast.sam, buyer=MARIA)
    return FollowUp.objects.get(delivery=delivery)


@pytest.fixture
def sam(cast, sign_in, monkeypatch):
    return calls_at(NOW, sign_in(cast.sam), monkeypatch)


def said(caller, row, **answers):
    saved = caller.log(row, **{**SPOKE, **answers})
    assert saved.status_code == 302, problems(saved)
    return Attempt.objects.latest("id")


def page(caller, row):
    return caller.open(row).content.decode()


def test_line_9_csi_survey_discussed_is_kept_for_the_new_car_before_it_opens(sam, row):
    assert row.due_on < TUESDAY + timedelta(days=row.store.survey_opens_days)
    attempt = said(sam, row, is_csi_discussed="on")
    survey = CsiSurvey.objects.get()
    assert (survey.delivery, survey.discussed_on) == (row.delivery, THURSDAY)
    assert (survey.state, survey.score, survey.changed_by) == ("expected", None, attempt.by)
    FollowUp.objects.filter(pk=row.pk).update(state="open", closed_at=None, closed_by=None)
    assert "Discussed Mar 5 · Not out yet" in page(sam, row)


def test_line_2_a_used_car_has_no_survey_to_discuss(cast, sam):
    used = deliver(cast.north, TUESDAY, salesperson=cast.sam, condition="used")
    row = FollowUp.objects.get(delivery=used)
    assert "is_csi_discussed" not in page(sam, row)
    said(sam, row, is_csi_discussed="on")  # a stale page may still send it
    assert not CsiSurvey.objects.exists()


def test_line_10_a_review_ask_is_kept_with_its_site(sam, row):
    html = page(sam, row)
    assert 'data-copy="https://example.com/g"' in html and "No link" not in html
    attempt = said(sam, row, review_sites=["Google", "Cars.com"])
    asked = ReviewAsk.objects.order_by("id").values_list("site", "state", "asked_on", "asked_by")
    assert list(asked) == [
        ("Google", "asked", THURSDAY, attempt.by_id),
        ("Cars.com", "asked", THURSDAY, attempt.by_id),
    ]
    assert {ask.attempt for ask in ReviewAsk.objects.all()} == {attempt}


def test_line_10_who_would_rather_not_is_kept_too(sam, row):
    said(sam, row, review_declined="on")
    assert ReviewAsk.objects.values_list("site", "state").get() == ("Google", "declined")


def test_line_10_a_review_is_asked_of_the_upset_as_of_the_pleased(cast, sam, row):
    """What is on the page depends on the cadence alone; a case that is open delays it."""
    assert "Asked: Google" in page(sam, row)
    said(sam, row, is_upset="on", heat_cause="papers")
    satisfaction = FollowUp.objects.create(
        group=cast.group,
        store=cast.north,
        plan=row.plan,
        touchpoint="check",
        kind="check_in",
        channel="phone",
        tier=1,
        condition="new",
        customer=row.customer,
        delivery=row.delivery,
        owner=cast.sam,
        first_due_on=THURSDAY,
        due_on=THURSDAY,
    )
    FollowUp.objects.filter(pk=satisfaction.pk).update(kind="satisfaction")
    waits = page(sam, satisfaction)
    assert "Asked once they say that it is settled." in waits and "Asked: Google" not in waits
    HeatCase.objects.update(state="confirmed", next_update_on=None)
    assert "Asked: Google" in page(sam, satisfaction)
    FollowUp.objects.filter(pk=satisfaction.pk).update(kind="check_in")
    assert "Asked: Google" in page(sam, satisfaction)  # it had waited, and is not forgotten


def test_line_11_a_heat_case_is_opened_from_a_call(sam, row):
    attempt = said(
        sam,
        row,
        is_upset="on",
        heat_severity="upset",
        heat_cause="we_owe",
        heat_words="No key!",
        heat_next_on="2026-03-09",
    )
    case = HeatCase.objects.get()
    found = (case.severity, case.cause, case.words, case.state, case.next_update_on)
    assert found == ("upset", "we_owe", "No key!", "open", date(2026, 3, 9))
    assert (case.attempt, case.delivery, case.opened_by) == (attempt, row.delivery, attempt.by)
    assert HeatStep.objects.values_list("kind", "words").get() == ("opened", "No key!")
    assert attempt.purpose == "issue"


def test_line_11_a_second_call_goes_into_the_open_case_and_raises_it(cast, sam, row):
    said(sam, row, is_upset="on", heat_cause="we_owe", heat_severity="severe")
    FollowUp.objects.filter(pk=row.pk).update(state="open", closed_at=None, closed_by=None)
    said(sam, row, is_upset="on", heat_cause="papers", heat_severity="uneasy")
    case = HeatCase.objects.get()
    assert (case.severity, case.cause) == ("severe", "we_owe")
    assert case.steps.count() == 2
    told = list(heat_mails().values_list("to", flat=True))
    assert cast.maya.pk in told and len(told) == len(set(told))  # each once


def test_how_upset_needs_to_say_about_what(sam, row):
    refused = sam.log(row, outcome="spoke", is_upset="on")
    assert problems(refused) == {"heat_cause": ["What is it about?"]}
    assert "What is it about?" in refused.content.decode()
    assert not HeatCase.objects.exists()


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
    FollowUp.objects.filter(pk=row.pk).update(state="open", closed_at=None, closed_by=None)
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
    FollowUp.objects.filter(pk=row.pk).update(state="open", closed_at=None, closed_by=None)
    reasons = sam.open(row).context["card"].reasons
    codes = {reason.code for reason in reasons}
    assert "thank_for_name" in codes
    assert not any("refer" in code or "ask_name" in code for code in codes)


def test_line_13_the_date_they_were_told_is_kept_for_each_that_changed(cast, sam, row):
    key = second_key(cast, row.delivery, date(2026, 3, 9))
    mats = owe(
        cast.north,
        row.customer,
        "Mats",
        department="parts",
        promised_on=date(2026, 3, 10),
        told_on=date(2026, 3, 10),
        by=cast.sam,
        today=TUESDAY,
        delivery=row.delivery,
    )
    html = page(sam, row)
    assert "Second key" in html and "Mats" in html
    attempt = said(sam, row, told_news="changed", **{f"told_{key.pk}": "2026-03-11"})
    key.refresh_from_db()
    mats.refresh_from_db()
    assert (key.told_on, mats.told_on) == (date(2026, 3, 11), date(2026, 3, 10))
    assert attempt.told[str(key.pk)] == "2026-03-11"
    changed = WeOweChange.objects.values_list("we_owe", "told_on")
    assert list(changed) == [(key.pk, date(2026, 3, 11))]


def test_line_27_a_new_fact_is_dated_says_about_whom_and_shows_next_time(sam, row):
    said(sam, row, fact="Plays the cello", fact_about="family")
    fact = PersonalFact.objects.get()
    assert (fact.text, fact.about, fact.noted_at) == ("Plays the cello", "family", NOW)
    FollowUp.objects.filter(pk=row.pk).update(state="open", closed_at=None, closed_by=None)
    assert "Plays the cello" in page(sam, row)


def test_how_they_use_the_car_is_kept(sam, row):
    said(sam, row, usage="Tows a 19-ft camper")
    assert Customer.objects.get(pk=row.customer_id).how_they_use_it == "Tows a 19-ft camper"


def test_line_51_a_repeated_reason_is_pointed_out_and_the_next_one_offered(cast, sam, row):
    second_key(cast, row.delivery, FRIDAY)
    first, following = [reason.title for reason in sam.open(row).context["card"].reasons[:2]]
    assert sam.log(row, outcome="voicemail").status_code == 302
    assert Attempt.objects.get().reason == first
    html = page(sam, row)
    assert f"Your last voicemail said “{first}” too. Say this instead: “{following}”." in html
    assert "1 try, 1 voicemail, 0 talks" in html
    assert sam.log(row, outcome="voicemail").status_code == 302  # the offered one is picked
    assert Attempt.objects.latest("id").reason == following


def test_line_51_the_same_again_can_be_left_knowingly(cast, sam, row):
    second_key(cast, row.delivery, FRIDAY)
    first = sam.open(row).context["card"].reasons[0].title
    sam.log(row, outcome="voicemail")
    sam.log(row, outcome="voicemail", voicemail_reason=first)
    assert list(Attempt.objects.values_list("reason", flat=True)) == [first, first]


def test_line_52_what_they_ask_for_is_a_dated_promise_and_a_call_back_is_due(sam, row):
    said(
        sam,
        row,
        promise_item="7-pin adapter",
        promise_by="2026-03-10",
        promise_department="parts",
    )
    owed = row.customer.we_owes.get()
    assert (owed.item, owed.department, owed.promised_on) == (
        "7-pin adapter",
        "parts",
        date(2026, 3, 10),
    )
    assert FollowUp.objects.get(kind="promise").due_on == date(2026, 3, 10)


def test_line_54_logging_asks_what_they_gained(cast, sam, row):
    second_key(cast, row.delivery, FRIDAY)
    html = page(sam, row)
    assert f"{row.customer.short_name} gained" in html
    assert 'data-key="shift+1"' in html and "<kbd>⇧1</kbd>" in html
    gain = sam.open(row).context["form"].fields["gained"].choices[0][0]
    attempt = said(sam, row, gained=[gain], gained_words="Tow mode")
    assert attempt.gained == [gain, "Tow mode"]


def test_line_59_what_a_call_was_for_and_what_it_opened_are_kept(cast, sam, row):
    attempt = said(sam, row, opportunity="trade")
    assert (attempt.purpose, attempt.opportunity) == ("care", "trade")
    key = second_key(cast, row.delivery, FRIDAY)
    FollowUp.objects.filter(pk=row.pk).update(state="open", closed_at=None, closed_by=None)
    assert said(sam, row, told_news="same", settled=[key.pk]).purpose == "issue"


def test_what_was_ticked_before_no_answer_was_picked_says_nothing(sam, row):
    stale = {
        **ANA,
        "is_csi_discussed": "on",
        "is_upset": "on",
        "review_sites": ["Google"],
        "usage": "Tows",
        "opportunity": "trade",
        "outcome": "no_answer",
    }
    attempt = said(sam, row, **stale)
    assert not attempt.is_csi_discussed and not attempt.is_pleased and not attempt.opportunity
    for model in (Referral, Prospect, HeatCase, ReviewAsk, CsiSurvey):
        assert not model._default_manager.exists()


def test_a_notice_about_a_severe_case_waits_out_the_time_for_undo(sam, row, monkeypatch):
    attempt = said(sam, row, is_upset="on", heat_severity="severe", heat_cause="treatment")
    waits = set(heat_mails().values_list("send_after", flat=True))
    assert waits and min(waits) >= NOW + timedelta(minutes=2)
    undone = sam.client.post(f"/calls/attempts/{attempt.pk}/undo/")
    assert undone.status_code == 302
    assert not heat_mails().exists()
    assert not HeatCase.objects.exists()


def test_once_the_notice_has_left_the_log_stays(sam, row):
    attempt = said(sam, row, is_upset="on", heat_severity="severe", heat_cause="treatment")
    Notice.objects.update(sent_at=NOW, tries=1)
    refused = sam.client.post(f"/calls/attempts/{attempt.pk}/undo/")
    assert refused.status_code == 409
    assert "A mail about it has left" in refused.content.decode()
    assert HeatCase.objects.exists()


def test_a_name_with_whom_somebody_has_worked_is_not_taken_back(cast, sam, row):
    attempt = said(sam, row, **ANA)
    ana = Prospect.objects.get().customer
    deliver(cast.north, THURSDAY, salesperson=cast.sam)
    Delivery.objects.filter(pk=Delivery.objects.latest("id").pk).update(co_buyer=ana)
    refused = sam.client.post(f"/calls/attempts/{attempt.pk}/undo/")
    assert refused.status_code == 409
    assert Prospect.objects.exists()
