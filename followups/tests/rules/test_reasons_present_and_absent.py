"""Each reason of the brief: with its fact it stands there, without it it does not."""

from datetime import date, timedelta

import pytest

from followups.rules.brief import (
    Answer,
    Facts,
    Heat,
    LastAttempt,
    PersonalFact,
    Question,
    Survey,
    WeOweFact,
    compose_brief,
)
from followups.rules.cadence import default_cadence
from followups.rules.car_uses import use_of
from followups.rules.survey_window import survey_opens_on
from followups.rules.touchpoints import steps_due_through
from followups.tests.rules.calendars import STORE
from followups.words.reasons import in_words
from followups.words.saying import LANGUAGES, Speaker

TODAY = date(2026, 8, 31)


def day(n):
    return TODAY + timedelta(days=n)


def facts(*kinds, **changes):
    told = {
        "today": TODAY,
        "kinds": kinds or ("check_in",),
        "delivered_on": day(-200),
        "condition": "new",
        "vehicle": "Honda CR-V",
    }
    return Facts(**{**told, **changes})


def brief(*kinds, **changes):
    return compose_brief(facts(*kinds, **changes))


def codes(*kinds, **changes):
    return [reason.code for reason in brief(*kinds, **changes)]


def perk(**changes):
    told = {"item": "Free oil change", "department": "service", "is_perk": True, "uses": 4}
    return (WeOweFact(**{**told, **changes}),)


def asked(**changes):
    return (WeOweFact(**{"item": "Tow hitch", "department": "parts", "is_asked": True, **changes}),)


def heat(**changes):
    told = {"cause": "we_owe", "state": "open", "next_update_on": day(2), "opened_on": day(-5)}
    return Heat(**{**told, "owner": "Maya Torres", **changes})


PRESENT = [
    pytest.param("answer_overdue", {"we_owes": asked(promised_on=day(-1))}, id="promised-answer"),
    pytest.param("answer_due", {"we_owes": asked(promised_on=day(0))}, id="answer-due-today"),
    pytest.param("perk_unused", {"we_owes": perk(used=1, owed_days=200)}, id="line-50-perk"),
    pytest.param("perk_unused", {"we_owes": perk(uses=None)}, id="perk-that-nobody-counted"),
    pytest.param("tag_expires", {"tag_expires_on": day(14)}, id="line-49-plates-in-two-weeks"),
    pytest.param("tag_expires", {"tag_expires_on": day(0)}, id="tag-ends-today"),
    pytest.param(
        "tag_expires", {"kinds": ("plates",), "tag_expires_on": day(-2)}, id="tag-ended-on-its-call"
    ),
    pytest.param("heat_open", {"heat": heat()}, id="heat-open"),
    pytest.param("heat_open", {"heat": heat(state="resolved", next_update_on=None)}, id="resolved"),
    pytest.param(
        "survey_low",
        {"survey": Survey("answered", 62, answered_on=day(-3)), "low_under": 80},
        id="low-score",
    ),
    pytest.param("survey_is_out", {"survey": Survey("sent")}, id="survey-sent"),
    pytest.param(
        "review_not_asked", {"kinds": ("satisfaction",), "is_review_due": True}, id="review"
    ),
    pytest.param("first_service_due", {"kinds": ("how_to",)}, id="first-service"),
    pytest.param("thank_for_name", {"thanks": (("Ana Ruiz", day(-4)),)}, id="line-37-thanks"),
    pytest.param("personal_fact", {"personal": (PersonalFact("Chess", day(-9)),)}, id="personal"),
    pytest.param("how_they_use_it", {"how_they_use_it": "Tows a camper"}, id="line-57-use"),
    pytest.param("birthday_near", {"born_on": date(1986, 9, 1)}, id="birthday"),
    pytest.param("purchase_anniversary", {"anniversary_years": 2}, id="anniversary"),
    pytest.param("lease_ends", {"lease_ends_on": day(90)}, id="lease"),
    pytest.param("lease", {"kinds": ("lease",), "lease_ends_on": day(90)}, id="lease-call"),
    pytest.param("repurchase", {"kinds": ("repurchase",)}, id="repurchase"),
    pytest.param("in_service_today", {"serviced_on": TODAY}, id="line-28-service-drive"),
    pytest.param(
        "loose_end", {"last_talk": LastAttempt("spoke", day(-30), "Wants mats")}, id="loose-end"
    ),
    pytest.param(
        "desk_says",
        {"answers": (Answer("service", "Tires at 4/32", "Tom", day(-1)),)},
        id="desk-says",
    ),
]
ABSENT = [
    pytest.param("answer_overdue", {"we_owes": asked(promised_on=day(9), told_on=day(9))}),
    pytest.param("answer_due", {"we_owes": (WeOweFact(item="Key", department="parts"),)}),
    pytest.param("perk_unused", {"we_owes": perk(used=4)}),
    pytest.param("we_owe_no_update", {"we_owes": perk(owed_days=200)}),
    pytest.param("tag_expires", {"tag_expires_on": day(15)}),
    pytest.param("tag_expires", {"tag_expires_on": day(-1)}),
    pytest.param("tag_expires", {"tag_expires_on": None}),
    pytest.param("heat_open", {}),
    pytest.param("survey_low", {"survey": Survey("answered", 80, None, day(-3)), "low_under": 80}),
    pytest.param("survey_low", {"survey": Survey("answered", 9, None, day(-61)), "low_under": 80}),
    pytest.param(
        "survey_low",
        {"condition": "used", "survey": Survey("answered", 9, None, day(-3)), "low_under": 80},
    ),
    pytest.param("survey_is_out", {"survey": Survey("expected")}),
    pytest.param("survey_is_out", {"condition": "used", "survey": Survey("sent")}),
    pytest.param("review_not_asked", {"kinds": ("check_in",), "is_review_due": True}),
    pytest.param(
        "review_not_asked", {"kinds": ("satisfaction",), "is_review_due": True, "heat": heat()}
    ),
    pytest.param("review_not_asked", {"kinds": ("satisfaction",)}),
    pytest.param("first_service_due", {"kinds": ("how_to",), "serviced_on": day(-3)}),
    pytest.param("thank_for_name", {}),
    pytest.param("how_they_use_it", {}),
    pytest.param("birthday_near", {"born_on": date(1986, 9, 8)}),
    pytest.param("lease_ends", {"lease_ends_on": day(181)}),
    pytest.param("lease_ends", {"lease_ends_on": day(-1)}),
    pytest.param("lease_ends", {"kinds": ("lease",), "lease_ends_on": day(90)}),
    pytest.param("in_service_today", {"serviced_on": day(-1)}),
    pytest.param("loose_end", {"last_talk": LastAttempt("spoke", day(-30))}),
    pytest.param(
        "loose_end",
        {
            "last_attempt": LastAttempt("call_back", day(-1), "after work"),
            "last_talk": LastAttempt("call_back", day(-1), "after work"),
        },
    ),
]


@pytest.mark.parametrize(("code", "told"), PRESENT)
def test_line_8_a_reason_stands_on_the_card_where_its_fact_is(code, told):
    told = dict(told)
    assert code in codes(*told.pop("kinds", ()), **told)


@pytest.mark.parametrize(("code", "told"), ABSENT)
def test_line_8_a_reason_without_its_fact_is_not_made_up(code, told):
    told = dict(told)
    assert code not in codes(*told.pop("kinds", ()), **told)


def speaker(language):
    return Speaker("Maria", "Sam", "Copperline North", language, TODAY, "CR-V", day(-3))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("code", "told"), PRESENT)
def test_line_8_every_reason_has_a_headline_a_source_and_words_in_both_languages(
    code, told, language
):
    told = dict(told)
    found = brief(*told.pop("kinds", ()), **told)
    spoken = next(in_words(r, TODAY, speaker(language)) for r in found if r.code == code)
    assert spoken.title and spoken.title != code
    assert spoken.source or code in ("lease", "repurchase")  # the occasion is its own source
    assert spoken.say.startswith("Maria, ")
    assert "Copperline North" in spoken.say and "CR-V" in spoken.say
    assert "{" not in spoken.say


def test_line_56_days_since_delivery_and_the_car_stand_in_the_words():
    reason = brief("post_sale", delivered_on=day(-3))[0]
    assert in_words(reason, TODAY, speaker("en")).say == (
        "Maria, this is Sam at Copperline North, about the CR-V you took home 3 days ago. Now that "
        "you have driven it: what should I show you once more?"
    )
    assert in_words(reason, TODAY, speaker("es")).say.startswith(
        "Maria, le habla Sam de Copperline North, por el CR-V que se llevó hace 3 días. "
    )


def test_line_48_a_bare_check_in_gets_no_words_to_say():
    reason = next(r for r in brief("check_in") if r.code == "check_in")
    assert in_words(reason, TODAY, speaker("en")).say == ""


def test_line_49_known_open_items_lead_the_card():
    owed = (WeOweFact(item="Plates", department="title", promised_on=day(0)), *perk())
    found = codes("satisfaction", we_owes=owed, personal=(PersonalFact("Chess", day(-9)),))
    assert found[:2] == ["we_owe_due_today", "perk_unused"]


def test_line_50_a_perk_is_followed_until_the_last_one_was_had():
    reason = next(r for r in brief(we_owes=perk(used=1)) if r.code == "perk_unused")
    assert in_words(reason, TODAY).title == "Free oil change: 3 of 4 left"
    assert reason.is_fact


def test_line_26_the_card_asks_about_the_person():
    found = brief(personal=(PersonalFact("Daughter plays softball", day(-40)),))
    words = [in_words(r, TODAY).title for r in found if r.code == "personal_fact"]
    assert words == ["Ask about: Daughter plays softball"]


@pytest.mark.parametrize(
    ("words", "use"),
    [
        ("Tows a 19-ft camper", "towing"),
        ("remolca una lancha", "towing"),
        ("Skiing every weekend", "winter"),
        ("delivers for a bakery", "work"),
        ("lo usa para el trabajo", "work"),
        ("takes the kids to school", "family"),
        ("lleva a los niños", "family"),
        ("long trips in summer", "trips"),
        ("90 miles of highway a day", "commute"),
        ("Sunday drives", "other"),
    ],
)
def test_line_57_how_they_use_the_car_suggests_what_to_talk_about(words, use):
    assert use_of(words) == use


def test_line_57_what_it_suggests_is_in_the_headline():
    found = brief(how_they_use_it="Tows a 19-ft camper")
    words = [in_words(r, TODAY).title for r in found if r.code == "how_they_use_it"]
    assert words == ["Tow mode and tire pressure: Tows a 19-ft camper"]


@pytest.mark.parametrize("months", [36, 48, 60])
def test_line_58_the_buying_cycle_is_the_stores_estimate(months):
    cadence = default_cadence("ownership", repurchase_months=months)
    steps = steps_due_through(
        cadence, date(2020, 3, 2), date(2026, 3, 2), condition="new", calendar=STORE
    )
    due = [step.nominal_on for step in steps if step.touchpoint.kind == "repurchase"]
    assert due == [date(2020 + months // 12, 3, 2)]


def test_line_58_the_prompt_says_how_long_they_have_the_car():
    found = next(r for r in brief("repurchase", delivered_on=day(-1461)) if r.code == "repurchase")
    assert in_words(found, TODAY).title == "4 years with the Honda CR-V: what comes next?"


def test_a_heat_case_whose_update_is_due_comes_before_every_promise():
    owed = (WeOweFact(item="Key", department="parts", promised_on=day(-1)),)
    assert codes(heat=heat(next_update_on=TODAY), we_owes=owed)[0] == "heat_open"
    assert codes(heat=heat(), we_owes=owed)[0] == "we_owe_overdue"


def test_a_review_to_ask_for_is_no_fact_for_the_customer():
    assert "no_fact_on_file" in codes("satisfaction", is_review_due=True)


def test_without_a_fact_the_card_says_who_asked_already():
    last = brief(asked=(Question("service", "Sam Rivera", day(-1)),))[-1]
    assert (last.code, in_words(last, TODAY).title) == (
        "no_fact_on_file",
        "No fact on file: Service asked yesterday",
    )


@pytest.mark.parametrize(
    ("told", "opens_on"),
    [
        ({}, day(8)),
        ({"make": "honda "}, day(5)),
        ({"make": "HONDA"}, day(5)),
        ({"make": ""}, day(8)),
        ({"condition": "used"}, None),
        ({"sells_new": False}, None),
        ({"delivered_on": None}, None),
    ],
)
def test_line_9_the_survey_opens_by_the_make_of_the_car(told, opens_on):
    asked_for = {"delivered_on": TODAY, "condition": "new", "make": "Ford", "sells_new": True}
    found = survey_opens_on(**{**asked_for, **told}, days_by_make={"Honda": 5}, days=8)
    assert found == opens_on


def test_a_birthday_of_the_29th_of_february_is_near_the_28th_too():
    from followups.rules.birthdays import birthday_near

    born_on = date(2000, 2, 29)
    assert birthday_near(born_on, date(2027, 2, 27)) == date(2027, 2, 28)
    assert birthday_near(born_on, date(2028, 2, 27)) == date(2028, 2, 29)
    assert birthday_near(date(2000, 1, 2), date(2026, 12, 30)) == date(2027, 1, 2)
    assert birthday_near(date(2026, 8, 30), date(2026, 8, 31)) is None  # born this year


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "told",
    [
        {"answers": (Answer("service", "Tires are at 4/32.", "Tom", day(-1)),)},
        {"personal": (PersonalFact("Plays chess.", day(-9)),)},
        {"how_they_use_it": "Sunday drives."},
    ],
    ids=["desk", "fact", "use"],
)
def test_a_full_stop_in_what_was_typed_is_not_said_twice(language, told):
    words = " ".join(in_words(r, TODAY, speaker(language)).say for r in brief(**told))
    assert "." in words
    assert ".." not in words and ".?" not in words


def test_a_survey_that_opens_is_told_in_spanish_without_two_articles():
    found = brief("post_sale", delivered_on=day(-3), csi_opens_on=day(4))
    said = [in_words(r, TODAY, speaker("es")).say for r in found if r.code == "survey_opens_soon"]
    assert "El fabricante le escribe desde el viernes 4 de septiembre, con" in said[0]
