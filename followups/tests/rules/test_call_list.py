"""One person's list: groups, order, and the cap that never touches tier 1."""

from datetime import UTC, date, datetime, timedelta

import pytest

from followups.rules.call_list import Due, arrange, dealt

TODAY = date(2026, 11, 20)


def due(n, **told):
    facts = {
        "follow_up_id": n,
        "customer_id": n,
        "owner_id": 1,
        "kind": "post_sale",
        "tier": 1,
        "first_due_on": TODAY,
        "due_on": TODAY,
    }
    return Due(**{**facts, **told})


def day(n):
    return TODAY + timedelta(days=n)


def at(hour):
    return datetime(2026, 11, 20, hour, tzinfo=UTC)


@pytest.mark.parametrize(
    ("told", "group"),
    [
        pytest.param({}, "due", id="due-today"),
        pytest.param({"first_due_on": day(-1), "due_on": day(-1)}, "overdue", id="yesterday"),
        pytest.param({"first_due_on": day(-1)}, "overdue", id="snoozed-stays-late"),
        pytest.param(
            {"first_due_on": day(-3), "is_tried": True}, "due", id="next-try-today-is-not-late"
        ),
        pytest.param(
            {"first_due_on": day(-3), "due_on": day(-1), "is_tried": True},
            "overdue",
            id="next-try-not-made-is-late",
        ),
        pytest.param({"due_at": at(16)}, "call_back", id="call-back-at-a-time"),
        pytest.param(
            {"tier": 2, "first_due_on": day(-4), "due_on": day(-4)}, "due", id="tier-2-slides"
        ),
        pytest.param(
            {"tier": 2, "first_due_on": day(-4), "missed_on": day(-4)},
            "overdue",
            id="tier-2-missed-is-late",
        ),
        pytest.param({"whose": "missed", "missed_on": day(-1)}, "missed", id="yours-to-cover"),
        pytest.param({"whose": "cover", "first_due_on": day(-1)}, "cover", id="for-somebody-off"),
        pytest.param({"whose": "store"}, "store", id="the-stores"),
        pytest.param({"first_due_on": day(1), "due_on": day(1)}, "early", id="made-early"),
    ],
)
def test_a_follow_up_stands_in_its_group(told, group):
    assert due(1, **told).group_on(TODAY) == group


def test_overdue_comes_first_then_call_backs_by_time_then_tier_1_then_tier_2():
    dues = [
        due(1, tier=2),
        due(2),
        due(3, due_at=at(18)),
        due(4, due_at=at(15)),
        due(5, first_due_on=day(-1), due_on=day(-1)),
        due(6, first_due_on=day(-2), due_on=day(-2)),
    ]
    cards = arrange(dues, today=TODAY, cap=25).cards
    assert [card.lead.follow_up_id for card in cards] == [6, 5, 4, 3, 2, 1]


def test_what_is_due_to_one_customer_is_one_card_led_by_the_most_pressing():
    dues = [due(1, customer_id=9, tier=2), due(2, customer_id=9, first_due_on=day(-1))]
    (card,) = arrange(dues, today=TODAY, cap=25).cards
    assert (card.group, card.lead.follow_up_id, len(card.rows)) == ("overdue", 2, 2)


def test_the_cap_holds_back_tier_2_only():
    dues = [due(n) for n in range(30)] + [due(n, tier=2) for n in range(100, 110)]
    arranged = arrange(dues, today=TODAY, cap=25)
    assert (len(arranged.cards), arranged.held_back) == (30, 10)


def test_tier_2_fills_the_room_that_is_left_and_what_was_logged_counts():
    dues = [due(n, tier=2) for n in range(3600)]
    assert len(arrange(dues, today=TODAY, cap=25).cards) == 25
    arranged = arrange(dues, today=TODAY, cap=25, logged=10)
    assert (len(arranged.cards), arranged.held_back) == (15, 3585)


def test_a_missed_tier_2_has_the_room_that_is_left_and_never_hides_what_is_due_today():
    missed = due(99, tier=2, missed_on=day(-1))
    roomy = arrange([due(n, tier=2) for n in range(24)] + [missed], today=TODAY, cap=25)
    assert roomy.cards[0].lead == missed
    assert len(roomy.cards) == 25

    # Hidden by a backlog, each of them would be counted today without having been shown.
    for tier in (1, 2):
        full = arrange([due(n, tier=tier) for n in range(25)] + [missed], today=TODAY, cap=25)
        assert missed not in [card.lead for card in full.cards]
        assert (len(full.cards), full.held_back) == (25, 1)


def test_a_call_back_that_was_asked_for_always_shows():
    at = datetime(2026, 11, 20, 20, tzinfo=UTC)
    dues = [due(n) for n in range(25)] + [due(99, tier=2, due_at=at)]
    arranged = arrange(dues, today=TODAY, cap=25)
    assert (len(arranged.cards), arranged.held_back) == (26, 0)


def test_edge_33_the_room_that_is_left_goes_to_what_can_wait_least():
    weeks = [due(n, tier=2, last_on=day(20)) for n in range(30)]
    birthday = due(99, tier=2, last_on=TODAY)
    arranged = arrange([*weeks, birthday], today=TODAY, cap=25)
    assert [card.lead.follow_up_id for card in arranged.cards] == [*range(24), 99]
    assert arranged.held_back == 6


def test_what_was_missed_stands_by_the_day_it_was_first_due():
    missed = {"whose": "missed", "missed_on": day(-1)}
    tried_since = due(1, **missed, first_due_on=day(-10), due_on=day(-1), is_tried=True)
    rows = [due(2, **missed, first_due_on=day(-4)), tried_since, due(3, **missed)]
    assert [card.lead.follow_up_id for card in arrange(rows, today=TODAY, cap=25).cards] == [
        1,
        2,
        3,
    ]


@pytest.mark.parametrize(
    ("hour", "wished", "place"),
    [
        pytest.param(11, 0, 1, id="asked-for-later-so-the-next-one"),
        pytest.param(11, 1, 1, id="the-wished-one"),
        pytest.param(16, 0, 0, id="at-its-time"),
        pytest.param(15.8, 0, 0, id="edge-21-within-its-quarter-of-an-hour"),
        pytest.param(17, 0, 0, id="after-its-time"),
    ],
)
def test_a_call_back_is_not_dealt_before_its_time(hour, wished, place):
    cards = arrange([due(1, due_at=at(16)), due(2)], today=TODAY, cap=25).cards
    assert [card.lead.follow_up_id for card in cards] == [1, 2]
    assert dealt(cards, at(0) + timedelta(hours=hour), wished) == place


def test_where_all_of_them_wait_the_wished_one_is_shown():
    cards = arrange([due(1, due_at=at(15)), due(2, due_at=at(16))], today=TODAY, cap=25).cards
    assert [dealt(cards, at(9), wished) for wished in (0, 1)] == [0, 1]
