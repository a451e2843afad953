"""What the card gives as reasons."""

from datetime import date, timedelta

import pytest

from followups.rules.brief import (
    Evidence,
    Facts,
    LastAttempt,
    PersonalFact,
    WeOweFact,
    compose_brief,
)
from followups.words.reasons import in_words

TODAY = date(2026, 8, 31)
DELIVERED_ON = TODAY - timedelta(days=3)


def day(n):
    return TODAY + timedelta(days=n)


def facts(*kinds, **changes):
    return Facts(
        **(
            {
                "today": TODAY,
                "kinds": kinds or ("post_sale",),
                "delivered_on": DELIVERED_ON,
                "condition": "used",
                "vehicle": "2026 Honda CR-V",
            }
            | changes
        )
    )


def codes(*kinds, **changes):
    return [reason.code for reason in compose_brief(facts(*kinds, **changes))]


def we_owe(**changes):
    return WeOweFact(**({"item": "Second key", "department": "parts"} | changes))


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        pytest.param({"status": "ready"}, "we_owe_ready", id="ready"),
        pytest.param({"status": "ready", "promised_on": day(-2)}, "we_owe_ready", id="ready-late"),
        pytest.param({"promised_on": day(-1)}, "we_owe_overdue", id="overdue"),
        pytest.param({"promised_on": day(0)}, "we_owe_due_today", id="due-today"),
        pytest.param({"promised_on": day(3)}, "we_owe_due_soon", id="due-soon"),
        pytest.param({"promised_on": day(9), "told_on": day(2)}, "we_owe_moved", id="moved"),
        pytest.param({"owed_days": 3}, "we_owe_no_update", id="never-updated"),
    ],
)
def test_a_we_owe_with_news_leads_the_card(changes, code):
    assert codes(we_owes=(we_owe(**changes),))[0] == code


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"status": "done", "promised_on": day(-1)}, id="done"),
        pytest.param({"promised_on": day(9), "told_on": day(9)}, id="told-and-later"),
        pytest.param(
            {"owed_days": 9, "promised_on": day(9), "told_on": day(9)}, id="told-of-a-later-day"
        ),
        pytest.param({"owed_days": 2}, id="owed-since-the-day-before-yesterday"),
        pytest.param({"owed_days": 5, "updated_on": day(-1)}, id="updated-without-a-date"),
    ],
)
def test_a_we_owe_without_news_is_no_reason(changes):
    assert codes(we_owes=(we_owe(**changes),)) == ["post_sale", "no_fact_on_file"]


def test_a_reason_names_its_item_and_its_source():
    owed = we_owe(promised_on=day(-2), told_on=day(-2), owed_days=5, updated_on=day(-4))

    reason = compose_brief(facts(we_owes=(owed,)))[0]

    assert reason.params == {
        "item": "Second key",
        "promised_on": day(-2),
        "told_on": day(-2),
        "days": 2,
    }
    assert reason.evidence == Evidence(
        "we_owe", {"department": "parts", "owed_days": 5, "updated_on": day(-4)}
    )


def test_the_order_is_promises_then_flags_then_the_survey_then_the_occasion():
    found = codes(
        condition="new",
        csi_opens_on=day(5),
        we_owes=(
            we_owe(owed_days=3),
            we_owe(status="ready", updated_on=TODAY),
            we_owe(promised_on=day(-1)),
        ),
        discomfort=("delivery_after_dark",),
        personal=(PersonalFact("Coaches softball", day(-9)),),
    )

    assert found == [
        "we_owe_overdue",
        "we_owe_ready",
        "we_owe_no_update",
        "discomfort",
        "survey_opens_soon",
        "post_sale",
        "personal_fact",
    ]


def test_of_equal_reasons_the_newest_fact_comes_first():
    older = we_owe(item="Mats", status="ready", updated_on=day(-2))
    newer = we_owe(item="Key", status="ready", updated_on=day(0))

    found = compose_brief(facts(we_owes=(older, newer)))

    assert [reason.params["item"] for reason in found[:2]] == ["Key", "Mats"]


def test_a_call_back_that_was_asked_for_comes_before_what_is_ready():
    found = codes(
        last_attempt=LastAttempt("call_back", day(-1), "after work"),
        we_owes=(we_owe(status="ready"),),
    )

    assert found[:2] == ["asked_to_call_back", "we_owe_ready"]


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"condition": "used", "csi_opens_on": day(5)}, id="used-car"),
        pytest.param({"condition": "new", "csi_opens_on": day(-1)}, id="already-open"),
        pytest.param({"condition": "new", "csi_opens_on": day(8)}, id="far-off"),
        pytest.param(
            {"condition": "new", "csi_opens_on": day(5), "csi_discussed": True}, id="discussed"
        ),
    ],
)
def test_the_survey_is_named_only_for_a_new_car_soon_and_once(changes):
    assert "survey_opens_soon" not in codes(**changes)


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        pytest.param(("check_in",), ["check_in"], id="a-check-in-leaves-the-delivery-alone"),
        pytest.param(("satisfaction",), ["discomfort", "satisfaction"], id="the-first-week"),
    ],
)
def test_discomfort_flags_belong_to_the_delivery(kinds, expected):
    found = codes(*kinds, discomfort=("second_key_to_come",))

    assert [code for code in found if code != "no_fact_on_file"] == expected


def test_the_six_month_check_in_on_the_day_of_the_purchase_names_the_anniversary():
    assert codes("check_in", anniversary_years=2) == ["purchase_anniversary", "check_in"]


def test_day_thirty_brings_the_first_service():
    assert codes("how_to") == ["first_service_due", "how_to"]


def test_the_personal_fact_noted_last_is_the_one_to_ask_about():
    old, new = PersonalFact("Bought a boat", day(-300)), PersonalFact("New puppy", day(-9))

    reasons = compose_brief(facts("check_in", personal=(old, new)))

    assert [r.params for r in reasons if r.code == "personal_fact"] == [{"text": "New puppy"}]


@pytest.mark.parametrize(
    ("kind", "department"),
    [
        pytest.param("post_sale", "title", id="title-knows-the-plates"),
        pytest.param("check_in", "service", id="service-knows-the-visits"),
        pytest.param("repurchase", "sales", id="sales-knows-the-value"),
        pytest.param("birthday", "service", id="any-other-kind"),
    ],
)
def test_without_a_fact_the_card_says_whom_to_ask(kind, department):
    last = compose_brief(facts(kind))[-1]

    assert (last.code, last.params) == ("no_fact_on_file", {"department": department})


def test_two_kinds_on_one_card_are_both_named_once():
    assert codes("check_in", "birthday", "check_in")[:2] == ["birthday", "check_in"]


def test_a_kind_that_the_brief_does_not_know_is_still_named():
    assert codes("hand_over")[0] == "hand_over"


def test_two_unanswered_voicemails_and_a_preferred_channel_are_hints_at_the_end():
    found = compose_brief(facts("check_in", voicemails=2, preferred_channel="text"))

    assert [(reason.code, reason.params) for reason in found[1:3]] == [
        ("voicemails_unanswered", {"count": 2}),
        ("prefers_channel", {"channel": "text"}),
    ]
    assert codes("check_in", voicemails=1) == ["check_in", "no_fact_on_file"]


def test_nothing_due_and_nothing_known_gives_no_reason():
    assert compose_brief(Facts(today=TODAY, kinds=())) == ()


def test_a_referral_ask_is_never_a_reason():
    kinds = ("post_sale", "satisfaction", "how_to", "check_in", "birthday", "lease", "repurchase")

    assert not [code for code in codes(*kinds) if "referral" in code]


def test_edge_50_the_wanted_car_sold_to_a_stranger_is_a_new_reason_and_a_fact():
    found = compose_brief(
        facts("check_in", wanted_car="2025 Civic", wanted_car_sold_on=day(-1), condition=None)
    )
    assert [reason.code for reason in found] == ["car_is_sold", "check_in"]
    assert found[0].is_fact and found[0].params["vehicle"] == "2025 Civic"
    assert in_words(found[0], TODAY).title == "The 2025 Civic they asked about is sold"
    assert in_words(found[0], TODAY).source == "Sold to somebody else yesterday"


def test_edge_50_a_car_still_on_the_lot_is_no_reason():
    assert "car_is_sold" not in codes("check_in", wanted_car="2025 Civic")
