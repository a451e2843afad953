"""What an outcome does to the follow-ups that it answers."""

from datetime import date, timedelta

import pytest

from followups.rules.cadence import CHANNELS, KINDS
from followups.rules.outcomes import (
    DIGITS,
    OUTCOMES,
    OUTCOMES_BY_CHANNEL,
    SERVICE_KINDS,
    Contact,
    Effects,
    Ending,
    Move,
    Ticked,
    digits_of,
    effects_of,
    ends_by_stop,
)
from followups.rules.tries import Try
from followups.tests.rules.calendars import STORE

FRIDAY = date(2026, 8, 28)
SATURDAY, MONDAY = FRIDAY + timedelta(days=1), FRIDAY + timedelta(days=3)
POST_SALE = Ticked(follow_up_id=1, kind="post_sale", channel="phone")
PLATES = Ticked(follow_up_id=2, kind="plates", channel="phone")
TWO_TRIES = (Try(date(2026, 8, 26), "evening"), Try(date(2026, 8, 27), "morning"))


def contact(outcome, **changes):
    return Contact(outcome=outcome, made_on=FRIDAY, part="morning", **changes)


def effects(outcome, *ticked, store=None, **changes):
    return effects_of(
        contact(outcome, **changes), ticked or (POST_SALE,), calendar=STORE, **(store or {})
    )


@pytest.mark.parametrize(
    "outcome", ["spoke", "met", "text_answered", "email_answered"], ids=lambda code: code
)
def test_a_talk_makes_every_ticked_follow_up(outcome):
    assert effects(outcome, POST_SALE, PLATES) == Effects(
        endings=(Ending(1, "done", outcome), Ending(2, "done", outcome)),
        tried=(1, 2),
        is_conversation=True,
    )


@pytest.mark.parametrize(
    ("outcome", "is_voicemail"),
    [
        pytest.param("no_answer", False, id="no-answer"),
        pytest.param("voicemail", True, id="voicemail"),
        pytest.param("texted", False, id="unanswered-text"),
        pytest.param("emailed", False, id="e-mail-for-a-call"),
        pytest.param("sent", False, id="letter-for-a-call"),
        pytest.param("someone_else", False, id="somebody-else-answered"),
    ],
)
def test_a_try_that_reaches_nobody_moves_the_call_to_the_next_try(outcome, is_voicemail):
    assert effects(outcome) == Effects(
        moves=(Move(1, SATURDAY, "next_try", part="evening"),),
        tried=(1,),
        is_voicemail=is_voicemail,
    )


def test_the_last_try_that_reaches_nobody_ends_as_not_reached():
    last = Ticked(follow_up_id=1, kind="post_sale", channel="phone", tries=TWO_TRIES)

    assert effects("no_answer", last, PLATES) == Effects(
        endings=(Ending(1, "not_reached", "tries_exhausted"),),
        moves=(Move(2, SATURDAY, "next_try", part="evening"),),
        tried=(1, 2),
    )


def test_the_last_try_is_written_where_that_is_allowed():
    second = Ticked(follow_up_id=1, kind="check_in", channel="phone", tries=TWO_TRIES[:1])

    (move,) = effects("no_answer", second, store={"can_write": True}).moves

    assert move.by == "text_or_email"


def test_the_next_try_of_a_post_sale_call_stays_before_the_survey():
    due = Ticked(follow_up_id=1, kind="post_sale", channel="phone", deadline_on=FRIDAY)

    assert effects("no_answer", due).moves == (Move(1, FRIDAY, "next_try", part="evening"),)


@pytest.mark.parametrize("is_voicemail", [True, False])
def test_a_customer_who_rang_and_met_nobody_changes_nothing(is_voicemail):
    outcome = "voicemail" if is_voicemail else "no_answer"

    assert effects(outcome, is_inbound=True) == Effects()


@pytest.mark.parametrize("outcome", ["texted", "emailed", "sent", "spoke"])
def test_what_the_customer_writes_is_an_answer(outcome):
    assert effects(outcome, is_inbound=True) == Effects(
        endings=(Ending(1, "done", outcome),), tried=(1,), is_conversation=True
    )


@pytest.mark.parametrize(
    ("outcome", "kind", "channel", "is_made"),
    [
        pytest.param("emailed", "check_in", "email", True, id="e-mail-owed"),
        pytest.param("sent", "check_in", "letter", True, id="letter-owed"),
        pytest.param("texted", "birthday", "text", True, id="birthday-text"),
        pytest.param("texted", "check_in", "text", False, id="unanswered-text-is-a-try"),
        pytest.param("texted", "birthday", "phone", False, id="text-for-a-birthday-call"),
    ],
)
def test_sending_makes_what_is_owed_in_writing(outcome, kind, channel, is_made):
    owed = Ticked(follow_up_id=1, kind=kind, channel=channel)

    found = effects(outcome, owed)

    assert found.endings == ((Ending(1, "done", outcome),) if is_made else ())
    assert found.is_conversation is False


def test_a_call_back_that_the_customer_asked_for_moves_to_their_day():
    found = effects("call_back", call_back_on=MONDAY)

    assert found.moves == (Move(1, MONDAY, "call_back"),)
    assert found.is_conversation is True


@pytest.mark.parametrize(
    ("has_another", "reason"), [(True, "other_number"), (False, "find_a_number")]
)
def test_edge_62_a_wrong_number_keeps_the_follow_up_open(has_another, reason):
    found = effects("wrong_number", store={"has_another_number": has_another})

    assert found == Effects(moves=(Move(1, SATURDAY, reason),), tried=(1,), marks_number_wrong=True)


def test_edge_60_no_sales_calls_leaves_the_promises():
    found = effects("asked_to_stop", POST_SALE, PLATES, stop_scope="sales")

    assert found.stop_scope == "sales"
    assert found.endings == (Ending(1, "stopped", "asked_to_stop_sales"),)
    assert found.moves == (Move(2, SATURDAY, "promise_remains"),)


@pytest.mark.parametrize("scope", ["everything", None])
def test_edge_59_a_stop_of_everything_or_without_a_scope_leaves_what_we_owe(scope):
    found = effects("asked_to_stop", POST_SALE, PLATES, stop_scope=scope)

    assert found.stop_scope == "everything"
    assert found.endings == (Ending(1, "stopped", "asked_to_stop_everything"),)
    assert found.moves == (Move(2, SATURDAY, "promise_remains"),)


def test_edge_72_a_talk_by_the_bdc_leaves_the_owners_call_for_the_next_open_day():
    owners = Ticked(follow_up_id=1, kind="post_sale", channel="phone", needs_its_owner=True)

    assert effects("spoke", owners) == Effects(
        moves=(Move(1, SATURDAY, "reached_by_other"),), is_conversation=True
    )
    assert effects("no_answer", owners) == Effects()


def test_a_contact_with_nothing_ticked_changes_no_follow_up():
    found = effects_of(contact("spoke"), (), calendar=STORE)

    assert found == Effects(is_conversation=True)


@pytest.mark.parametrize("kind", [*KINDS, *sorted(SERVICE_KINDS)])
def test_edge_59_a_stop_ends_every_kind_but_what_we_owe(kind):
    assert ends_by_stop(kind) is (kind not in SERVICE_KINDS)


@pytest.mark.parametrize(
    ("channel", "digits"),
    [
        ("phone", {"spoke": "1", "voicemail": "2", "no_answer": "3", "texted": "4"}),
        ("text", {"texted": "4", "text_answered": "9", "spoke": "1", "wrong_number": "5"}),
        ("email", {"emailed": "4", "email_answered": "9", "spoke": "1"}),
        ("letter", {"sent": "4", "spoke": "1"}),
        ("in_person", {"met": "0", "spoke": "1", "no_answer": "3"}),
    ],
)
def test_a_digit_means_one_thing_on_every_card_and_no_two_share_it(channel, digits):
    found = digits_of(OUTCOMES_BY_CHANNEL[channel])
    assert found.items() >= digits.items()
    assert all(DIGITS[code] == digit for code, digit in found.items())
    assert len(set(found.values())) == len(found)


def test_every_channel_offers_outcomes_that_exist():
    assert set(OUTCOMES_BY_CHANNEL) == set(CHANNELS)
    assert {code for offered in OUTCOMES_BY_CHANNEL.values() for code in offered} == set(OUTCOMES)
    assert OUTCOMES_BY_CHANNEL["phone"][:5] == (
        "spoke",
        "voicemail",
        "no_answer",
        "texted",
        "wrong_number",
    )


@pytest.mark.parametrize(
    ("outcome", "answered_by", "ends"),
    [
        pytest.param("spoke", "co_buyer", "done", id="edge-68-co-buyer-satisfies"),
        pytest.param("spoke", "someone_else", None, id="edge-68-mother-in-law-is-a-try"),
        pytest.param("spoke", "customer", "done", id="the-customer"),
    ],
)
def test_who_answered_decides_whether_the_call_was_made(outcome, answered_by, ends):
    found = effects(outcome, answered_by=answered_by)
    assert [e.state for e in found.endings] == ([ends] if ends else [])
    assert found.tried == (1,)
    assert found.is_conversation == bool(ends)


def test_edge_68_a_relative_cannot_ask_for_another_day():
    late = FRIDAY + timedelta(days=30)
    found = effects("call_back", answered_by="someone_else", call_back_on=late)
    assert [move.reason for move in found.moves] == ["next_try"]
    asked = effects("call_back", answered_by="co_buyer", call_back_on=late)
    assert [(move.reason, move.due_on) for move in asked.moves] == [("call_back", late)]


def test_edge_68_a_co_buyers_stop_leaves_the_customers_call_open():
    found = effects("asked_to_stop", answered_by="co_buyer", stop_scope="everything")
    assert (found.endings, found.stop_scope) == ((), "everything")
    assert [move.due_on for move in found.moves] == [SATURDAY]


def birthday(only_on=FRIDAY):
    return Ticked(follow_up_id=3, kind="birthday", channel="phone", only_on=only_on)


def test_a_birthday_is_tried_again_later_that_day_and_never_a_day_later():
    (again,) = effects("no_answer", birthday()).moves
    assert (again.due_on, again.part) == (FRIDAY, "evening")
    evening = Contact(outcome="voicemail", made_on=FRIDAY, part="evening")
    gone = effects_of(evening, [birthday()], calendar=STORE)
    assert (gone.endings, gone.moves) == ((Ending(3, "not_reached", "tries_exhausted"),), ())


def test_a_birthday_tried_before_its_day_is_still_to_come():
    evening = Contact(outcome="no_answer", made_on=FRIDAY, part="evening")
    found = effects_of(evening, [birthday(MONDAY)], calendar=STORE)
    assert (found.endings, [move.due_on for move in found.moves]) == ((), [SATURDAY])


def test_a_birthday_entered_a_day_late_is_over():
    late = Contact(outcome="no_answer", made_on=FRIDAY, part="morning", entered_on=SATURDAY)
    assert effects_of(late, [birthday()], calendar=STORE).moves == ()
