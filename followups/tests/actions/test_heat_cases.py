"""The life of a heat case: heard, handed on, resolved, confirmed, and open again."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from accountability.invariants import INVARIANTS
from customers.actions import merge_customers, record_death, record_stop, unmerge_customers
from customers.models import Customer
from dealerfollow.stores.actions import end_membership
from dealerfollow.stores.models import Membership
from dealerfollow.testing.sales import days, deliver, noon
from followups.actions import (
    AlreadyLogged,
    LogDetails,
    LogRefused,
    UndoRefused,
    log_attempt,
    undo_attempt,
)
from followups.actions.effects import Recorder, state_of
from followups.actions.heat import (
    HeatRefused,
    acknowledge,
    add_step,
    confirm,
    hand_on_case,
    open_heat,
    remind_of_unseen,
    reopen_case,
    resolve,
)
from followups.actions.heat_talk import customer_heard
from followups.models import (
    Attempt,
    AttemptEffect,
    FollowUp,
    HeatCase,
    HeatStep,
    Notice,
    Plan,
)
from followups.queries.heat_story import stand_of
from followups.rules.heat import TELL_AFTER

TUESDAY = date(2026, 3, 3)
WEDNESDAY, THURSDAY, FRIDAY = (TUESDAY + days(n) for n in (1, 2, 3))


@pytest.fixture
def case(cast):
    """Maria is upset; Sam takes care of it, and she hears on Wednesday."""
    sold = deliver(cast.north, TUESDAY, salesperson=cast.sam)
    return open_heat(
        cast.north,
        sold.customer,
        severity="upset",
        cause="vehicle",
        words="The hood has a run",
        by=cast.sam,
        now=noon(TUESDAY),
        delivery=sold,
    )


def rows(case, *names):
    found = FollowUp.objects.filter(plan__heat_case=case).order_by("pk")
    return list(found.values_list(*(names or ("touchpoint", "state", "due_on"))))


def heard(case, by, on=WEDNESDAY, how="spoke", **told):
    said = {"how": how, "reason": "The hood", "words": "Told", "key": uuid4(), **stand_of(case)}
    said |= told
    return customer_heard(case, by=by, now=noon(on), **said)


def fresh(case):
    return HeatCase.objects.get(pk=case.pk)


def test_line_11_when_they_heard_the_next_word_has_its_day(cast, case):
    attempt = heard(case, cast.sam)
    assert (attempt.is_talk, attempt.outcome) == (True, "spoke")
    now = fresh(case)
    assert (now.first_update_at, now.next_update_on) == (noon(WEDNESDAY), FRIDAY)
    assert rows(case) == [("hear", "done", WEDNESDAY), ("hear", "open", FRIDAY)]
    heard(case, cast.sam, FRIDAY, next_update_on=FRIDAY + days(4))
    assert fresh(case).next_update_on == FRIDAY + days(4)
    assert fresh(case).first_update_at == noon(WEDNESDAY)


def test_of_two_who_heard_at_once_the_second_looks_again(cast, case):
    """The next word, just owed, is not answered by a talk that was about the one before."""
    stand = stand_of(case)
    heard(case, cast.sam, **stand)
    with pytest.raises(AlreadyLogged):
        heard(case, cast.bea, **stand)
    assert (Attempt.objects.count(), rows(case)[-1]) == (1, ("hear", "open", FRIDAY))
    heard(case, cast.bea)
    assert Attempt.objects.count() == 2


@pytest.mark.parametrize("how", ["spoke", "voicemail"])
def test_a_contact_that_the_page_did_not_show_is_looked_at_first(cast, case, how):
    """A try logged elsewhere leaves the same follow-up open, a talk another."""
    stand = stand_of(case)
    on_card(case, how, WEDNESDAY, cast.sam)
    with pytest.raises(AlreadyLogged):
        heard(case, cast.bea, **stand)


def on_card(case, outcome, day, by, *, hour=12):
    """Logs that outcome on the follow-up of the case, as its card does."""
    row = FollowUp.objects.open().get(plan__heat_case=case)
    told = {"shown": (row.pk,), "ticked": (row.pk,), "seen": 10**9, "reason": "The hood"}
    now = noon(day) + timedelta(hours=hour - 12)
    return log_attempt(row, LogDetails(key=uuid4(), outcome=outcome, **told), by=by, now=now)


def state_now():
    """Every row that a log about a case may change."""
    tables = (FollowUp, Plan, Notice, HeatCase, Customer)
    return [state_of(row) for table in tables for row in table.objects.order_by("pk")]


@pytest.mark.parametrize("outcome", ["spoke", "voicemail", "text_answered"])
def test_a_talk_logged_on_the_card_is_an_update_and_undo_takes_all_of_it_back(cast, case, outcome):
    before = state_now()
    attempt = on_card(case, outcome, WEDNESDAY, cast.sam)
    assert len(rows(case)) == (1 if outcome == "voicemail" else 2)
    undo_attempt(attempt, by=cast.sam, now=noon(WEDNESDAY))
    assert state_now() == before


@pytest.mark.parametrize("is_known", [False, True])
def test_a_case_reported_on_a_call_goes_with_the_call_until_its_mail_has_left(cast, case, is_known):
    if not is_known:
        settled = resolve(case, "Painted", by=cast.sam, now=noon(TUESDAY))
        confirm(settled, "She said so", by=cast.sam, now=noon(TUESDAY))
    before = state_now()
    attempts = []
    for _ in range(2):
        attempt = Attempt.objects.create(
            group_id=case.group_id,
            store=cast.north,
            customer=case.customer,
            by=cast.sam,
            at=noon(WEDNESDAY),
            made_on=WEDNESDAY,
            channel="phone",
            outcome="spoke",
            is_try=True,
            is_talk=True,
            proof="claimed",
            key=uuid4(),
        )
        recorder = Recorder()
        told = {"severity": "severe", "cause": "money", "words": "Fees", "by": cast.sam}
        told |= {"attempt": attempt, "recorder": recorder, "now": noon(WEDNESDAY)}
        opened = open_heat(cast.north, case.customer, **told)
        assert (opened.pk == case.pk) is is_known
        AttemptEffect.objects.bulk_create(recorder.effects(attempt, is_read_again=True))
        attempts.append(attempt)
        if len(attempts) == 1:
            assert Notice.objects.latest("pk").send_after == noon(WEDNESDAY) + TELL_AFTER
            undo_attempt(attempt, by=cast.sam, now=noon(WEDNESDAY))
            assert state_now() == before
    Notice.objects.update(sent_at=noon(WEDNESDAY))
    with pytest.raises(UndoRefused):
        undo_attempt(attempts[1], by=cast.sam, now=noon(WEDNESDAY))


def test_nobody_answering_leaves_them_owed_a_word(cast, case):
    for day, hour in ((WEDNESDAY, 10), (THURSDAY, 15), (FRIDAY, 18)):
        on_card(case, "no_answer", day, cast.sam, hour=hour)
    states = [state for _, state, _ in rows(case)]
    assert states[-1] == "open"
    assert fresh(case).first_update_at is None
    assert "not_reached" in states
    assert fresh(case).next_update_on > FRIDAY


def test_a_case_is_over_only_when_the_customer_says_so(cast, case):
    resolve(case, "Hood painted", by=cast.sam, now=noon(WEDNESDAY))
    assert rows(case) == [("hear", "superseded", WEDNESDAY), ("confirm", "open", FRIDAY)]
    with pytest.raises(HeatRefused):
        resolve(case, "Again", by=cast.sam, now=noon(WEDNESDAY))
    heard(case, cast.sam, FRIDAY)
    assert fresh(case).state == "resolved"  # they were told, and have not said that it is settled
    heard(case, cast.sam, FRIDAY + days(1), how="met", is_settled=True)
    now = fresh(case)
    assert (now.state, now.confirmed_at) == ("confirmed", noon(FRIDAY + days(1)))
    assert {state for _, state, _ in rows(case)} <= {"superseded", "done"}
    with pytest.raises(HeatRefused):
        heard(case, cast.sam, FRIDAY + days(2))


def test_a_text_left_without_an_answer_settles_nothing(cast, case):
    resolve(case, "Hood painted", by=cast.sam, now=noon(WEDNESDAY))
    with pytest.raises(LogRefused) as refused:
        heard(case, cast.sam, FRIDAY, how="texted", is_settled=True)
    assert refused.value.problems == {"heat_settled": "settled_without_a_talk"}
    heard(case, cast.sam, FRIDAY, how="texted")
    assert fresh(case).state == "resolved"


def test_what_was_settled_can_come_up_again_and_is_counted(cast, case):
    resolve(case, "Hood painted", by=cast.sam, now=noon(WEDNESDAY))
    confirm(case, "Her text: it is perfect", by=cast.sam, now=noon(THURSDAY))
    again = reopen_case(case, "It peels", by=cast.bea, now=noon(FRIDAY))
    assert (again.state, again.reopened, again.confirmed_at) == ("open", 1, None)
    assert rows(case)[-1] == ("hear", "open", FRIDAY + days(1))
    assert Notice.objects.get(kind="heat", to=cast.sam).facts["case"] == case.pk
    kinds = list(HeatStep.objects.order_by("at", "id").values_list("kind", flat=True))
    assert kinds == ["opened", "resolved", "confirmed", "reopened"]


def test_a_step_posted_twice_is_one_and_its_cost_counts_once(cast, case):
    for _ in range(2):
        add_step(case, "Loaner", cost_cents=12_500, by=cast.sam, now=noon(WEDNESDAY))
    assert fresh(case).cost_cents == 12_500
    assert HeatStep.objects.filter(kind="step").count() == 1


def test_whoever_takes_it_over_has_the_follow_up_and_is_told(cast, case):
    hand_on_case(case, cast.bea, words="I am off", by=cast.sam, now=noon(WEDNESDAY))
    assert rows(case, "owner__name") == [("Bea Walsh",)]
    assert Notice.objects.get(kind="heat").to == cast.bea
    assert fresh(case).acknowledged_at is None
    acknowledge(case, by=cast.bea, now=noon(WEDNESDAY))
    assert not Notice.objects.filter(kind="heat", sent_at=None).exists()


def test_until_it_is_seen_there_is_one_mail_a_day(cast, case):
    hand_on_case(case, cast.bea, by=cast.sam, now=noon(WEDNESDAY))
    for _ in range(2):
        remind_of_unseen(cast.north, now=noon(WEDNESDAY) + days(1) - days(1) / 3)  # 4 a.m.
    assert Notice.objects.filter(kind="heat", to=cast.bea).count() == 2
    acknowledge(case, by=cast.bea, now=noon(THURSDAY))
    assert remind_of_unseen(cast.north, now=noon(FRIDAY)) == 0


def test_a_leavers_cases_are_the_managers(cast, case):
    member = Membership.objects.get(user=cast.sam)
    end_membership(member, by=cast.maya, now=noon(WEDNESDAY))
    assert (fresh(case).owner, rows(case, "owner__name")) == (cast.maya, [("Maya Torres",)])


def test_edge_70_what_upset_somebody_who_died_is_the_managers(cast, case):
    record_death(case.customer, estate_contact="", by=cast.sam, now=noon(WEDNESDAY))
    assert fresh(case).owner == cast.maya
    assert rows(case, "state", "owner__name") == [("open", "Maya Torres")]


def test_edge_59_who_asked_for_silence_hears_by_letter(cast, case):
    stop = {"scope": "everything", "channel": "all", "words": "No more", "by": cast.sam}
    record_stop(case.customer, now=noon(TUESDAY), **stop)
    assert rows(case, "channel", "owner__name") == [("letter", "Maya Torres")]
    with pytest.raises(LogRefused) as refused:
        heard(case, cast.maya)
    assert refused.value.problems == {"outcome": "channel_stopped"}
    heard(case, cast.maya, how="sent")
    assert rows(case, "channel", "state") == [("letter", "done"), ("letter", "open")]


def test_a_merge_keeps_the_case_where_it_is_and_taking_it_apart_gives_it_back(cast, case):
    other = deliver(cast.north, WEDNESDAY, salesperson=cast.bea)
    both = other.customer, case.customer
    merge = merge_customers(*both, words="Same", by=cast.maya, now=noon(THURSDAY))
    assert rows(case, "customer", "owner__name") == [(other.customer.pk, "Sam Rivera")]
    told = {"severity": "upset", "cause": "money", "words": "Fees", "by": cast.sam}
    again = open_heat(cast.north, other.customer, now=noon(THURSDAY), **told)
    assert again.pk == case.pk
    unmerge_customers(merge, words="Two after all", by=cast.maya, now=noon(FRIDAY))
    assert rows(case, "customer")[-1] == (case.customer_id,)


def test_the_promises_of_the_database_hold_for_every_state_of_a_case(cast, case):
    def broken():
        found = {name: check(noon(FRIDAY)) for name, check in INVARIANTS.items()}
        return {name: rows for name, rows in found.items() if rows and "heat" in str(rows)}

    assert broken() == {}
    heard(case, cast.sam)
    resolve(case, "Hood painted", by=cast.sam, now=noon(THURSDAY))
    assert broken() == {}
    FollowUp.objects.filter(plan__heat_case=case).update(state="stopped", closed_at=noon(FRIDAY))
    HeatCase.objects.update(state="open", acknowledged_at=None)
    assert set(broken()) == {"I4", "I7"}
