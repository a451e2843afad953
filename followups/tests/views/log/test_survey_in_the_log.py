"""The maker's survey in the log of a call: where it stands, and what they answered."""

from datetime import timedelta
from uuid import uuid4

import pytest

from dealerfollow.stores.models import Store
from dealerfollow.testing.sales import deliver
from followups.actions import LogDetails, LogRefused, log_contact
from followups.actions.log_attempt.details import Surveyed
from followups.actions.surveys import record_survey
from followups.models import Attempt, CsiSurvey, FollowUp, HeatCase
from followups.tests.one_log import NOW, THURSDAY, TUESDAY, page, problems, reopen, said
from followups.tests.views.test_undo_of_everything import states

DISCUSSED = {"outcome": "spoke", "is_csi_discussed": "on"}
ANSWERED = {**DISCUSSED, "survey_state": "answered", "survey_answered_on": THURSDAY.isoformat()}
LOW = {**ANSWERED, "survey_score": "610", "survey_words": "Nobody called me"}


@pytest.fixture
def row(cast):
    cast.north.survey_low_under = 800
    cast.north.save()
    return FollowUp.objects.get(delivery=deliver(cast.north, TUESDAY, salesperson=cast.sam))


def undo_last(sam):
    return sam.client.post(f"/calls/attempts/{Attempt.objects.latest('id').pk}/undo/")


def test_line_9_csi_survey_discussed_is_kept_for_the_new_car_before_it_opens(sam, row):
    assert row.due_on < TUESDAY + timedelta(days=row.store.survey_opens_days)
    attempt = said(sam, row, is_csi_discussed="on")
    survey = CsiSurvey.objects.get()
    assert (survey.delivery, survey.discussed_on) == (row.delivery, THURSDAY)
    assert (survey.state, survey.score, survey.changed_by) == ("expected", None, attempt.by)
    reopen(row)
    assert "Discussed Mar 5 · Not out yet" in page(sam, row)


@pytest.mark.parametrize(
    ("more", "kept"),
    [
        ({"survey_state": "sent"}, ("sent", None, None)),
        ({"survey_state": "not_answered"}, ("not_answered", None, None)),
        ({**ANSWERED, "survey_score": "940"}, ("answered", 940, THURSDAY)),
        ({}, ("expected", None, None)),
        ({"survey_state": "sent", "survey_score": "940"}, ("sent", None, None)),
    ],
    ids=["with_them", "closed", "answered", "not_said", "a_score_that_no_longer_shows"],
)
def test_line_9_survey_status_and_score_are_logged_and_undone_exactly(sam, row, more, kept):
    before = states()
    saved = sam.log(row, **{**DISCUSSED, **more})
    assert saved.status_code == 302, problems(saved)
    survey = CsiSurvey.objects.get()
    assert (survey.state, survey.score, survey.answered_on) == kept
    assert (survey.delivery, survey.discussed_on) == (row.delivery, THURSDAY)
    assert not HeatCase.objects.exists()
    assert undo_last(sam).status_code == 302
    assert states() == before


def test_line_9_a_low_score_opens_a_heat_case_that_undo_takes_away(cast, sam, row):
    before = states()
    assert sam.log(row, **LOW).status_code == 302
    case = HeatCase.objects.get()
    assert (case.words, case.owner, case.attempt) == (
        "Nobody called me",
        cast.sam,
        Attempt.objects.get(),
    )
    assert undo_last(sam).status_code == 302
    assert states() == before


def test_a_low_score_and_what_upset_them_are_one_case_of_whoever_it_is(cast, sam, row):
    before = states()
    upset = {"is_upset": "on", "heat_severity": "severe", "heat_cause": "papers"}
    assert sam.log(row, **LOW, **upset).status_code == 302
    case = HeatCase.objects.get()
    assert (case.cause, case.severity, case.owner) == ("papers", "severe", cast.maya)
    assert undo_last(sam).status_code == 302
    assert states() == before


def test_what_they_wrote_another_day_stays_and_undo_brings_the_earlier_state_back(cast, sam, row):
    record_survey(row.delivery, state="sent", verbatim="Long wait", by=cast.bea, now=NOW)
    before = states()
    sam.log(row, **ANSWERED, survey_score="900")
    survey = CsiSurvey.objects.get()
    assert (survey.state, survey.verbatim, survey.changed_by) == ("answered", "Long wait", cast.sam)
    undo_last(sam)
    assert states() == before


@pytest.mark.parametrize(
    ("more", "field", "words"),
    [
        ({"survey_score": ""}, "survey_score", "Which score did they give?"),
        ({"survey_score": "lots"}, "survey_score", "A number from 0 to 1000"),
        ({"survey_score": "1001"}, "survey_score", "A number from 0 to 1000"),
        ({"survey_answered_on": ""}, "survey_answered_on", "On which day did they answer?"),
        ({"survey_answered_on": "2026-03-06"}, "survey_answered_on", "has not come yet"),
        ({"survey_answered_on": "2026-03-01"}, "survey_answered_on", "before the delivery"),
    ],
)
def test_what_is_missing_is_said_next_to_its_field(sam, row, more, field, words):
    saved = sam.log(row, **{**LOW, **more})
    found = problems(saved)
    assert list(found) == [field] and words in found[field][0]
    assert words in saved.content.decode()
    assert not Attempt.objects.exists() and not CsiSurvey.objects.exists()


def test_an_answer_on_file_is_not_asked_for_again_nor_its_score_shown(cast, sam, row):
    told = {"score": 940, "answered_on": THURSDAY, "by": cast.bea, "now": NOW}
    record_survey(row.delivery, state="answered", **told)
    html = page(sam, row)
    assert "is_csi_discussed" in html and "survey_state" not in html and "940" not in html
    sam.log(row, **LOW)
    survey = CsiSurvey.objects.get()
    assert (survey.state, survey.score, survey.discussed_on) == ("answered", 940, THURSDAY)


def test_no_score_and_no_day_is_suggested(sam, row):
    values = sam.form(row)
    assert values.get("survey_score", [""]) == [""]
    assert values.get("survey_answered_on", [""]) == [""]
    assert values["survey_state"] == [""]


@pytest.mark.parametrize("what", ["used", "used_only_store"])
def test_line_2_a_used_car_and_a_used_car_store_have_no_survey_in_the_log(cast, sam, what):
    if what == "used_only_store":
        cast.north.sells_new = False
        cast.north.save()
    condition = "used" if what == "used" else "new"
    sold = deliver(cast.north, TUESDAY, salesperson=cast.sam, condition=condition)
    row = FollowUp.objects.get(delivery=sold)
    assert "survey_state" not in page(sam, row)
    refused = sam.log(row, **LOW)
    assert problems(refused) == {
        "survey_state": ["The maker does not ask about this sale. Take it out."]
    }
    assert not CsiSurvey.objects.exists()


def test_line_2_a_used_car_has_no_survey_to_discuss(cast, sam):
    used = deliver(cast.north, TUESDAY, salesperson=cast.sam, condition="used")
    row = FollowUp.objects.get(delivery=used)
    assert "is_csi_discussed" not in page(sam, row)
    said(sam, row, is_csi_discussed="on")  # a stale page may still send it
    assert not CsiSurvey.objects.exists()


@pytest.mark.parametrize("store", ["north", "south"])
def test_the_maker_is_asked_about_by_the_store_that_sold_the_car(cast, store):
    car = deliver(cast.south, TUESDAY, salesperson=cast.noor)
    Store.objects.exclude(pk=getattr(cast, store).pk).update(sells_new=False)
    told = {"shown": (), "ticked": (), "seen": 10**9, "outcome": "spoke", "is_inbound": True}
    log = LogDetails(key=uuid4(), is_csi_discussed=True, **told)
    north = Store.objects.get(pk=cast.north.pk)
    log_contact(north, car.customer_id, log, by=cast.sam, now=NOW)
    found = CsiSurvey.objects.values_list("delivery", flat=True)
    assert list(found) == ([car.pk] if store == "south" else [])


def test_a_survey_of_another_stores_car_is_put_down_there(cast):
    car = deliver(cast.south, TUESDAY, salesperson=cast.noor)
    told = {"shown": (), "ticked": (), "seen": 10**9, "outcome": "spoke", "is_inbound": True}
    log = LogDetails(key=uuid4(), surveyed=Surveyed(state="sent"), **told)
    with pytest.raises(LogRefused) as refused:
        log_contact(cast.north, car.customer_id, log, by=cast.sam, now=NOW)
    assert refused.value.problems == {"survey_state": "survey_elsewhere"}
    assert not CsiSurvey.objects.exists()
