"""Who may open the accountability pages, and what they then see."""

import re
from datetime import date, time

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accountability.models import Excuse
from accountability.tests.history import NOW, live_a_month, read_csv
from accountability.tests.sweeping import TUESDAY, at, close, post_sale, tried
from customers.models import Customer
from dealerfollow.stores.models import Store
from dealerfollow.testing.sales import deliver, sale
from dealerfollow.web.csv_files import safe_cell
from deliveries.actions import record_delivery

PAGES = (
    "/accountability/",
    "/accountability/rows/?metric=missed",
    "/accountability/misses/",
    "/accountability/table.csv",
    "/accountability/rows.csv?metric=due",
    "/accountability/misses.csv",
)
LISTS = (
    "/accountability/",
    "/accountability/rows/?metric=missed",
    "/accountability/rows/?metric=units",
    "/accountability/rows/?metric=excused",
    "/accountability/misses/",
    "/accountability/misses/?tab=excused",
)
MARCH = "period=2026-03-01..2026-03-31"


@pytest.fixture(autouse=True)
def in_march():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.mark.parametrize("address", PAGES)
def test_a_salesperson_and_the_bdc_may_not_look(cast, sign_in, address):
    for user in (cast.sam, cast.bea):
        assert sign_in(user).get(address).status_code == 403


@pytest.mark.parametrize("address", PAGES)
def test_another_group_sees_nothing_of_it(cast, sign_in, address):
    post_sale(cast.north, cast.sam)
    close(cast.north, date(2026, 3, 5))
    otto = sign_in(cast.otto)
    body = otto.get(address, {"period": MARCH[7:], "metric": "due"}).content.decode()
    assert not re.search("Maria|Sam Rivera|Copperline", body)
    joint = "&" if "?" in address else "?"
    assert otto.get(f"{address}{joint}store=north").status_code == 404
    assert otto.get(f"{address}{joint}person={cast.sam.pk}").status_code == 404


def test_a_manager_may_not_ask_for_a_store_of_others(cast, sign_in):
    assert sign_in(cast.maya).get("/accountability/?store=south").status_code == 404
    assert sign_in(cast.maya).get("/accountability/?store=all").status_code == 404


@pytest.mark.parametrize(
    "query",
    [
        "condition=both",
        "person=x",
        "person=-1",
        "person=99999999999999999999",
        "store=%00",
        "metric=id",
    ],
)
def test_hostile_filters_are_not_found(cast, sign_in, query):
    first = "" if query.startswith("metric") else "metric=due&"
    assert sign_in(cast.maya).get(f"/accountability/rows/?{first}{query}").status_code == 404


@pytest.mark.parametrize(
    "query", ["period=nonsense", "start=2026-13-01&end=2026-03-02", "start=2026-03-09"]
)
def test_days_that_make_no_sense_are_said_beside_the_picker(cast, sign_in, query):
    response = sign_in(cast.maya).get(f"/accountability/?{query}")
    assert response.status_code == 200
    assert response.context["asked"].problem
    assert 'role="alert"' in response.content.decode()


def test_a_small_sample_is_a_fraction_and_is_said_to_be_small(cast, sign_in):
    post_sale(cast.north, cast.sam)
    close(cast.north, date(2026, 3, 5))
    context = sign_in(cast.maya).get(f"/accountability/?{MARCH}").context
    assert context["store"].on_time.rate == "0 of 1"
    assert context["on_time_words"] == "0% of the few that were due."


def test_a_rookie_has_honest_zeros(cast, sign_in):
    close(cast.north, date(2026, 3, 5))
    context = sign_in(cast.maya).get(f"/accountability/?{MARCH}").context
    line = next(line for line in context["people"] if line.name == "Sam Rivera")
    assert (line.due.count, line.on_time.rate) == (0, "–")


def test_before_the_first_evening_the_page_says_so(cast, sign_in):
    page = sign_in(cast.maya).get("/accountability/")
    assert page.context["empty"]["title"] == "No day has closed yet"


def test_a_store_that_sells_used_cars_only_shows_used_only(cast, sign_in):
    Store.objects.filter(pk=cast.north.pk).update(sells_new=False)
    post_sale(cast.north, cast.sam, condition="used")
    close(cast.north, date(2026, 3, 5))
    context = sign_in(cast.maya).get(f"/accountability/?{MARCH}").context
    assert [one["label"] for one in context["conditions"]] == ["Used"]


def test_the_tiles_say_what_must_not_fall_through(cast, sign_in):
    Store.objects.filter(pk=cast.north.pk).update(sold_file_expected_at=time(6))
    waiting = sale(None, sold_on=date(2026, 3, 20))
    record_delivery(
        cast.north, waiting, by=None, now=at(date(2026, 3, 20), 12), salesperson=cast.sam
    )
    deliver(cast.north, TUESDAY, salesperson=cast.sam)
    feed, unscheduled, undelivered = sign_in(cast.maya).get("/accountability/").context["tiles"]
    assert (feed.is_red, feed.label) == (True, "Sold file expected, not received")
    assert (unscheduled.value, unscheduled.sub_tone, unscheduled.is_red) == ("0", "ok", False)
    assert (undelivered.value, undelivered.sub) == ("1", "longest 12 days")
    assert sign_in(cast.maya).get(undelivered.url).context["page"].paginator.count == 1


def test_the_ledger_says_who_whom_how_late_and_why(cast, sign_in):
    call = post_sale(cast.north, cast.sam, flags=("after_dark",))
    call.customer.phones.all().delete()
    close(cast.north, date(2026, 3, 5))
    page = sign_in(cast.maya).get(f"/accountability/misses/?{MARCH}")
    ((row, url),) = page.context["rows"]
    assert (row.name, row.person, row.due) == (call.customer.name, "Sam Rivera", "Mar 5")
    assert row.what == "Post-sale call, day 2 · 2026 Honda CR-V, new"
    assert (row.wait.label, row.wait.tone) == ("27 days", "miss")
    assert row.why == "No number on file · Delivery after dark"
    assert url in ("", f"/customers/{call.customer_id}/")
    assert [tab["count"] for tab in page.context["tabs"]] == [1, 0, 0]


def test_the_ledger_says_which_calls_the_numbers_count_on_an_earlier_day(cast, sign_in):
    call = post_sale(cast.north, cast.sam)
    tried(call, cast.sam, at(date(2026, 3, 5), 11), next_on=date(2026, 3, 10))
    close(cast.north, date(2026, 3, 5))
    close(cast.north, date(2026, 3, 10))
    page = sign_in(cast.maya).get("/accountability/misses/?period=2026-03-09..2026-03-31")
    ((row, _),) = page.context["rows"]
    assert row.due == "Mar 10, try 2"
    words = "1 of them was first due before Mar 9: Accountability counts it there."
    assert page.context["aside"] == words
    assert words in page.content.decode()
    assert sign_in(cast.maya).get(f"/accountability/misses/?{MARCH}").context["aside"] == ""


def test_the_number_of_queries_does_not_grow_with_the_rows(cast, sign_in):
    client = sign_in(cast.maya)

    def queries(address):
        joint = "&" if "?" in address else "?"
        with CaptureQueriesContext(connection) as captured:
            assert client.get(f"{address}{joint}{MARCH}").status_code == 200
        return len(captured)

    post_sale(cast.north, cast.sam)
    close(cast.north, date(2026, 3, 5))
    row = post_sale(cast.north, cast.sam)
    Excuse.objects.create(
        group=cast.group,
        store=cast.north,
        follow_up=row,
        day=date(2026, 3, 5),
        reason="system",
        created_at=NOW,
    )
    queries(LISTS[0])
    few = {address: queries(address) for address in LISTS}
    live_a_month(cast)
    assert {address: queries(address) for address in LISTS} == few


def test_a_formula_in_a_name_is_text_in_the_csv(cast, sign_in):
    call = post_sale(cast.north, cast.sam)
    Customer.objects.filter(pk=call.customer_id).update(
        first_name="=HYPERLINK(1)", last_name='Ñandú "Q", Jr'
    )
    close(cast.north, date(2026, 3, 5))
    client = sign_in(cast.maya)
    for page in ("rows.csv?metric=missed&", "misses.csv?"):
        (row,) = read_csv(client.get(f"/accountability/{page}{MARCH}"))
        assert row["Customer"] == '\'=HYPERLINK(1) Ñandú "Q", Jr'


@pytest.mark.parametrize("risky", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"])
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(risky):
    assert safe_cell(risky) == f"'{risky}"
    assert safe_cell(-1) == -1
    assert safe_cell("a\x00b") == "ab"
