"""The timeline of a customer: talks and tries, heat cases, surveys, reviews, names they gave."""

from datetime import timedelta

import pytest

from customers.actions import record_stop
from customers.tests.stories import HOUR, NOW, TUESDAY, shown, titles
from dealerfollow.testing.calls import stand_at
from dealerfollow.testing.sales import buyer, deliver
from followups.models import (
    AttemptUndo,
    CsiSurvey,
    FollowUp,
    HeatCase,
    HeatStep,
    Plan,
    Referral,
    ReviewAsk,
)
from followups.queries.next_planned import next_planned
from followups.tests.life import logged


@pytest.fixture
def ana(cast):
    told = buyer(first_name="Ana", last_name="Reyes")
    return deliver(cast.north, TUESDAY, salesperson=cast.sam, buyer=told).customer


@pytest.fixture
def sam(cast, sign_in, monkeypatch):
    stand_at(NOW + 8 * HOUR, monkeypatch)
    return sign_in(cast.sam)


def test_talks_and_tries_show_outcome_proof_words_gain_and_reason(cast, ana, sam):
    logged(cast, ana, NOW + HOUR)
    logged(
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
    made = logged(cast, ana, NOW + HOUR)
    AttemptUndo.objects.create(group=cast.group, attempt=made, at=NOW + 2 * HOUR, by=cast.maya)
    line = shown(sam, ana, kind="tries")[0]
    assert line == ("No answer", "Sam Rivera.", "", "Undone by Maya Torres, Mar 3")
    assert "<s>No answer</s>" in sam.get(f"/customers/{ana.pk}/").content.decode()


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


def test_ahead_stand_the_next_of_the_plans(ana, sam, monkeypatch):
    """However many there are: those that come first, the latest of them on top."""
    monkeypatch.setattr("followups.lines.ahead.MOST", 2)
    sale = ana.deliveries.get()
    for _ in range(2):
        deliver(sale.store, TUESDAY, salesperson=sale.salesperson, buyer=buyer())
    plans = list(Plan.objects.filter(next_on__isnull=False).order_by("pk")[:3])
    for plan, days in zip(plans, (300, 200, 100), strict=True):
        told = {"customer": ana, "next_on": TUESDAY + timedelta(days=days)}
        Plan.objects.filter(pk=plan.pk).update(**told)
    Plan.objects.filter(customer=ana).exclude(pk__in=[p.pk for p in plans]).update(next_on=None)
    page = sam.get(f"/customers/{ana.pk}/")
    ahead = [line.when for line in page.context["timeline"].ahead if line.when.startswith("about")]
    assert ahead == ["about Sep 26", "about Jun 18"]


@pytest.mark.parametrize("scope", ["sales", "everything"])
def test_after_a_stop_nothing_that_will_not_come_is_shown_as_coming(cast, ana, sam, scope):
    def coming():
        ahead = sam.get(f"/customers/{ana.pk}/").context["timeline"].ahead
        return [line.title for line in ahead]

    row = FollowUp.objects.get(customer=ana)
    told = {"scope": scope, "channel": "all", "words": ""}
    assert "Check-in" in coming()
    assert next_planned(ana.pk, TUESDAY) is not None
    record_stop(ana, **told, by=cast.sam, now=NOW + HOUR)
    assert Plan.objects.filter(customer=ana, next_on__isnull=False).exists()  # for a correction
    assert (coming(), next_planned(ana.pk, TUESDAY)) == ([], None)
    Plan.objects.filter(pk=row.plan_id).update(anchor_kind="tag", next_touchpoint="plates")
    assert coming() == ["Plates"]
    assert next_planned(ana.pk, TUESDAY).kind == "plates"
