"""Somebody upset on a call: the case it opens or raises, and the notice about it."""

from datetime import date, timedelta

from followups.models import HeatCase, HeatStep, Notice
from followups.tests.one_log import NOW, problems, reopen, said


def heat_mails():
    return Notice.objects.filter(kind__startswith="heat")


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
    reopen(row)
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
