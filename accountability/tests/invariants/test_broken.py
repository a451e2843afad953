"""Each promise, broken on purpose by the owner of the tables, is reported; unbroken, none is."""

import json

import pytest
from django.core.management import call_command

from accountability.invariants import INVARIANTS
from accountability.tests.invariants.conftest import NOW, breaches, broken
from dealerfollow.stores.models import User
from dealerfollow.tenancy.scope import as_owner

POST_SALE = "(SELECT min(id) FROM followups_followup WHERE kind = 'post_sale')"
SAM = "(SELECT id FROM stores_user WHERE email = 'sam@copperline.example')"
A_PLAN = "(SELECT min(id) FROM followups_plan WHERE anchor_kind = 'ownership')"
A_MISS = "(SELECT min(follow_up_id) FROM accountability_miss)"
OTHER = "(SELECT min(id) FROM stores_group)"

# (invariant, what the owner does, words that its rows must hold)
BROKEN = [
    pytest.param(
        "I1",
        [f"DELETE FROM followups_followup WHERE id = {POST_SALE}"],
        "'post_sale_rows': 0",
        id="a-delivery-loses-its-post-sale-follow-up",
    ),
    pytest.param(
        "I1",
        [
            "UPDATE followups_followup SET kind = 'post_sale' WHERE id ="
            " (SELECT min(id) FROM followups_followup WHERE kind = 'satisfaction')"
        ],
        "'post_sale_rows': 2",
        id="a-delivery-has-two-of-them",
    ),
    pytest.param(
        "I1",
        [f"UPDATE followups_followup SET state = 'done', closed_at = now() WHERE id = {POST_SALE}"],
        "'state': 'done'",
        id="one-is-closed-without-a-reason",
    ),
    pytest.param(
        "I2",
        [
            "DELETE FROM followups_followup WHERE id ="
            " (SELECT min(id) FROM followups_followup WHERE kind = 'satisfaction')"
        ],
        "passed over",
        id="a-planned-row-is-gone",
    ),
    pytest.param(
        "I2",
        [
            "UPDATE followups_plan SET next_touchpoint = 'check_in_90', next_on = '2026-05-25'"
            " WHERE next_touchpoint = 'how_to'"
        ],
        "'touchpoint': 'how_to'",
        id="a-pointer-jumps-a-row",
    ),
    pytest.param(
        "I2",
        [
            f"UPDATE followups_plan SET next_on = '2026-03-01', created_at = '2026-03-01'"
            f" WHERE id = {A_PLAN}"
        ],
        "due and not planned",
        id="the-planner-passed-a-plan",
    ),
    pytest.param(
        "I2",
        [f"UPDATE followups_plan SET next_on = NULL, paused_on = '2026-03-01' WHERE id = {A_PLAN}"],
        "paused for no reason",
        id="a-plan-is-paused-though-its-delivery-has-a-day",
    ),
    pytest.param(
        "I2",
        [f"UPDATE followups_plan SET next_on = '2099-01-01' WHERE id = {A_PLAN}"],
        "put off",
        id="a-plan-is-put-off-for-ever",
    ),
    pytest.param(
        "I2",
        [f"DELETE FROM followups_plan WHERE id = {A_PLAN}"],
        "not enrolled",
        id="an-owner-has-no-plan",
    ),
    pytest.param(
        "I2",
        [f"UPDATE followups_plan SET next_touchpoint = 'no_such_row' WHERE id = {A_PLAN}"],
        "no answer",
        id="a-pointer-names-nothing",
    ),
    pytest.param(
        "I2",
        [
            "ALTER TABLE followups_followup DROP CONSTRAINT follow_up_once",
            "INSERT INTO followups_followup (group_id, store_id, plan_id, touchpoint, occurrence,"
            " kind, channel, tier, condition, customer_id, delivery_id, owner_id, first_due_on,"
            " due_on) SELECT group_id, store_id, plan_id, touchpoint, occurrence, kind, channel,"
            " tier, condition, customer_id, delivery_id, owner_id, first_due_on, due_on"
            f" FROM followups_followup WHERE id = {POST_SALE}",
        ],
        "made twice",
        id="a-row-is-doubled",
    ),
    pytest.param(
        "I3", ["DELETE FROM accountability_miss"], "'first_due_on'", id="the-misses-are-gone"
    ),
    pytest.param(
        "I4", ["DELETE FROM followups_notice"], "'notices': 0", id="nobody-is-told-of-the-misses"
    ),
    pytest.param(
        "I4",
        [
            "INSERT INTO followups_notice (group_id, store_id, dedupe_key, kind, to_id, facts,"
            " send_after, tries, problem) SELECT group_id, store_id, 'again', kind, to_id, facts,"
            " send_after, 0, '' FROM followups_notice ORDER BY id LIMIT 1"
        ],
        "'notices': 2",
        id="a-manager-is-told-twice",
    ),
    pytest.param(
        "I4",
        [
            f"DELETE FROM accountability_miss WHERE follow_up_id = {A_MISS}",
            "UPDATE followups_notice SET facts = jsonb_set(facts, '{days,0,missed}', '9')",
        ],
        "'told': 9",
        id="the-report-says-another-number",
    ),
    pytest.param(
        "I5",
        ["UPDATE customers_customer SET ways = 16"],
        "'ways': 16",
        id="a-customer-asked-for-silence",
    ),
    pytest.param(
        "I5",
        ["UPDATE customers_customer SET ways = 4"],
        "'allowed': 'email'",
        id="the-phone-is-no-way-any-more",
    ),
    pytest.param(
        "I5",
        [
            "INSERT INTO customers_contactstop (group_id, customer_id, scope, channel, value,"
            " words, asked_at, lifted_words)"
            " SELECT group_id, id, 'sales', 'phone', '', '', now(), ''"
            " FROM customers_customer"
        ],
        "'stop'",
        id="a-stop-did-not-reach-the-follow-ups",
    ),
    pytest.param(
        "I6",
        [f"UPDATE followups_followup SET group_id = {OTHER} WHERE id = {POST_SALE}"],
        "'key': 'plan_id'",
        id="a-row-moves-into-another-group",
    ),
    pytest.param(
        "I7",
        ["UPDATE deliveries_delivery SET unwound_on = '2026-03-10'"],
        "open follow-up of an unwound delivery",
        id="an-undone-sale-is-still-followed-up",
    ),
    pytest.param(
        "I7",
        [f"UPDATE followups_plan SET next_on = NULL WHERE id = {A_PLAN}"],
        "without a next row",
        id="a-running-plan-makes-nothing-more",
    ),
    pytest.param(
        "I8",
        [f"UPDATE stores_user SET is_active = false WHERE id = {SAM}"],
        "'owner'",
        id="an-owner-cannot-sign-in",
    ),
    pytest.param(
        "I8",
        [f"UPDATE stores_membership SET ended_at = now() WHERE user_id = {SAM}"],
        "'owner'",
        id="an-owner-works-there-no-more",
    ),
    pytest.param(
        "I9",
        [f"UPDATE followups_followup SET first_due_on = first_due_on + 5 WHERE id = {POST_SALE}"],
        "later than the rule says",
        id="a-first-due-day-moves-silently",
    ),
    pytest.param(
        "I9",
        [
            "INSERT INTO followups_followupevent (group_id, follow_up_id, kind, was, became,"
            " reason, at) SELECT group_id, id, 'first_due_moved', first_due_on::text,"
            f" first_due_on::text, 'because', now() FROM followups_followup WHERE id = {POST_SALE}"
        ],
        "no recorded cause",
        id="a-first-due-day-moves-for-no-cause",
    ),
    *(
        pytest.param(
            "I9",
            [
                "INSERT INTO followups_followupevent (group_id, follow_up_id, kind, was, became,"
                " reason, at) SELECT group_id, id, told.kind, first_due_on::text,"
                " first_due_on::text, told.reason, '2026-03-20 15:00+00' FROM followups_followup,"
                f" (VALUES ('reopened', '{reason}'), ('first_due_moved', 'delivery_corrected'))"
                f" AS told(kind, reason) WHERE id = {POST_SALE}"
            ],
            "no recorded cause",
            id=f"it-came-back-without-{reason}",
        )
        for reason in ("death_corrected", "contracted_again")
    ),
    pytest.param(
        "I9",
        [
            "INSERT INTO followups_followupevent (group_id, follow_up_id, kind, was, became,"
            " reason, at) SELECT group_id, id, 'first_due_moved', first_due_on::text,"
            f" '2026-03-20', 'closed_day', now() FROM followups_followup WHERE id = {POST_SALE}"
        ],
        "moved after its last record",
        id="a-first-due-day-is-not-where-it-was-put",
    ),
]


@pytest.mark.parametrize(("name", "statements", "words"), BROKEN)
def test_a_broken_promise_is_reported(story, name, statements, words):
    with broken(*statements):
        assert words in str(breaches(name))


THE_BUYER = f"(SELECT customer_id FROM followups_followup WHERE id = {POST_SALE})"
TO_THE_HOLIDAYS = [
    "UPDATE deliveries_delivery SET delivered_on = '2026-07-01' WHERE id ="
    f" (SELECT delivery_id FROM followups_followup WHERE id = {POST_SALE})",
    "UPDATE followups_plan SET anchor_on = '2026-07-01' WHERE id ="
    f" (SELECT plan_id FROM followups_followup WHERE id = {POST_SALE})",
    "UPDATE followups_followup SET first_due_on = '2026-07-06', due_on = '2026-07-06',"
    f" created_at = '2026-07-01 15:00+00' WHERE id = {POST_SALE}",
]


@pytest.mark.parametrize(
    ("state", "is_broken"),
    [pytest.param("AL", False, id="edge-17-three-days-off-in-alabama"), ("NY", True)],
)
def test_the_states_own_days_account_for_a_later_day(story, state, is_broken):
    lives = f"UPDATE customers_customer SET state = '{state}' WHERE id = {THE_BUYER}"
    with broken(lives, *TO_THE_HOLIDAYS):
        assert ("later than the rule says" in str(breaches("I9"))) == is_broken


@pytest.mark.parametrize(
    ("noted", "is_broken"),
    [
        pytest.param("2026-07-03", False, id="a-holiday-of-alabama"),
        pytest.param("2026-07-02", True, id="a-day-that-no-state-bars"),
    ],
)
def test_who_moved_to_another_state_was_planned_for_the_days_of_the_first(story, noted, is_broken):
    lives = f"UPDATE customers_customer SET state = 'NY' WHERE id = {THE_BUYER}"
    note = (
        "UPDATE followups_followup SET planning_note ="
        f""" '[{{"code": "moved_for_state_day", "days": ["{noted}"]}}]' WHERE id = {POST_SALE}"""
    )
    with broken(lives, *TO_THE_HOLIDAYS, note):
        assert ("later than the rule says" in str(breaches("I9"))) == is_broken


@pytest.mark.parametrize(("due_on", "is_broken"), [("2026-07-13", False), ("2026-07-16", True)])
def test_a_closed_week_may_follow_on_the_states_days(story, due_on, is_broken):
    lives = f"UPDATE customers_customer SET state = 'AL' WHERE id = {THE_BUYER}"
    closed = (
        'INSERT INTO stores_closedday (group_id, store_id, "on", reason, declared_at)'
        " SELECT group_id, store_id, day::date, 'Inventory', '2026-06-01'::timestamptz"
        " FROM followups_followup, generate_series('2026-07-06'::date, '2026-07-11', '1 day') day"
        f" WHERE id = {POST_SALE}"
    )
    later = f"UPDATE followups_followup SET first_due_on = '{due_on}' WHERE id = {POST_SALE}"
    with broken(lives, *TO_THE_HOLIDAYS, closed, later):
        assert ("later than the rule says" in str(breaches("I9"))) == is_broken


def test_a_call_that_is_written_since_was_planned_for_the_states_days(story):
    lives = f"UPDATE customers_customer SET state = 'AL' WHERE id = {THE_BUYER}"
    written = f"UPDATE followups_followup SET channel = 'email' WHERE id = {POST_SALE}"
    moved = (
        "INSERT INTO followups_followupevent"
        " (group_id, follow_up_id, kind, was, became, reason, at)"
        " SELECT group_id, id, 'channel_changed', 'phone', 'email', 'not_contactable', now()"
        f" FROM followups_followup WHERE id = {POST_SALE}"
    )
    with broken(lives, *TO_THE_HOLIDAYS, written):
        assert "later than the rule says" in str(breaches("I9"))
    with broken(lives, *TO_THE_HOLIDAYS, written, moved):
        assert "later than the rule says" not in str(breaches("I9"))


def test_an_unbroken_story_breaks_no_promise(story):
    with as_owner():
        assert [breach for check in INVARIANTS.values() for breach in check(NOW)] == []


def test_the_command_prints_ok_and_every_check(story, capsys):
    call_command("verify_invariants", "--json", "--now", NOW.isoformat())
    said = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert said == {"ok": True, "checks": {f"I{n}": 0 for n in range(1, 10)}}


def test_the_command_ends_with_1_and_the_rows(story, capsys):
    sam = User.objects.filter(pk=story.sam.pk)
    sam.update(is_active=False)
    try:
        with pytest.raises(SystemExit) as ended:
            call_command("verify_invariants", "--json", "--now", NOW.isoformat())
    finally:
        sam.update(is_active=True)
    said = capsys.readouterr().out.splitlines()
    assert ended.value.code == 1
    assert said[0].startswith("I8: {'follow_up': ")
    assert json.loads(said[-1])["ok"] is False
    assert json.loads(said[-1])["checks"]["I8"] == len(said) - 1
