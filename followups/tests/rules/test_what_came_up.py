"""What a log offers to ask, what it asks back, and what a contact was for: tables of the rules."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from customers.rules.contactability import ContactFacts
from followups.rules.all_good import says_all_good
from followups.rules.ask_problems import AskEntry, ask_problems, came_up
from followups.rules.asks import (
    AskFacts,
    is_review_due,
    is_sales_lawful,
    may_give_a_name,
    review_row,
)
from followups.rules.elsewhere import REASONS
from followups.rules.log_problems import LogEntry, PromiseState, problems_with
from followups.rules.outcomes import (
    NEVER_UNDONE,
    NEWS_OF_LIFE,
    OUTCOMES,
    OUTCOMES_BY_CHANNEL,
    Contact,
    Ending,
    Move,
    Ticked,
    effects_of,
)
from followups.rules.purpose import purpose_of_log
from followups.rules.voicemail_reasons import (
    Contacted,
    Repeated,
    Tally,
    is_same,
    repeated_reason,
    tally_of,
)
from followups.tests.rules.calendars import STORE

THURSDAY = date(2026, 3, 5)
FRIDAY = date(2026, 3, 6)
CALENDAR = STORE


def after(outcome: str, kind: str = "post_sale") -> Ending | Move:
    found = effects_of(
        Contact(outcome=outcome, made_on=THURSDAY, part="morning"),
        [Ticked(follow_up_id=7, kind=kind, channel="phone")],
        calendar=CALENDAR,
    )
    (one,) = (*found.endings, *found.moves)
    return one


@pytest.mark.parametrize(
    ("outcome", "kind", "expected"),
    [
        ("moved", "post_sale", Ending(7, "done", "moved")),
        ("bought_elsewhere", "check_in", Ending(7, "done", "bought_elsewhere")),
        ("died", "birthday", Ending(7, "stopped", "died")),
        ("died", "thank_you", Ending(7, "stopped", "died")),
        ("died", "promise", Move(7, FRIDAY, "died")),
        ("died", "plates", Move(7, FRIDAY, "died")),
    ],
)
def test_news_of_their_life_ends_or_moves_what_was_due(outcome, kind, expected):
    assert after(outcome, kind) == expected


def test_every_channel_hears_news_of_their_life_and_only_a_death_has_no_undo():
    assert all(set(NEWS_OF_LIFE) <= set(offered) for offered in OUTCOMES_BY_CHANNEL.values())
    assert set(NEWS_OF_LIFE) & NEVER_UNDONE == {"died"}
    assert not OUTCOMES["died"].is_conversation


@pytest.mark.parametrize(
    "note",
    [
        "All good",
        "He says everything's fine, loves it",
        "no issues",
        "No problem at all",
        "Todo bien",
        "Todo está bien, gracias",
        "sin problemas",
        "they are all set",
    ],
)
def test_all_good_is_heard_in_a_note_in_two_languages(note):
    assert says_all_good(note)


@pytest.mark.parametrize(
    "note",
    [
        "",
        "Not all good: the key is still at parts",
        "Likes the color",
        "Problem with the plates",
        "Es una buena noticia",
        "Wants to know about the issue with the mats",
    ],
)
def test_other_words_are_not_all_good(note):
    assert not says_all_good(note)


def noted(**said):
    entry = LogEntry(
        outcome="spoke", made_on=THURSDAY, reason_codes=("post_sale",), note="All good", **said
    )
    promises = (
        PromiseState(1, date(2026, 3, 2)),
        PromiseState(2, date(2026, 3, 2), "customer"),
        PromiseState(3, date(2026, 3, 9)),
    )
    return problems_with(entry, today=THURSDAY, calendar=CALENDAR, promises=promises)


def test_all_good_in_a_note_is_refused_over_our_own_past_due_promise_only():
    assert noted() == {"note": "all_good_past_due"}
    assert noted(settled=(1,)) == {}
    assert noted(told=((1, date(2026, 3, 9)),)) == {}
    assert noted(told=((2, date(2026, 3, 9)),)) == {"note": "all_good_past_due"}
    assert noted(is_all_good=True) == {"is_all_good": "promise_past_due"}


def test_a_voicemail_says_nothing_about_how_they_are():
    entry = LogEntry(outcome="voicemail", made_on=THURSDAY, note="All good on our side")
    promises = (PromiseState(1, date(2026, 3, 2)),)
    assert problems_with(entry, today=THURSDAY, calendar=CALENDAR, promises=promises) == {}


KEY, SURVEY, COLOR = "Second key: 2 days past its date", "CSI survey opens tomorrow", "Likes red"
KEY_LATER = "Second key: 3 days past its date"


def left(*reasons):
    return [Contacted("voicemail", reason) for reason in reasons]


@pytest.mark.parametrize(
    ("past", "offered", "expected"),
    [
        ([], [KEY], None),
        (left(KEY), [], None),
        (left(KEY), [KEY_LATER, SURVEY], Repeated(KEY, 1, SURVEY)),
        (left(KEY), [SURVEY, KEY], None),
        (left(""), [KEY], None),
        (left(KEY, KEY), [KEY], Repeated(KEY, 2, "")),
        (left(KEY, SURVEY), [KEY, SURVEY, COLOR], Repeated(KEY, 1, COLOR)),
        ([Contacted("no_answer"), *left(KEY)], [KEY, COLOR], Repeated(KEY, 1, COLOR)),
        ([Contacted("spoke", KEY, is_talk=True), *left(KEY)], [KEY], None),
    ],
)
def test_line_51_a_repeated_reason_is_found_and_the_next_one_offered(past, offered, expected):
    assert repeated_reason(past, offered) == expected


def test_line_51_days_that_passed_make_no_new_reason():
    assert is_same("Second key: 1 day past its date", "second key: 12 days past its  date")
    assert is_same("Second key: promised for tomorrow", "Second key: promised for Sat, Mar 7")
    assert not is_same("Second key: no update yet", "Second key: here, ready to pick up")
    assert not is_same(KEY, SURVEY)
    assert not is_same("", "")


def test_line_51_tries_voicemails_and_talks_are_counted_apart():
    past = [
        Contacted("no_answer"),
        Contacted("voicemail"),
        Contacted("spoke", is_talk=True),
        Contacted("voicemail"),
        Contacted("spoke", is_try=False, is_talk=True),
    ]
    assert tally_of(past) == Tally(tries=2, voicemails=1, talks=2)
    assert tally_of([]) == Tally()


@pytest.mark.parametrize(
    ("kinds", "said", "expected"),
    [
        (["post_sale"], {}, "care"),
        (["birthday", "check_in"], {}, "care"),
        (["thank_you"], {}, "care"),
        ([], {}, "care"),
        (["promise"], {}, "issue"),
        (["plates", "lease"], {}, "issue"),
        (["heat"], {}, "issue"),
        (["post_sale"], {"has_settled_or_told": True}, "issue"),
        (["lease"], {"is_upset": True}, "issue"),
        (["lease"], {}, "sales"),
        (["repurchase", "check_in"], {}, "sales"),
        (["post_sale"], {"asked_for_a_name": True}, "sales"),
        (["call_back"], {"asked_for_a_name": True}, "issue"),
    ],
)
def test_line_59_settling_an_issue_is_told_apart_from_selling(kinds, said, expected):
    assert purpose_of_log(kinds, **said) == expected


FACTS = AskFacts(kinds=frozenset({"satisfaction"}), has_sites=True)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, "ask"),
        ({"kinds": frozenset({"post_sale", "birthday"})}, "ask"),
        ({"was_review_asked": True}, "ask"),
        ({"kinds": frozenset({"birthday"})}, ""),
        ({"has_sites": False}, ""),
        ({"waits_for_heat": True, "has_been_heated": True}, "waits"),
        ({"kinds": frozenset({"check_in"}), "has_been_heated": True}, "ask"),
        (
            {
                "kinds": frozenset({"check_in"}),
                "has_been_heated": True,
                "was_review_asked": True,
            },
            "",
        ),
    ],
)
def test_line_10_a_review_is_asked_of_everyone_delayed_by_a_heat_case_never_removed(
    change, expected
):
    assert review_row(replace(FACTS, **change)) == expected


@pytest.mark.parametrize(
    ("reasons", "expected"),
    [
        ([], True),
        (["outside_hours"], True),
        (["tries_used_up"], True),
        (["stopped_sales"], False),
        (["stopped_everything"], False),
        (["on_registry"], False),
        (["deceased"], False),
    ],
)
def test_a_name_is_asked_for_where_a_sales_contact_is_lawful(reasons, expected):
    assert is_sales_lawful(reasons) is expected


KNOWN = ContactFacts(reachable=frozenset({"phone"}), registry="clear", zones=("America/New_York",))
NO_NUMBER = replace(KNOWN, reachable=frozenset({"in_person"}), registry="not_checked")
WRONG_NUMBER = replace(KNOWN, wrong=frozenset({"phone"}))


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (KNOWN, True),
        (NO_NUMBER, True),
        (WRONG_NUMBER, True),
        (replace(KNOWN, consent={"phone": "withdrawn"}), False),
        (replace(NO_NUMBER, consent={"phone": "withdrawn"}), False),
        (replace(WRONG_NUMBER, consent={"phone": "withdrawn"}), False),
        (replace(WRONG_NUMBER, registry="listed"), False),
        (replace(KNOWN, is_deceased=True), False),
    ],
)
def test_a_number_that_is_wrong_does_not_make_an_ask_lawful(facts, expected):
    assert may_give_a_name(facts, datetime(2026, 3, 5, 17, tzinfo=UTC)) is expected


@pytest.mark.parametrize(
    ("reviewed_on", "delivered_on", "expected"),
    [
        (None, date(2026, 3, 3), True),
        (date(2026, 3, 2), date(2026, 3, 3), True),
        (date(2026, 3, 3), date(2026, 3, 3), False),
        (None, None, False),
    ],
)
def test_a_review_is_due_until_one_was_asked_for_since_the_delivery(
    reviewed_on, delivered_on, expected
):
    assert is_review_due(reviewed_on, delivered_on) is expected


SPOKE = AskEntry(outcome="spoke")
GIVEN = replace(SPOKE, referral="given", referral_name="Ana Ruiz", referral_phone="+12125550177")


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        (SPOKE, {}),
        (replace(SPOKE, is_upset=True), {"heat_cause": "heat_cause_required"}),
        (replace(SPOKE, is_upset=True, cause="papers"), {}),
        (GIVEN, {}),
        (replace(GIVEN, referral_name=" "), {"referral_name": "referral_name_required"}),
        (replace(GIVEN, referral_phone=""), {"referral_phone": "referral_phone_required"}),
        (replace(GIVEN, is_themself=True), {"referral_name": "referral_is_themself"}),
        (replace(GIVEN, is_sales_lawful=False), {"referral": "referral_not_lawful"}),
        (replace(SPOKE, referral="declined"), {}),
        (replace(SPOKE, outcome="moved"), {"moved_state": "moved_where"}),
        (replace(SPOKE, outcome="moved", moved_postal_code="78701"), {}),
        (replace(SPOKE, outcome="moved", is_car_sold=True), {}),
        (
            replace(SPOKE, outcome="bought_elsewhere"),
            {"elsewhere_reason": "elsewhere_reason_required"},
        ),
        (replace(SPOKE, outcome="bought_elsewhere", elsewhere_reason=REASONS[0]), {}),
    ],
)
def test_a_field_is_asked_for_only_when_its_fact_came_up(entry, expected):
    assert ask_problems(entry) == expected


@pytest.mark.parametrize(
    ("outcome", "is_inbound", "expected"),
    [
        ("spoke", False, True),
        ("bought_elsewhere", False, True),
        ("no_answer", False, False),
        ("voicemail", False, False),
        ("texted", True, True),
        ("nonsense", False, False),
    ],
)
def test_nothing_comes_up_where_nobody_was_talked_with(outcome, is_inbound, expected):
    assert came_up(outcome, is_inbound=is_inbound) is expected
