"""One ring a day in one household, and not more than three unanswered tries in a week."""

from datetime import UTC, date, datetime, timedelta

import pytest

from followups.rules.budget import PastTry, budget_opens_at
from followups.rules.household import Deferred, Ring, households, one_ring

TODAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 17, tzinfo=UTC)
HIS, HERS = (1, 1, 11), (2, 1, 12)  # customer, store, owner


def ring(n, card, **told):
    facts = {
        "follow_up_id": n,
        "household": 1,
        "card": card,
        "kind": "check_in",
        "channel": "phone",
        "tier": 2,
        "first_due_on": TODAY,
    }
    return Ring(**{**facts, **told})


def day(n):
    return TODAY + timedelta(days=n)


@pytest.mark.parametrize(
    ("his", "hers", "waits"),
    [
        pytest.param({"tier": 1}, {"first_due_on": day(-9)}, 2, id="edge-71-higher-tier-first"),
        pytest.param({}, {"first_due_on": day(-1)}, 1, id="edge-71-then-the-older-due-day"),
        pytest.param({}, {}, 2, id="edge-71-then-always-the-same"),
        pytest.param({}, {"kind": "promise"}, None, id="edge-71-a-promise-is-exempt"),
        pytest.param({}, {"is_promised_time": True}, None, id="edge-71-a-promised-time-is-kept"),
        pytest.param({}, {"channel": "email"}, None, id="edge-71-an-email-rings-nobody"),
        pytest.param({}, {"channel": "text"}, 2, id="edge-71-a-text-rings-too"),
        pytest.param({}, {"household": 2}, None, id="edge-71-another-house"),
        pytest.param({}, {"has_waited": True}, 1, id="edge-71-who-waited-yesterday-rings-today"),
        pytest.param({"is_missed": True}, {}, 1, id="edge-71-a-missed-one-never-goes-first"),
        pytest.param(
            {"is_missed": True, "has_waited": True}, {}, None, id="edge-71-and-waits-for-it-once"
        ),
        pytest.param(
            {"is_missed": True}, {"is_missed": True}, None, id="edge-71-nothing-waits-for-a-miss"
        ),
        pytest.param({"can_ring": False}, {}, None, id="edge-71-nothing-waits-without-a-number"),
    ],
)
def test_one_ringing_contact_a_day(his, hers, waits):
    found = one_ring([ring(1, HIS, **his), ring(2, HERS, **hers)])
    assert [deferred.follow_up_id for deferred in found] == ([waits] if waits else [])


def test_edge_71_all_of_one_card_ring_once_and_wait_together():
    rings = [ring(1, HIS, tier=1), ring(2, HERS), ring(3, HERS), ring(4, HIS)]
    assert one_ring(rings) == (Deferred(2, HIS), Deferred(3, HIS))


def test_edge_71_after_the_ring_everybody_else_waits():
    rings = [ring(1, HIS, tier=1), ring(2, HERS)]
    assert one_ring(rings, rung={1: HERS}) == (Deferred(1, None),)


def test_edge_71_a_ring_that_was_made_keeps_waiting_who_waited_already():
    rings = [ring(1, HIS), ring(2, HERS, has_waited=True)]
    assert one_ring(rings, rung={1: HIS}) == (Deferred(2, None),)


def test_edge_71_a_household_is_found_over_links_of_any_length():
    assert households([1, 2, 3, 9], [(3, 2), (1, 2)]) == {1: 1, 2: 1, 3: 1, 9: 9}


def tries(*days_ago, talk=None, **told):
    found = [PastTry(NOW - timedelta(days=n), is_talk=False, **told) for n in days_ago]
    return found + ([] if talk is None else [PastTry(NOW - timedelta(days=talk), is_talk=True)])


@pytest.mark.parametrize(
    ("made", "promise", "opens"),
    [
        pytest.param(tries(1, 2), False, None, id="two-leave-room"),
        pytest.param(tries(1, 2, 3), False, 4, id="three-close-until-the-oldest-is-a-week-old"),
        pytest.param(tries(1, 2, 3, 4), False, 4, id="four-wait-for-the-oldest-of-the-last-three"),
        pytest.param(tries(1, 2, 7), False, None, id="a-week-old-no-longer-counts"),
        pytest.param(tries(1, 2, 3), True, None, id="a-promise-is-exempt"),
        pytest.param(tries(3, 4, 5, talk=2), False, None, id="a-talk-begins-anew"),
        pytest.param(tries(1, 2, 3, is_inbound=True), False, None, id="they-rang-us"),
        pytest.param(tries(1, 2, 3, is_ringing=False), False, None, id="e-mails-ring-nobody"),
    ],
)
def test_three_unanswered_tries_in_seven_days(made, promise, opens):
    found = budget_opens_at(made, now=NOW, is_promise=promise)
    assert found == (None if opens is None else NOW + timedelta(days=opens))
