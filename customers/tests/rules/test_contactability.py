"""May we contact? The rows of the edge-case table that ask it."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from customers.rules.call_windows import barred_by, lawful_day
from customers.rules.contactability import (
    RINGING,
    Channel,
    ContactFacts,
    No,
    Purpose,
    Stop,
    Yes,
    may_contact,
    relationship_until,
)
from customers.rules.zones import CENTRAL, EASTERN, whereabouts
from dealerfollow.lib.windows import TimeWindow

NY = ZoneInfo(EASTERN)
NOON = datetime(2026, 11, 18, 12, 0, tzinfo=NY)  # a Wednesday
EVERYTHING = frozenset({"phone", "text", "email", "letter"})


def facts(**changes: Any) -> ContactFacts:
    usual: dict[str, Any] = {
        "reachable": EVERYTHING,
        "registry": "clear",
        "states": ("NY",),
        "zones": (EASTERN,),
    }
    return ContactFacts(**(usual | changes))


def located(**where: str) -> ContactFacts:
    found = whereabouts(**where)
    return facts(states=found.states, zones=found.zones)


def refused(answer: Yes | No) -> No:
    assert isinstance(answer, No)
    return answer


def test_at_noon_a_clear_number_may_be_rung_until_nine() -> None:
    answer = may_contact(facts(), "phone", "relationship", NOON)
    assert answer == Yes(until=NOON.replace(hour=21))


@pytest.mark.parametrize(
    ("changes", "channel", "purpose", "reason"),
    [
        pytest.param({"is_deceased": True}, "letter", "promise", "deceased", id="edge-70-died"),
        pytest.param(
            {"stops": (Stop("everything"),)},
            "phone",
            "promise",
            "stopped_everything",
            id="edge-59-no-call-about-a-promise",
        ),
        pytest.param(
            {"stops": (Stop("everything"),)},
            "letter",
            "relationship",
            "stopped_everything",
            id="edge-59-no-other-letter",
        ),
        pytest.param(
            {"stops": (Stop("everything"), Stop("everything", "letter"))},
            "letter",
            "promise",
            "stopped_everything",
            id="edge-59-letters-stopped-by-name",
        ),
        pytest.param(
            {"stops": (Stop("everything", "text"),)},
            "text",
            "promise",
            "stopped_everything",
            id="edge-61-stop-by-text",
        ),
        pytest.param(
            {"stops": (Stop("sales"),)}, "phone", "sales", "stopped_sales", id="edge-60-sales"
        ),
        pytest.param(
            {"stops": (Stop("sales"),)},
            "phone",
            "relationship",
            "stopped_sales",
            id="edge-60-a-check-in-is-no-promise",
        ),
        pytest.param({"reachable": frozenset()}, "phone", "promise", "no_number", id="no-number"),
        pytest.param({"reachable": frozenset()}, "email", "promise", "no_email", id="no-email"),
        pytest.param({"reachable": frozenset()}, "letter", "sales", "no_address", id="no-address"),
        pytest.param(
            {"wrong": frozenset({"phone"})}, "phone", "promise", "wrong_number", id="edge-62-wrong"
        ),
        pytest.param(
            {"consent": {"text": "withdrawn"}},
            "text",
            "promise",
            "consent_withdrawn",
            id="withdrew",
        ),
        pytest.param({}, "text", "sales", "consent_needed", id="sales-text-needs-consent"),
        pytest.param(
            {"registry": "listed"}, "phone", "relationship", "on_registry", id="listed-no-relation"
        ),
        pytest.param(
            {"registry": "not_checked"}, "phone", "sales", "registry_not_checked", id="not-scrubbed"
        ),
        pytest.param(
            {"registry": "listed", "relationship_until": date(2026, 11, 17)},
            "phone",
            "sales",
            "on_registry",
            id="edge-57-one-day-late",
        ),
    ],
)
def test_lasting_refusals(
    changes: dict[str, Any], channel: Channel, purpose: Purpose, reason: str
) -> None:
    answer = refused(may_contact(facts(**changes), channel, purpose, NOON))
    assert (answer.reason, answer.next_at) == (reason, None)


@pytest.mark.parametrize(
    ("changes", "channel", "purpose"),
    [
        pytest.param({"stops": (Stop("sales"),)}, "phone", "promise", id="edge-60-plates-are-in"),
        pytest.param({"stops": (Stop("everything"),)}, "letter", "promise", id="edge-59-by-letter"),
        pytest.param({"stops": (Stop("everything", "text"),)}, "phone", "sales", id="text-only"),
        pytest.param(
            {"registry": "listed", "relationship_until": date(2026, 11, 18)},
            "phone",
            "sales",
            id="edge-57-on-the-last-day",
        ),
        pytest.param({"registry": "listed"}, "phone", "promise", id="registry-spares-promises"),
        pytest.param({"registry": "listed"}, "email", "sales", id="edge-57-email-instead"),
        pytest.param({"consent": {"text": "given"}}, "text", "sales", id="text-with-consent"),
        pytest.param({}, "text", "relationship", id="text-by-hand"),
        pytest.param({"reachable": frozenset()}, "in_person", "sales", id="in-person"),
    ],
)
def test_permitted(changes: dict[str, Any], channel: Channel, purpose: Purpose) -> None:
    assert may_contact(facts(**changes), channel, purpose, NOON).is_allowed is True


def test_a_refused_call_names_the_channels_that_are_open_instead() -> None:
    listed = facts(registry="listed", reachable=frozenset({"phone", "email", "letter"}))
    answer = refused(may_contact(listed, "phone", "relationship", NOON))
    assert answer.other_channels == ("email", "letter")


@pytest.mark.parametrize(
    ("now", "opens"),
    [
        pytest.param(datetime(2026, 1, 14, 9, tzinfo=NY), 13, id="winter"),
        pytest.param(datetime(2026, 7, 14, 9, tzinfo=NY), 14, id="summer"),
    ],
)
@pytest.mark.parametrize(
    "where",
    [
        pytest.param(
            {"state": "HI", "zip_code": "96813", "phone": "+12125550123"}, id="edge-14-disagree"
        ),
        pytest.param({"phone": "+18005550123"}, id="edge-15-toll-free"),
        pytest.param({}, id="edge-15-nothing-known"),
    ],
)
def test_every_place_where_they_may_be_must_be_open(
    where: dict[str, str], now: datetime, opens: int
) -> None:
    customer = located(**where)

    answer = refused(may_contact(customer, "phone", "promise", now))

    assert answer.reason == "outside_hours"
    assert answer.next_at == now.replace(hour=opens)
    evening = may_contact(customer, "phone", "promise", now.replace(hour=20, minute=59))
    assert evening == Yes(until=now.replace(hour=21))


def test_navajo_nation_may_keep_daylight_time_edge_16() -> None:
    window_rock = located(state="AZ", zip_code="86515")
    phoenix = located(state="AZ", zip_code="85004")
    late = datetime(2026, 7, 14, 20, 30, tzinfo=ZoneInfo("America/Phoenix"))
    assert may_contact(phoenix, "phone", "promise", late).is_allowed is True
    assert may_contact(window_rock, "phone", "promise", late).is_allowed is False


def test_sunday_is_closed_for_a_customer_in_alabama_edge_17() -> None:
    customer = located(state="AL", zip_code="36104")
    sunday = datetime(2026, 11, 22, 13, tzinfo=ZoneInfo("America/Chicago"))

    answer = refused(may_contact(customer, "phone", "relationship", sunday))

    assert answer.reason == "state_day_closed"
    assert answer.params["state"] == "AL"
    assert answer.next_at == datetime(2026, 11, 23, 8, tzinfo=ZoneInfo("America/Chicago"))


@pytest.mark.parametrize(
    ("where", "doubt"),
    [
        pytest.param({}, "unknown", id="edge-15-nothing-known"),
        pytest.param({"phone": "+18005550123"}, "unknown", id="edge-15-toll-free"),
        pytest.param({"state": "TX", "zip_code": "79821"}, "split_zip", id="edge-16-split-zip"),
        pytest.param({"state": "FL"}, "split_zip", id="edge-16-state-without-zip"),
        pytest.param(
            {"state": "HI", "zip_code": "96813", "phone": "+12125550123"},
            "two_places",
            id="edge-14-disagree",
        ),
        pytest.param({"state": "NY", "zip_code": "10001", "phone": "+12125550123"}, None, id="one"),
    ],
)
def test_a_refusal_says_why_more_than_one_place_counts(
    where: dict[str, str], doubt: str | None
) -> None:
    found = whereabouts(**where)
    customer = facts(states=found.states, zones=found.zones, doubt=found.doubt)
    night = datetime(2026, 1, 14, 6, tzinfo=NY)
    answer = refused(may_contact(customer, "phone", "promise", night))
    assert answer.params.get("doubt") == doubt


def test_edge_17_a_sunday_becomes_monday_and_for_a_deadline_saturday() -> None:
    sunday, closed = date(2026, 11, 22), date(2026, 11, 26)
    assert lawful_day(sunday, ("AL",)) == date(2026, 11, 23)
    assert lawful_day(sunday, ("AL",), has_deadline=True) == date(2026, 11, 21)
    assert lawful_day(sunday, ("NY",)) == sunday
    assert lawful_day(closed, ("NY", "RI")) == date(2026, 11, 27)
    assert barred_by(sunday, ("NY", "AL")) == ("AL",)


def test_edge_17_only_the_state_that_bars_the_day_is_named() -> None:
    both = facts(states=("AL", "NY"), zones=(CENTRAL, EASTERN))
    sunday = datetime(2026, 11, 22, 14, tzinfo=NY)
    answer = refused(may_contact(both, "phone", "relationship", sunday))
    assert (answer.reason, answer.params["state"]) == ("state_day_closed", "AL")


@pytest.mark.parametrize(
    ("registry", "age", "reason"),
    [
        pytest.param("clear", 31, None, id="edge-58-31-days"),
        pytest.param("clear", 32, "registry_not_checked", id="edge-58-too-old"),
        pytest.param("listed", 90, "on_registry", id="edge-58-stays-listed"),
        pytest.param("not_checked", 0, "registry_not_checked", id="edge-58-never-loaded"),
    ],
)
def test_how_old_the_registrys_file_may_be(registry: Any, age: int, reason: str | None) -> None:
    customer = facts(registry=registry, scrubbed_on=NOON.date() - timedelta(days=age))
    answer = may_contact(customer, "phone", "relationship", NOON)
    assert (answer.reason if isinstance(answer, No) else None) == reason


def test_edge_57_three_months_and_a_day_after_the_inquiry_only_writing_is_left() -> None:
    until = relationship_until(bought_on=None, serviced_on=None, inquired_on=date(2026, 8, 17))
    customer = facts(registry="listed", relationship_until=until)
    last_day = datetime(2026, 11, 17, 12, tzinfo=NY)
    assert may_contact(customer, "phone", "sales", last_day).is_allowed
    answer = refused(may_contact(customer, "phone", "sales", NOON))
    assert (answer.reason, answer.other_channels) == ("on_registry", ("email", "letter"))


def test_a_legal_holiday_is_closed_where_the_state_says_so() -> None:
    customer = located(state="PA", zip_code="19103")
    thanksgiving = datetime(2026, 11, 26, 12, tzinfo=NY)
    answer = refused(may_contact(customer, "phone", "relationship", thanksgiving))
    assert answer.reason == "state_day_closed"
    assert may_contact(facts(), "phone", "relationship", thanksgiving).is_allowed is True


def test_three_tries_in_florida_close_the_phone_for_a_day_edge_18() -> None:
    customer = facts(
        states=("FL",),
        recent_tries=(NOON - timedelta(hours=23), NOON - timedelta(hours=4), NOON),
    )

    answer = refused(may_contact(customer, "phone", "promise", NOON))

    assert answer.reason == "tries_used_up"
    assert answer.next_at == NOON + timedelta(hours=1)
    assert answer.other_channels == ("email", "letter")


def test_a_try_of_24_hours_ago_no_longer_counts_edge_18() -> None:
    tries = (NOON - timedelta(hours=24), NOON - timedelta(hours=4), NOON)
    assert may_contact(
        facts(states=("FL",), recent_tries=tries), "phone", "promise", NOON
    ).is_allowed


def test_hours_that_the_state_forbids_leave_no_common_hour_edge_19() -> None:
    late_only = (TimeWindow(time(20), time(22)),)
    answer = refused(
        may_contact(facts(states=("FL",), preferred=late_only), "phone", "promise", NOON)
    )
    assert (answer.reason, answer.next_at) == ("no_common_hour", None)


def test_preferred_hours_are_waited_for_edge_20() -> None:
    evenings = (TimeWindow(time(18), time(20)),)
    answer = refused(may_contact(facts(preferred=evenings), "phone", "promise", NOON))
    assert answer.reason == "outside_preferred_hours"
    assert answer.next_at == NOON.replace(hour=18)


def test_at_night_email_is_free_of_the_window() -> None:
    night = NOON.replace(hour=23)
    assert refused(may_contact(facts(), "phone", "promise", night)).other_channels == (
        "email",
        "letter",
    )


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        pytest.param((date(2025, 5, 18), None, None), date(2026, 11, 18), id="purchase-18-months"),
        pytest.param(
            (date(2025, 5, 17), date(2026, 9, 18), None), date(2028, 3, 18), id="edge-58-service"
        ),
        pytest.param((None, None, date(2026, 8, 31)), date(2026, 11, 30), id="inquiry-3-months"),
        pytest.param((None, None, None), None, id="nothing"),
    ],
)
def test_the_relationship_clock(
    dates: tuple[date | None, date | None, date | None], expected: date | None
) -> None:
    bought, serviced, inquired = dates
    found = relationship_until(bought_on=bought, serviced_on=serviced, inquired_on=inquired)
    assert found == expected


def test_a_naive_now_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="aware"):
        may_contact(facts(), "phone", "sales", datetime(2026, 11, 18, 12))


@settings(max_examples=80, deadline=None)
@given(
    now=st.datetimes(min_value=datetime(2025, 1, 1), max_value=datetime(2028, 1, 1)),
    state=st.sampled_from(["", "AL", "FL", "TX", "RI", "HI", "IN", "NY"]),
    phone=st.sampled_from(["", "+12125550123", "+18005550123", "+18085550123"]),
    channel=st.sampled_from(["phone", "text", "email", "letter"]),
)
def test_a_yes_is_lawful_everywhere_and_a_next_moment_is_a_yes(
    now: datetime, state: str, phone: str, channel: Channel
) -> None:
    moment = now.replace(tzinfo=UTC)
    customer = located(state=state, phone=phone)

    answer = may_contact(customer, channel, "promise", moment)

    if isinstance(answer, Yes) and channel in RINGING:
        local = [moment.astimezone(ZoneInfo(zone)).time() for zone in customer.zones]
        assert all(time(8) <= one < time(21) for one in local)
    if isinstance(answer, No):
        assert answer.next_at is not None and answer.next_at > moment
        assert may_contact(customer, channel, "promise", answer.next_at).is_allowed is True
