"""What came up on a call, logged with it: dates told, facts, reasons, what they gained."""

from datetime import date

from customers.models import Customer, PersonalFact, Prospect
from deliveries.actions import owe
from deliveries.models import WeOweChange
from followups.models import Attempt, CsiSurvey, FollowUp, HeatCase, Referral, ReviewAsk
from followups.tests.one_log import (
    ANA,
    FRIDAY,
    GOOGLE,
    NOW,
    TUESDAY,
    page,
    reopen,
    said,
    second_key,
)


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
    reopen(row)
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
    assert "1 try, 1 voicemail" in html
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
    reopen(row)
    assert said(sam, row, told_news="same", settled=[key.pk]).purpose == "issue"


def test_what_was_ticked_before_no_answer_was_picked_says_nothing(cast, sam, row):
    cast.north.review_sites = [GOOGLE]
    cast.north.save()
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
