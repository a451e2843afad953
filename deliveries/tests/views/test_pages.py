"""The pages of this app: who sees what, and that nobody else does."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from dealerfollow.stores.actions import create_user, hire
from dealerfollow.stores.models import Membership
from dealerfollow.stores.rules.rights import Role
from dealerfollow.tenancy.scope import scope
from dealerfollow.testing.sales import buyer, deliver
from deliveries.actions import owe
from deliveries.models import Delivery, ImportBatch, ImportMapping, SalespersonMatch, WeOwe
from deliveries.tests.files import bring_in, file_of, many, row

TODAY = timezone.localdate(timezone=ZoneInfo("America/New_York"))  # the cast's store
LONG_AGO = TODAY - timedelta(days=3)


def owed(cast, **told):
    delivery = deliver(cast.north, LONG_AGO, salesperson=cast.sam)
    facts = {"department": "title", "promised_on": LONG_AGO, "by": cast.sam, "today": LONG_AGO}
    return owe(cast.north, delivery.customer, "Plates", delivery=delivery, **{**facts, **told})


def addresses(cast):
    delivery = deliver(cast.north, LONG_AGO, salesperson=cast.sam)
    batch = bring_in(cast.north, file_of(row(salesperson_id="999", salesperson="NOBODY")))
    match = SalespersonMatch.objects.get()
    we_owe = owed(cast)
    return [
        reverse("deliveries:detail", args=[delivery.pk]),
        reverse("deliveries:correct", args=[delivery.pk]),
        reverse("deliveries:unwind", args=[delivery.pk]),
        *(
            reverse(f"deliveries:{name}", args=[batch.pk])
            for name in (
                "import-batch",
                "import-columns",
                "import-check",
                "import-start",
                "import-progress",
                "import-problems",
            )
        ),
        reverse("deliveries:match", args=[match.pk]),
        reverse("deliveries:we-owe", args=[we_owe.pk]),
    ]


def test_otto_gets_404_at_every_address_with_an_id_and_rows_are_unchanged(cast, sign_in):
    urls = addresses(cast)
    before = rows_of()
    client = sign_in(cast.otto)
    data = {"delivered_on": "2020-01-01", "unwound_on": "2020-01-01", "user": cast.otto.pk,
            "status": "settled", "word": "x"}  # fmt: skip
    for url in urls:
        answers = {client.get(url).status_code, client.post(url, data).status_code}
        assert answers <= {404, 405}, url
    with scope(cast.group.pk):
        assert rows_of() == before


def rows_of():
    tables = Delivery, ImportBatch, SalespersonMatch, WeOwe, ImportMapping
    return [list(table.objects.order_by("pk").values()) for table in tables]


def test_noor_of_another_store_gets_404_for_norths_rows(cast, sign_in):
    client = sign_in(cast.noor)
    for url in addresses(cast)[:2]:
        assert {client.get(url).status_code, client.post(url).status_code} <= {404, 405}


@pytest.mark.parametrize("name", ["list", "new", "import", "unmatched", "we-owes"])
def test_ottos_own_pages_show_nothing_of_north(cast, sign_in, name):
    addresses(cast)
    client = sign_in(cast.otto)
    page = client.get(reverse(f"deliveries:{name}")).content.decode()
    assert "Delgado" not in page
    assert "NOBODY" not in page
    assert "Copperline" not in page


def test_a_salesperson_may_not_import_or_unwind(cast, sign_in):
    delivery = deliver(cast.north, LONG_AGO, salesperson=cast.sam)
    client = sign_in(cast.sam)
    assert client.get(reverse("deliveries:import")).status_code == 403
    assert client.get(reverse("deliveries:unmatched")).status_code == 403
    url = reverse("deliveries:unwind", args=[delivery.pk])
    assert client.post(url, {"unwound_on": TODAY}).status_code == 403
    delivery.refresh_from_db()
    assert delivery.unwound_on is None


def test_a_list_costs_the_same_at_one_row_and_at_thirty(cast, sign_in):
    client = sign_in(cast.maya)
    names = ("list", "we-owes", "unmatched", "import")

    def queries(name):
        with CaptureQueriesContext(connection) as captured:
            assert client.get(reverse(f"deliveries:{name}")).status_code == 200
        return len(captured)

    bring_in(cast.north, file_of(row(salesperson_id="900", salesperson="X")))
    owed(cast)
    queries("list")
    at_one = {name: queries(name) for name in names}
    for n in range(9):
        one = many(n + 1)[n] | {"Salesperson ID": str(n), "Salesperson": f"P{n}"}
        bring_in(cast.north, file_of(one))
    for _ in range(20):
        owed(cast)
    assert {name: queries(name) for name in names} == at_one


def test_the_list_pages_by_key_there_and_back(cast, sign_in):
    for n in range(35):
        deliver(cast.north, date(2026, 1, 1) + timedelta(days=n), salesperson=cast.sam)
    client = sign_in(cast.sam)
    first = client.get(reverse("deliveries:list"))
    second = client.get(reverse("deliveries:list") + first.context["older_url"])
    again = client.get(reverse("deliveries:list") + second.context["newer_url"])
    assert (len(first.context["rows"]), len(second.context["rows"])) == (30, 5)
    assert (first.context["newer_url"], second.context["older_url"]) == ("", "")
    assert again.context["rows"] == first.context["rows"]


@pytest.mark.parametrize("query", ["?before=x", "?after=9_9_9", "?tab=nope&store=99&condition=z"])
def test_nonsense_in_the_address_shows_the_first_page(cast, sign_in, query):
    deliver(cast.north, LONG_AGO)
    page = sign_in(cast.sam).get(reverse("deliveries:list") + query)
    assert len(page.context["rows"]) == 1


def test_the_list_is_filtered_by_text_condition_and_waiting(cast, sign_in):
    wanted = deliver(cast.north, LONG_AGO, buyer=buyer(last_name="Zamboni"), condition="used")
    deliver(cast.north, LONG_AGO)
    client = sign_in(cast.sam)

    def shown(query):
        return [r["url"] for r in client.get(reverse("deliveries:list") + query).context["rows"]]

    expected = [reverse("deliveries:detail", args=[wanted.pk])]
    assert shown("?q=zambo") == shown("?condition=used") == expected
    assert shown(f"?q={wanted.deal_number}") == expected
    assert shown("?tab=waiting") == []


def test_the_day_of_delivery_is_corrected_on_record(cast, sign_in):
    delivery = deliver(cast.north, LONG_AGO, salesperson=cast.sam)
    day = LONG_AGO - timedelta(days=1)
    url = reverse("deliveries:correct", args=[delivery.pk])
    client = sign_in(cast.sam)
    assert client.post(url, {"delivered_on": TODAY + timedelta(days=2)}).status_code == 422
    assert client.post(url, {"delivered_on": day}).status_code == 302
    delivery.refresh_from_db()
    assert delivery.delivered_on == day
    page = client.get(reverse("deliveries:detail", args=[delivery.pk]))
    assert page.context["changes"][0]["field"] == "Delivered on"


def test_a_correction_that_is_refused_asks_once_why_the_sale_was_undone(cast, sign_in):
    """And says it: the page that comes back shows what was asked for its refusal."""
    delivery = deliver(cast.north, LONG_AGO, salesperson=cast.sam)
    client = sign_in(cast.maya)
    client.post(reverse("deliveries:unwind", args=[delivery.pk]), {"unwound_on": TODAY})
    with CaptureQueriesContext(connection) as asked:
        page = client.post(
            reverse("deliveries:correct", args=[delivery.pk]), {"delivered_on": LONG_AGO}
        )
    assert page.status_code == 422
    assert page.context["undone"] == "Unwound"
    told = [q["sql"] for q in asked if "deliveries_deliverychange" in q["sql"]]
    assert len([sql for sql in told if "'unwound_on'" in sql and "delivered_on" not in sql]) == 1


def test_a_manager_unwinds_a_sale(cast, sign_in):
    delivery = deliver(cast.north, LONG_AGO, salesperson=cast.sam)
    url = reverse("deliveries:unwind", args=[delivery.pk])
    assert sign_in(cast.maya).post(url, {"unwound_on": TODAY}).status_code == 302
    delivery.refresh_from_db()
    assert delivery.unwound_on == TODAY


def test_maya_matches_a_salesperson_with_one_press(cast, sign_in):
    bring_in(cast.north, file_of(row(salesperson_id="", salesperson="RIVERA S")))
    match = SalespersonMatch.objects.get()
    client = sign_in(cast.maya)
    page = client.get(reverse("deliveries:unmatched"))
    assert [r["suggested"] for r in page.context["rows"]] == [cast.sam.pk]
    url = reverse("deliveries:match", args=[match.pk])
    assert client.post(url, {"user": cast.noor.pk}).status_code == 422  # works elsewhere
    answer = client.post(url, {"user": cast.sam.pk}, follow=True)
    assert answer.context["rows"] == []
    assert Delivery.objects.get().salesperson == cast.sam


def test_edge_76_the_name_of_an_unknown_id_is_offered_and_matched_with_one_press(cast, sign_in):
    Membership.objects.filter(user=cast.sam).update(dms_id="")
    bring_in(cast.north, file_of(row(salesperson_id="0999", salesperson="SAM RIVERA")))
    delivery = Delivery.objects.get()
    assert delivery.salesperson is None
    client = sign_in(cast.maya)
    (offered,) = client.get(reverse("deliveries:unmatched")).context["rows"]
    assert offered["suggested"] == cast.sam.pk
    client.post(offered["url"], {"user": offered["suggested"]})
    delivery.refresh_from_db()
    assert delivery.salesperson == cast.sam


@pytest.fixture
def tina(cast):
    user = create_user("tina@copperline.example", "Tina Title", password="correct horse battery")
    hire(user, Role.DEPARTMENT, group=cast.group, store=cast.north, department="title")
    return user


def test_a_department_sees_name_and_car_and_no_more_of_the_customer(cast, sign_in, tina):
    row_owed = owed(cast)
    client = sign_in(tina)
    page = client.get(reverse("deliveries:we-owes"))
    text = page.content.decode()
    customer = row_owed.customer
    assert customer.name in text
    assert customer.emails.get().address not in text
    assert customer.phones.get().number.as_national not in text
    assert reverse("customers:customer", args=[customer.pk]) not in text
    assert client.get(reverse("deliveries:list")).status_code == 403


def test_a_department_says_a_word_sets_a_date_and_settles(cast, sign_in, tina):
    row_owed = owed(cast)
    client = sign_in(tina)
    url = reverse("deliveries:we-owe", args=[row_owed.pk])
    assert client.post(url, {"status": "waiting", "word": ""}).status_code == 422
    day = TODAY + timedelta(days=4)
    client.post(url, {"status": "waiting", "word": "At the state", "promised_on": day})
    row_owed.refresh_from_db()
    assert (row_owed.word, row_owed.promised_on, row_owed.word_by) == ("At the state", day, tina)
    client.post(url, {"status": "ready", "word": "Front desk"})
    row_owed.refresh_from_db()
    assert (row_owed.status, row_owed.promised_on) == ("ready", day)
    client.post(url, {"status": "settled"})
    row_owed.refresh_from_db()
    assert (row_owed.status, row_owed.word) == ("done", "Front desk")
    assert client.post(url, {"status": "waiting", "word": "again"}).status_code == 302
    row_owed.refresh_from_db()
    assert row_owed.status == "done"


def test_the_longest_overdue_leads_the_desk(cast, sign_in):
    late = owed(cast, promised_on=LONG_AGO - timedelta(days=30))
    owed(cast, promised_on=TODAY + timedelta(days=2))
    owed(cast, promised_on=None)
    page = sign_in(cast.maya).get(reverse("deliveries:we-owes"))
    groups = page.context["groups"]
    assert [len(g["rows"]) for g in groups] == [1, 1, 1]
    assert groups[0]["tone"] == "miss"
    assert f"owe={late.pk}" in groups[0]["rows"][0]["url"]
