"""Everybody waits in one order: the store's staff, customers by id, then their follow-ups."""

import re
from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from customers.actions import merge_customers
from dealerfollow.stores.actions import end_membership
from dealerfollow.stores.models import Membership
from dealerfollow.testing.sales import buyer, days, deliver, noon
from deliveries.actions import owe, say
from deliveries.rules.desk_words import Said
from followups.actions import LogDetails, log_contact
from followups.actions.heat import hand_on_case, open_heat
from followups.actions.log_attempt.details import Named, NewPromise, Surveyed, Upset

TUESDAY = date(2026, 3, 3)
LOCK = re.compile(r"FROM \"?(\w+)\"?.*FOR (?:NO KEY UPDATE|UPDATE|SHARE)", re.DOTALL)
ORDER = ("stores_store", "customers_customer", "followups_followup")
UPSET = {"severity": "upset", "cause": "vehicle", "words": "The hood has a run"}


@pytest.fixture
def sold(cast):
    who = buyer(first_name="Ana", last_name="Ruiz", phones=(("+12125550177", "mobile"),))
    first = deliver(cast.north, TUESDAY, salesperson=cast.sam, buyer=who).customer
    return first, deliver(cast.north, TUESDAY, salesperson=cast.sam)


def locked(act):
    """The tables in which something was locked, in the order of the first lock of each; and the
    statements that lock customers."""
    with CaptureQueriesContext(connection) as seen:
        act()
    found = [(m[1], q["sql"]) for q in seen.captured_queries if (m := LOCK.search(q["sql"]))]
    tables = [table for table in dict.fromkeys(table for table, _ in found) if table in ORDER]
    return tables, [sql for table, sql in found if table == "customers_customer"]


def log(cast, customer, **said):
    told = {"shown": (), "ticked": (), "seen": 10**9, "outcome": "spoke", "is_inbound": True}
    details = LogDetails(key=uuid4(), **told, **said)
    log_contact(cast.north, customer.pk, details, by=cast.sam, now=noon(TUESDAY + days(1)))


def in_order(tables):
    return tables == [table for table in ORDER if table in tables]


@pytest.mark.parametrize("what", ["named", "upset", "promise"])
def test_a_log_that_gives_somebody_work_holds_the_staff_before_the_customer(cast, sold, what):
    named = Named(state="given", name="Ana Ruiz", phone="+12125550177")
    key = NewPromise(item="Second key", department="parts", by=TUESDAY + days(6))
    said = {
        "named": {"is_pleased": True, "named": named},
        "upset": {"upset": Upset()},
        "promise": {"promise": key},
    }[what]
    tables, _ = locked(lambda: log(cast, sold[1].customer, **said))
    assert tables[0] == "stores_store" and in_order(tables)


def test_whoever_is_named_is_locked_with_the_customer_by_id(cast, sold):
    ana, customer = sold[0], sold[1].customer
    assert ana.pk < customer.pk
    named = Named(state="given", name="Ana Ruiz", phone="+12125550177")
    _, customers = locked(lambda: log(cast, customer, is_pleased=True, named=named))
    ids = {int(n) for n in re.search(r'"id" IN \(([\d, ]+)\)', customers[0])[1].split(",")}
    assert {ana.pk, customer.pk} <= ids
    assert "ORDER BY" in customers[0]


@pytest.mark.parametrize("what", ["surveyed", "upset"])
def test_who_was_merged_is_locked_with_who_goes_on_by_id(cast, sold, what):
    merged = sold[0]
    stays = deliver(cast.north, TUESDAY + days(1), salesperson=cast.sam).customer
    merge_customers(stays, merged, words="Same", by=cast.maya, now=noon(TUESDAY + days(1)))
    assert merged.pk < stays.pk
    said = {"surveyed": Surveyed(state="sent")} if what == "surveyed" else {"upset": Upset()}
    _, customers = locked(lambda: log(cast, stays, **said))
    assert str(merged.pk) in customers[0] and str(stays.pk) in customers[0]
    assert "ORDER BY" in customers[0]


def test_a_case_is_opened_and_handed_on_in_that_order(cast, sold):
    about = {"by": cast.sam, "now": noon(TUESDAY), **UPSET}
    tables, _ = locked(lambda: open_heat(cast.north, sold[1].customer, **about))
    assert tables[:2] == ["stores_store", "customers_customer"]
    case = sold[1].customer.heat_cases.get()
    tables, _ = locked(lambda: hand_on_case(case, cast.bea, by=cast.sam, now=noon(TUESDAY)))
    assert tables[:2] == ["stores_store", "customers_customer"]


def test_a_leavers_customers_are_locked_before_what_they_are_owed(cast, sold):
    open_heat(cast.north, sold[1].customer, by=cast.sam, now=noon(TUESDAY), **UPSET)
    member = Membership.objects.get(user=cast.sam)
    tables, customers = locked(lambda: end_membership(member, by=cast.maya, now=noon(TUESDAY)))
    assert customers and in_order(tables)


def test_a_desk_that_says_something_holds_the_staff_who_tell_it_before_the_customer(cast, sold):
    told = {"department": "parts", "by": cast.sam, "today": TUESDAY}
    key = owe(cast.north, sold[1].customer, "Second key", promised_on=TUESDAY, **told)
    ready = Said("ready", word="At the front desk")
    tables, _ = locked(lambda: say(key, ready, by=cast.maya, now=noon(TUESDAY)))
    assert tables[:2] == ["stores_store", "customers_customer"] and in_order(tables)
