"""Could the customer have been contacted that day?"""

from datetime import UTC, date, datetime, time

import pytest

from accountability.rules.reach import contact_state
from customers.rules.contactability import ContactFacts, Stop
from dealerfollow.lib.windows import TimeWindow

START, END = datetime(2026, 3, 5, 5, tzinfo=UTC), datetime(2026, 3, 6, 2, tzinfo=UTC)  # to 21:00
LATER = date(2027, 1, 1)


def facts(**told):
    known = {
        "reachable": frozenset({"phone", "text"}),
        "relationship_until": LATER,
        "states": ("NY",),
        "zones": ("America/New_York",),
    }
    return ContactFacts(**(known | told))


def five_to(hour):
    return datetime(2026, 3, 5, hour + 5, 55, tzinfo=UTC)


@pytest.mark.parametrize(
    ("told", "channel", "state"),
    [
        pytest.param({}, "phone", "may_contact", id="nothing-in-the-way"),
        pytest.param({"stops": (Stop("everything"),)}, "phone", "stopped", id="asked-for-silence"),
        pytest.param(
            {"stops": (Stop("everything", "phone"),), "reachable": frozenset({"phone", "email"})},
            "phone",
            "may_contact",
            id="refused-by-phone-so-by-email",
        ),
        pytest.param(
            {"reachable": frozenset()}, "phone", "may_contact", id="a-number-is-to-be-found"
        ),
        pytest.param(
            {"relationship_until": date(2026, 1, 1), "registry": "listed"},
            "phone",
            "not_permitted",
            id="edge-58-registered-and-no-relationship",
        ),
        pytest.param(
            {"preferred": (TimeWindow(time(21, 30), time(23)),)},
            "phone",
            "no_legal_minute",
            id="edge-19-only-after-the-state-closes",
        ),
        pytest.param(
            {"states": ("FL",), "recent_tries": tuple(five_to(h) for h in (11, 12, 13))},
            "phone",
            "tries_used_up",
            id="edge-18-three-tries-in-florida",
        ),
        pytest.param(
            {"recent_tries": tuple(five_to(h) for h in (11, 12, 13))},
            "phone",
            "may_contact",
            id="new-york-counts-no-tries",
        ),
        pytest.param(
            {"reachable": frozenset({"email"})}, "email", "may_contact", id="email-any-hour"
        ),
    ],
)
def test_what_stood_between(told, channel, state):
    assert contact_state(facts(**told), channel, "relationship", start=START, end=END) == state


def test_edge_17_a_sunday_in_alabama_is_closed_by_the_state():
    sunday = facts(states=("AL",), zones=("America/Chicago",))
    start, end = datetime(2026, 3, 8, 6, tzinfo=UTC), datetime(2026, 3, 9, 1, tzinfo=UTC)
    assert contact_state(sunday, "phone", "relationship", start=start, end=end) == "state_closed"
