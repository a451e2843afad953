"""The whole story in one timeline: newest first, by kind, in pages, and who may see what."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accountability.models import Miss, MissVoid
from customers.actions import (
    correct_fact,
    correct_stop,
    end_fact,
    end_link,
    link_household,
    merge_customers,
    note_fact,
    record_consent,
    record_stop,
    unmerge_customers,
)
from customers.models import PersonalFact, Prospect
from dealerfollow.stores.actions import hire
from dealerfollow.stores.rules.rights import Role
from dealerfollow.testing.calls import stand_at
from dealerfollow.testing.sales import buyer, deliver, noon
from deliveries.actions import owe, say_word, settle_we_owe
from deliveries.models import AskedFact
from followups.models import (
    Attempt,
    AttemptUndo,
    CsiSurvey,
    FollowUp,
    FollowUpEvent,
    HandOff,
    HeatCase,
    HeatStep,
    Referral,
    ReviewAsk,
)

TUESDAY = date(2026, 3, 3)
NOW = noon(TUESDAY)
HOUR = timedelta(hours=1)


@pytest.fixture
def ana(cast):
    told = buyer(first_name="Ana", last_name="Reyes")
    return deliver(cast.north, TUESDAY, salesperson=cast.sam, buyer=told).customer


@pytest.fixture
def sam(cast, sign_in, monkeypatch):
    stand_at(NOW + 8 * HOUR, monkeypatch)
    return sign_in(cast.sam)


def shown(client, customer, **asked):
    """The lines of what has been, as (title, words, chip, struck), and the page."""
    response = client.get(f"/customers/{customer.pk}/", asked)
    assert response.status_code == 200
    return [(x.title, x.words, x.chip, x.struck) for x in response.context["timeline"].past]


def titles(client, customer, **asked):
    return [line[0] for line in shown(client, customer, **asked)]


def attempt(cast, customer, at, **told):
    """A logged contact."""
    facts = {
        "group": cast.group,
        "store": cast.north,
        "customer": customer,
        "by": cast.sam,
        "by_role": "salesperson",
        "at": at,
        "made_on": at.date(),
        "channel": "phone",
        "outcome": "no_answer",
        "is_try": True,
        "is_talk": False,
        "proof": "claimed",
        "key": uuid4(),
    }
    return Attempt.objects.create(**{**facts, **told})


def test_talks_and_tries_show_outcome_proof_words_gain_and_reason(cast, ana, sam):
    attempt(cast, ana, NOW + HOUR)
    attempt(
        cast,
        ana,
        NOW + 2 * HOUR,
        outcome="spoke",
        is_talk=True,
        proof="tapped",
        reason="Plates are in",
        note="She will come on Friday.",
        gained=["Where the plates are"],
    )
    spoke, no_answer = sam.get(f"/customers/{ana.pk}/").context["timeline"].past[:2]
    assert (spoke.title, spoke.proof, spoke.gained) == ("Spoke", "tapped", "Where the plates are")
    assert spoke.words == "Sam Rivera. Plates are in. She will come on Friday."
    assert (no_answer.title, no_answer.proof) == ("No answer", "claimed")
    assert titles(sam, ana, kind="talks") == ["Spoke"]
    assert titles(sam, ana, kind="tries") == ["No answer"]


def test_an_undone_log_stays_struck_out_with_who_and_when(cast, ana, sam):
    made = attempt(cast, ana, NOW + HOUR)
    AttemptUndo.objects.create(group=cast.group, attempt=made, at=NOW + 2 * HOUR, by=cast.maya)
    line = shown(sam, ana, kind="tries")[0]
    assert line == ("No answer", "Sam Rivera.", "", "Undone by Maya Torres, Mar 3")
    assert "<s>No answer</s>" in sam.get(f"/customers/{ana.pk}/").content.decode()


def test_a_we_owe_is_told_from_promise_to_settling(cast, ana, sam):
    key = owe(
        cast.north,
        ana,
        "Second key",
        department="parts",
        promised_on=date(2026, 3, 9),
        by=cast.sam,
        today=TUESDAY,
    )
    later = {"promised_on": date(2026, 3, 12), "by": cast.maya, "is_ready": False}
    say_word(key, word="Back order", now=NOW + HOUR, **later)
    settle_we_owe(key, by=cast.sam, now=NOW + 2 * HOUR)
    found = shown(sam, ana, kind="we-owes")
    assert [line[0] for line in found] == [
        "Second key: settled",
        "Second key: date moved",
        "Promised: Second key",
    ]
    assert "From Mar 9 to Mar 12." in found[1][1]
    assert "“Back order”" in found[1][1]
    assert found[2][2] == "Parts"


def test_the_desks_question_and_answer_are_in_the_timeline(cast, ana, sam):
    AskedFact.objects.create(
        group=cast.group,
        store=cast.north,
        customer=ana,
        department="title",
        question="Are the plates in?",
        asked_by=cast.sam,
        asked_at=NOW,
        answer="Friday",
        answered_by=cast.maya,
        answered_at=NOW + HOUR,
    )
    assert titles(sam, ana, kind="we-owes") == [
        "Answered: Are the plates in?",
        "Asked: Are the plates in?",
    ]


def test_moves_hand_offs_misses_voids_and_endings_are_told_with_reason_and_by_whom(cast, ana, sam):
    row = FollowUp.objects.get(customer=ana, kind="post_sale")
    for kind, was, became, reason in (
        ("snoozed", "2026-03-05", "2026-03-06T15:00:00+00:00", "with_customer"),
        ("handed_off", "Sam Rivera", "Maya Torres", "Upset"),
    ):
        FollowUpEvent.objects.create(
            group=cast.group,
            follow_up=row,
            kind=kind,
            was=was,
            became=became,
            reason=reason,
            at=NOW + HOUR,
            by=cast.sam,
        )
    miss = Miss.objects.create(
        group=cast.group,
        store=cast.north,
        follow_up=row,
        counted_for=cast.sam,
        because="owner",
        due_on=TUESDAY,
        day=TUESDAY,
        created_at=NOW,
    )
    MissVoid.objects.create(
        group=cast.group,
        store=cast.north,
        miss=miss,
        reason="absence",
        words="Off sick",
        by=cast.maya,
        is_self=False,
        at=NOW + 2 * HOUR,
    )
    row.missed_on, row.voided_on = TUESDAY, TUESDAY
    row.state, row.state_reason, row.closed_at = "stopped", "unwound", NOW + 3 * HOUR
    row.save()
    found = shown(sam, ana, kind="follow-ups")
    assert [line[0] for line in found] == [
        "Missed: post-sale call",
        "Post-sale call: stopped",
        "Not to count: post-sale call",
        "Post-sale call",
        "Post-sale call",
    ]
    assert found[0][3] == "Voided Mar 3"
    assert found[1][1] == "The sale was unwound."
    assert found[2][1] == "Maya Torres. Absence entered late. “Off sick”"
    assert "Handed from Sam Rivera to Maya Torres: Upset. By Sam Rivera." in found[3][1]
    assert "With a customer. By Sam Rivera." in found[4][1]
    assert not HandOff.objects.exists()


def test_stops_their_correction_and_consent_keep_the_words_used(cast, ana, sam):
    stop = record_stop(
        ana, scope="sales", channel="all", words="No more offers", by=cast.sam, now=NOW
    )[0]
    correct_stop(stop, words="Another Ana", by=cast.maya, now=NOW + HOUR)
    record_consent(ana, channel="text", state="given", source="At delivery", now=NOW + 2 * HOUR)
    assert shown(sam, ana, kind="permission") == [
        ("Agreed to be contacted", "At delivery", "Text", ""),
        ("Taken back: no sales contact", "Maya Torres. “Another Ana”", "Every channel", ""),
        (
            "No sales contact",
            "Sam Rivera. “No more offers”",
            "Every channel",
            "Recorded by mistake",
        ),
    ]
    body = sam.get(f"/customers/{ana.pk}/").content.decode()
    assert "Taken back Mar 3, Maya Torres: “Another Ana”" in body


def test_merges_partings_links_and_facts_are_told(cast, ana, sam):
    again = deliver(cast.north, TUESDAY - timedelta(days=90), salesperson=cast.sam).customer
    merge = merge_customers(ana, again, words="Same license", by=cast.maya, now=NOW + HOUR)
    unmerge_customers(merge, words="Cousins", by=cast.maya, now=NOW + 2 * HOUR)
    note_fact(ana, "Climbs", by=cast.sam, now=NOW + 3 * HOUR, topic="activities")
    link_household(ana, again, "friend", today=TUESDAY)
    assert shown(sam, ana, kind="people") == [
        ("Noted about them", "Climbs. Sam Rivera.", "Activities", ""),
        (f"Two people after all: {again.name}", "Maya Torres. “Cousins”", "", ""),
        (f"Found to be one person with {again.name}", "Maya Torres. “Same license”", "", ""),
        (f"{again.name} belongs to them", "", "Friend", ""),
    ]


def test_heat_surveys_reviews_and_referrals_are_told(cast, ana, sam):
    here = {"group": cast.group, "store": cast.north, "customer": ana}
    case = HeatCase.objects.create(
        **here,
        severity="upset",
        cause="vehicle",
        owner=cast.maya,
        next_update_on=TUESDAY,
        opened_at=NOW,
        opened_by=cast.sam,
    )
    HeatStep.objects.create(
        group=cast.group, case=case, kind="opened", words="Wind noise", at=NOW, by=cast.sam
    )
    CsiSurvey.objects.create(
        **here, delivery=ana.deliveries.get(), state="answered", score=940, changed_at=NOW + HOUR
    )
    ReviewAsk.objects.create(
        **here, site="Google", state="posted", stars=5, names=cast.sam, changed_at=NOW + 2 * HOUR
    )
    Referral.objects.create(**here, state="given", name="Drew", at=NOW + 3 * HOUR, by=cast.sam)
    assert shown(sam, ana, kind="heat") == [
        (
            "Heat case: opened",
            "Sam Rivera. “Wind noise” Owner: Maya Torres.",
            "The vehicle",
            "",
        )
    ]
    assert [line[:2] for line in shown(sam, ana, kind="asks")] == [
        ("Referral: gave a name", "Sam Rivera. They named Drew."),
        ("Review: posted", "5 stars. Names Sam Rivera."),
        ("CSI survey: answered", "Score 940."),
    ]


def test_line_29_a_referral_shows_on_the_link_and_on_both_pages(cast, ana, sam):
    drew = deliver(cast.north, TUESDAY, buyer=buyer(first_name="Drew")).customer
    link_household(ana, drew, "friend", today=TUESDAY)
    Prospect.objects.create(
        group=cast.group,
        store=cast.north,
        customer=drew,
        source="referral",
        referred_by=ana,
        owner=cast.sam,
        opened_at=NOW,
        opened_by=cast.sam,
    )
    page = sam.get(f"/customers/{ana.pk}/").content.decode()
    assert "Their referral, Mar 3, with Sam Rivera" in page
    page = sam.get(f"/customers/{drew.pk}/").content.decode()
    assert "Sent them to us, Mar 3" in page
    assert "Referred by Ana Reyes." in page


def test_older_lines_come_in_pages_and_none_is_lost_or_told_twice(cast, ana, sam):
    for n in range(60):
        note_fact(ana, f"Fact {n:02}", by=cast.sam, now=NOW + timedelta(minutes=n // 7))
    seen, after = [], ""
    for _ in range(9):
        response = sam.get(f"/customers/{ana.pk}/", {"kind": "people", "after": after})
        seen += [x.words for x in response.context["timeline"].past]
        after = response.context["timeline"].older
        if not after:
            break
    assert seen == [f"Fact {n:02}. Sam Rivera." for n in reversed(range(60))]
    first = sam.get(f"/customers/{ana.pk}/").content.decode()
    assert "Earlier" in first


def test_paging_holds_where_only_the_day_is_known_and_many_share_it(cast, ana, sam):
    for n in range(40):
        owe(
            cast.north,
            ana,
            f"Mat {n:02}",
            department="parts",
            promised_on=None,
            by=cast.sam,
            today=TUESDAY - timedelta(days=n // 30),
        )
        note_fact(ana, f"Fact {n:02}", by=cast.sam, now=NOW - timedelta(days=n // 20))
    seen, after = [], ""
    while True:
        timeline = sam.get(f"/customers/{ana.pk}/", {"after": after}).context["timeline"]
        seen += [x.title + x.words for x in timeline.past]
        after = timeline.older
        if not after:
            break
    for n in range(40):
        assert sum(f"Mat {n:02}" in line for line in seen) == 1
        assert sum(f"Fact {n:02}" in line for line in seen) == 1


def test_htmx_gets_the_timeline_alone(cast, ana, sam):
    address = f"/customers/{ana.pk}/?kind=cars"
    response = sam.get(address, headers={"HX-Target": "tl", "HX-Request": "true"})
    assert "Delivered 2026 Honda CR-V" in response.content.decode()
    assert "<h1>" not in response.content.decode()
    assert "HX-Target" in response["Vary"]


@pytest.mark.parametrize("asked", [{"kind": "zzz"}, {"after": "zzz"}, {"after": "9" * 50}])
def test_an_address_that_asks_for_nothing_known_gives_the_first_page(cast, ana, sam, asked):
    assert "Delivered 2026 Honda CR-V" in titles(sam, ana, **asked)


def test_the_story_runs_the_same_queries_at_one_event_and_at_a_hundred(
    cast, ana, sam, django_assert_num_queries
):
    address = f"/customers/{ana.pk}/"
    drew = deliver(cast.north, TUESDAY, buyer=buyer(first_name="Drew")).customer
    link_household(ana, drew, "friend", today=TUESDAY)
    sam.get(address)
    with CaptureQueriesContext(connection) as few:
        sam.get(address)
    for n in range(50):
        attempt(cast, ana, NOW + timedelta(minutes=n), outcome="spoke", is_talk=True)
        note_fact(ana, f"Fact {n}", by=cast.sam, now=NOW + timedelta(minutes=n))
    for _n in range(3):
        friend = deliver(cast.north, TUESDAY, buyer=buyer()).customer
        link_household(ana, friend, "friend", today=TUESDAY)
    with django_assert_num_queries(len(few)):
        sam.get(address)


def test_childrens_facts_and_links_are_behind_a_right_of_their_own(
    cast, ana, sam, sign_in, monkeypatch
):
    child = deliver(cast.north, TUESDAY, buyer=buyer(first_name="Lena", last_name="Reyes")).customer
    link_household(ana, child, "child", today=TUESDAY)
    note_fact(ana, "Mia plays chess", by=cast.sam, now=NOW, topic="family", about="child")
    hire(cast.noor, Role.AUDITOR, group=cast.group, store=cast.north)
    body = sam.get(f"/customers/{ana.pk}/").content.decode()
    assert "Mia plays chess" in body
    assert "Lena Reyes" in body
    auditor = sign_in(cast.noor)
    body = auditor.get(f"/customers/{ana.pk}/").content.decode()
    assert "Ana Reyes" in body
    assert "Mia" not in body
    assert "Lena" not in body
    found = auditor.get("/customers/", {"q": "chess"})
    assert "Mia" not in found.content.decode()


def test_line_26_a_fact_is_sorted_dated_and_shown_on_the_next_card(cast, ana, sam):
    told = {"text": "Volunteers at the food bank", "sort": "volunteering"}
    sam.post(f"/customers/{ana.pk}/facts/", told)
    fact = PersonalFact.objects.get(customer=ana)
    assert (fact.topic, fact.about, fact.noted_by) == ("volunteering", "", cast.sam)
    assert "Volunteering · Mar 3, Sam Rivera" in sam.get(f"/customers/{ana.pk}/").content.decode()
    card = FollowUp.objects.get(customer=ana, kind="post_sale")
    assert "Volunteers at the food bank" in sam.get(f"/calls/{card.pk}/").content.decode()


def test_line_26_a_childs_name_is_kept_as_such(cast, ana, sam):
    sam.post(f"/customers/{ana.pk}/facts/", {"text": "Eli, 6, rides in row three", "sort": "child"})
    fact = PersonalFact.objects.get(customer=ana)
    assert (fact.topic, fact.about) == ("family", "child")


def test_an_unknown_sort_is_refused_next_to_its_field(cast, ana, sam):
    answer = sam.post(f"/customers/{ana.pk}/facts/", {"text": "Climbs", "sort": "zzz"})
    assert answer.status_code == 422
    assert answer.context["fact_form"].errors["sort"]
    assert not PersonalFact.objects.exists()


def test_a_fact_put_right_keeps_the_old_words_with_who_and_when(cast, ana, sam):
    fact = note_fact(ana, "Climbs", by=cast.maya, now=NOW)
    told = {"text": "Climbs in Flagstaff", "sort": "activities"}
    assert sam.post(f"/customers/{ana.pk}/facts/{fact.pk}/", told).status_code == 302
    lines = shown(sam, ana, kind="people")
    assert [line[1] for line in lines] == [
        "Climbs in Flagstaff. Sam Rivera.",
        "Climbs. Maya Torres.",
    ]
    assert lines[1][3] == "Corrected, Sam Rivera, Mar 3"
    card = FollowUp.objects.get(customer=ana, kind="post_sale")
    body = sam.get(f"/calls/{card.pk}/").content.decode()
    assert "Climbs in Flagstaff" in body
    assert ">Climbs<" not in body


def test_what_is_no_longer_true_is_mentioned_nowhere_and_stays_in_the_timeline(cast, ana, sam):
    fact = note_fact(ana, "Climbs", by=cast.maya, now=NOW)
    address = f"/customers/{ana.pk}/facts/{fact.pk}/over/"
    assert sam.post(address).status_code == 302
    assert sam.post(address).status_code == 404  # over already
    response = sam.get(f"/customers/{ana.pk}/")
    assert response.context["story"].facts == ()
    line = shown(sam, ana, kind="people")[0]
    assert line[3].startswith("No longer true, Sam Rivera")
    card = FollowUp.objects.get(customer=ana, kind="post_sale")
    assert "Climbs" not in sam.get(f"/calls/{card.pk}/").content.decode()


def test_saying_the_same_again_changes_nothing_and_an_ended_fact_may_be_noted_anew(cast, ana):
    fact = note_fact(ana, "Climbs", by=cast.sam, now=NOW, topic="travel")
    same = correct_fact(fact, "Climbs", topic="travel", about="", by=cast.sam, now=NOW)
    assert (same.pk, PersonalFact.objects.count()) == (fact.pk, 1)
    assert end_fact(fact, by=cast.sam, now=NOW)
    assert not end_fact(fact, by=cast.maya, now=NOW + HOUR)
    assert PersonalFact.objects.get(pk=fact.pk).over_by == cast.sam
    assert note_fact(ana, "Climbs", by=cast.sam, now=NOW + HOUR).pk != fact.pk
    with pytest.raises(ValueError, match="topic"):
        note_fact(ana, "x", by=None, now=NOW, topic="zzz")


def test_edge_69_the_timeline_names_neither_the_other_nor_the_children_after_a_parting(
    cast, ana, sam
):
    bill = deliver(cast.north, TUESDAY, buyer=buyer(first_name="Bill", last_name="Quist")).customer
    child = deliver(cast.north, TUESDAY, buyer=buyer(first_name="Lena", last_name="Quist")).customer
    link_household(ana, bill, "spouse", today=TUESDAY)
    link_household(ana, child, "child", today=TUESDAY)
    note_fact(ana, "Bill fishes", by=cast.sam, now=NOW)
    attempt(cast, ana, NOW, outcome="spoke", is_talk=True, answered_by=bill)
    assert "Spoke with Bill" in titles(sam, ana)
    end_link(ana, bill, today=TUESDAY, ended_on=date(2025, 12, 1))
    body = sam.get(f"/customers/{ana.pk}/").content.decode()
    for word in ("Bill", "Lena", "fishes"):
        assert word not in body
    assert ("No longer together", "Spouse") in {
        (line[0], line[2]) for line in shown(sam, ana, kind="people")
    }
