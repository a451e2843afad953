"""Which touchpoints are owed: the defaults and a store's own rows."""

import json

import pytest

from followups.rules.cadence import (
    DEFAULT_CADENCES,
    Cadence,
    CadenceError,
    UnknownTouchpointError,
    cadence_from_rows,
    default_cadence,
    to_rows,
)

POST_SALE = {
    "code": "post_sale",
    "kind": "post_sale",
    "channel": "phone",
    "tier": 1,
    "offset_days": 2,
}


def row(**changes):
    whole = {
        "code": "day_7",
        "kind": "satisfaction",
        "channel": "phone",
        "tier": 1,
        "offset_days": 7,
    } | changes
    return {name: value for name, value in whole.items() if value is not ...}


@pytest.mark.parametrize(
    ("anchor_kind", "rows"),
    [
        pytest.param(
            "delivery",
            [
                ("post_sale", 2, None, 0, 1),
                ("satisfaction", 7, None, 0, 1),
                ("how_to", 30, None, 0, 2),
                ("check_in_90", 90, None, 0, 2),
            ],
            id="delivery",
        ),
        pytest.param(
            "ownership",
            [("check_in", None, 6, 6, 2), ("repurchase", None, 48, 0, 2)],
            id="ownership",
        ),
        pytest.param("birthday", [("birthday", None, 12, 12, 2)], id="birthday"),
        pytest.param(
            "lease",
            [
                ("lease_180", -180, None, 0, 1),
                ("lease_90", -90, None, 0, 1),
                ("lease_30", -30, None, 0, 1),
            ],
            id="lease",
        ),
    ],
)
def test_the_default_cadences_are_those_of_the_product(anchor_kind, rows):
    found = DEFAULT_CADENCES[anchor_kind].touchpoints

    assert [(t.code, t.offset_days, t.offset_months, t.every_months, t.tier) for t in found] == rows
    assert {t.deadline for t in found} == {anchor_kind == "lease"}


def test_the_repurchase_prompt_follows_the_stores_estimate():
    assert default_cadence("ownership", repurchase_months=36).touchpoints[1].offset_months == 36


@pytest.mark.parametrize("anchor_kind", DEFAULT_CADENCES)
def test_a_cadence_survives_a_round_trip_through_json(anchor_kind):
    cadence = DEFAULT_CADENCES[anchor_kind]

    assert cadence_from_rows(anchor_kind, json.loads(json.dumps(to_rows(cadence)))) == cadence


@pytest.mark.parametrize("anchor_kind", ["ownership", "birthday", "lease"])
def test_a_store_may_turn_an_anchor_kind_off(anchor_kind):
    assert cadence_from_rows(anchor_kind, []) == Cadence(anchor_kind, ())


@pytest.mark.parametrize(
    ("changes", "problems"),
    [
        pytest.param({"code": "Day 7"}, [("code", "bad_code")], id="code"),
        pytest.param({"code": 7}, [("code", "bad_code")], id="code-not-text"),
        pytest.param({"kind": "chat"}, [("kind", "not_a_choice")], id="kind"),
        pytest.param({"kind": ...}, [("kind", "required")], id="kind-left-out"),
        pytest.param({"channel": "fax"}, [("channel", "not_a_choice")], id="channel"),
        pytest.param({"channel": ["phone"]}, [("channel", "not_a_choice")], id="channel-list"),
        pytest.param({"tier": 3}, [("tier", "not_a_choice")], id="tier"),
        pytest.param({"tier": True}, [("tier", "not_a_choice")], id="tier-is-no-flag"),
        pytest.param({"deadline": 1}, [("deadline", "not_a_choice")], id="flag-is-no-number"),
        pytest.param({"applies_to": "old"}, [("applies_to", "not_a_choice")], id="applies-to"),
        pytest.param({"offset_days": ...}, [("offset_days", "days_or_months")], id="no-offset"),
        pytest.param({"offset_months": 1}, [("offset_days", "days_or_months")], id="two-offsets"),
        pytest.param({"offset_days": -1}, [("offset_days", "before_the_anchor")], id="before"),
        pytest.param({"offset_days": 2.5}, [("offset_days", "out_of_range")], id="half-a-day"),
        pytest.param({"offset_days": 9999}, [("offset_days", "out_of_range")], id="too-far"),
        pytest.param({"every_months": -1}, [("every_months", "out_of_range")], id="every"),
        pytest.param({"every_months": None}, [("every_months", "out_of_range")], id="every-null"),
        pytest.param({"owner": "Sam"}, [("owner", "unknown_field")], id="unknown-field"),
        pytest.param(
            {"kind": "chat", "tier": 3, "offset_days": -1},
            [
                ("kind", "not_a_choice"),
                ("tier", "not_a_choice"),
                ("offset_days", "before_the_anchor"),
            ],
            id="every-problem-of-a-row",
        ),
    ],
)
def test_a_row_that_makes_no_sense_is_refused_with_each_problem(changes, problems):
    with pytest.raises(CadenceError) as refused:
        cadence_from_rows("delivery", [POST_SALE, row(**changes)])

    assert refused.value.problems == tuple((1, *problem) for problem in problems)


@pytest.mark.parametrize("rows", [["text"], [None], [[]]])
def test_a_row_that_is_no_object_is_refused(rows):
    with pytest.raises(CadenceError, match="row 0 row: not_an_object"):
        cadence_from_rows("lease", rows)


def test_two_rows_cannot_share_a_code():
    with pytest.raises(CadenceError, match="row 2 code: code_twice"):
        cadence_from_rows("delivery", [POST_SALE, row(), row(offset_days=8)])


def test_a_lease_row_lies_before_the_end_of_the_lease():
    lease = row(kind="lease", offset_days=30, every_months=6)

    with pytest.raises(CadenceError) as refused:
        cadence_from_rows("lease", [lease])

    assert refused.value.problems == (
        (0, "offset_days", "after_the_lease"),
        (0, "every_months", "after_the_lease"),
    )


@pytest.mark.parametrize(
    ("rows", "problems"),
    [
        pytest.param([], [("new", "one_post_sale"), ("used", "one_post_sale")], id="turned-off"),
        pytest.param(
            [POST_SALE | {"applies_to": "new"}], [("used", "one_post_sale")], id="new-only"
        ),
        pytest.param(
            [POST_SALE, POST_SALE | {"code": "again", "applies_to": "used", "offset_days": 3}],
            [("used", "one_post_sale")],
            id="two-for-a-used-car",
        ),
        pytest.param(
            [POST_SALE | {"every_months": 1}],
            [("new", "one_post_sale"), ("used", "one_post_sale")],
            id="recurring",
        ),
        pytest.param(
            [POST_SALE, row(offset_days=1)],
            [("new", "post_sale_first"), ("used", "post_sale_first")],
            id="not-the-earliest",
        ),
        pytest.param(
            [row(offset_days=2), POST_SALE],
            [("new", "post_sale_first"), ("used", "post_sale_first")],
            id="not-the-first-row-of-its-day",
        ),
        pytest.param(
            [row(offset_days=None, offset_months=0), POST_SALE | {"offset_days": 1}],
            [("new", "post_sale_first"), ("used", "post_sale_first")],
            id="months-count-too",
        ),
    ],
)
def test_every_delivery_owes_exactly_one_post_sale_call_and_it_comes_first(rows, problems):
    with pytest.raises(CadenceError) as refused:
        cadence_from_rows("delivery", rows)

    assert refused.value.problems == tuple((-1, *problem) for problem in problems)


def test_new_and_used_cars_may_have_post_sale_rows_of_their_own():
    rows = [
        POST_SALE | {"code": "new", "applies_to": "new"},
        POST_SALE | {"code": "used", "applies_to": "used", "offset_days": 3},
    ]

    cadence = cadence_from_rows("delivery", rows)

    assert [t.code for t in cadence.touchpoints if t.applies("used")] == ["used"]
    assert [t.code for t in cadence.touchpoints if t.applies(None)] == []


def test_an_unknown_anchor_kind_is_refused():
    with pytest.raises(CadenceError, match="unknown_anchor_kind"):
        cadence_from_rows("barbecue", [])


def test_a_code_that_the_cadence_lacks_is_named():
    with pytest.raises(UnknownTouchpointError, match="delivery cadence has no touchpoint 'gone'"):
        DEFAULT_CADENCES["delivery"].position("gone")
