"""The pages of customers: found while typing, the whole story, each change, and who may not."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from customers.actions import link_household
from customers.models import Consent, ContactStop, Customer, CustomerPhone, HouseholdLink
from customers.views import search as search_view
from dealerfollow.stores.actions import hire
from dealerfollow.stores.rules.rights import Role
from dealerfollow.testing.sales import buyer, deliver
from deliveries.actions import owe
from followups.models import FollowUp

TUESDAY = date(2026, 3, 3)


@pytest.fixture
def stokes(cast):
    """Joanne Stokes of North, who bought with Bill."""
    joanne = buyer(first_name="Joanne", last_name="Stokes", phones=(("+14805550178", "mobile"),))
    bill = buyer(first_name="Bill", last_name="Stokes", phones=(("+14805550199", "mobile"),))
    sale = deliver(cast.north, TUESDAY, buyer=joanne, co_buyer=bill, salesperson=cast.sam)
    return sale.customer


def page(name, customer, **more):
    return reverse(f"customers:{name}", args=[customer.pk, *more.values()])


def text_of(response):
    return response.content.decode()


def fresh(customer):
    return Customer.objects.get(pk=customer.pk)


def test_the_search_page_finds_and_links(cast, sign_in, stokes):
    response = sign_in(cast.sam).get("/customers/", {"q": "stokes"})
    rows = response.context["rows"]
    assert [(r.name, r.detail, r.person) for r in rows] == [
        ("Bill Stokes", "…0199 · New York", "Sam Rivera"),
        ("Joanne Stokes", "…0178 · New York", "Sam Rivera"),
    ]
    assert f'href="/customers/{stokes.pk}/"' in text_of(response)
    assert response.context["words"] == "2 found"


def test_nothing_typed_says_what_to_type_and_nothing_found_what_to_do(cast, sign_in):
    client = sign_in(cast.sam)
    assert "Type part of a name or number" in text_of(client.get("/customers/"))
    assert "Nobody found for “zzqq”" in text_of(client.get("/customers/?q=zzqq"))


def test_a_search_with_more_than_a_page_says_so(cast, sign_in, monkeypatch):
    monkeypatch.setattr(search_view, "LIMIT", 2)
    for _ in range(3):
        deliver(cast.north, TUESDAY, buyer=buyer(last_name="Garcia"))
    response = sign_in(cast.sam).get("/customers/?q=garcia")
    assert (len(response.context["rows"]), response.context["is_more"]) == (2, True)


def test_the_search_page_runs_the_same_queries_at_one_row_and_at_ten(
    cast, sign_in, django_assert_num_queries, stokes
):
    client = sign_in(cast.sam)
    client.get("/customers/?q=stokes")
    with CaptureQueriesContext(connection) as one:
        client.get("/customers/?q=joanne")
    for _ in range(9):
        deliver(cast.north, TUESDAY, buyer=buyer(last_name="Garcia"))
    with django_assert_num_queries(len(one)):
        client.get("/customers/?q=garcia")


def test_the_story_shows_people_cars_promises_and_what_is_due(cast, sign_in, stokes):
    owe(
        cast.north,
        stokes,
        "Second key",
        department="parts",
        promised_on=None,
        by=cast.sam,
        today=TUESDAY,
    )
    body = text_of(sign_in(cast.sam).get(page("customer", stokes)))
    card = FollowUp.objects.get(customer=stokes, kind="post_sale")
    for words in (
        "(480) 555-0178",
        "Bill Stokes",
        "2026 Honda CR-V",
        "Second key",
        "Post-sale call",
        f'href="/calls/{card.pk}/"',
        "May we contact them?",
    ):
        assert words in body


def test_a_co_buyer_has_a_whole_page_of_their_own(cast, sign_in, stokes):
    bill = Customer.objects.get(first_name="Bill")
    body = text_of(sign_in(cast.sam).get(page("customer", bill)))
    assert "as co-buyer" in body
    assert "Joanne Stokes" in body


def test_the_story_runs_the_same_queries_whatever_the_history(
    cast, sign_in, django_assert_num_queries, stokes
):
    client = sign_in(cast.sam)
    client.get(page("customer", stokes))
    with CaptureQueriesContext(connection) as first:
        client.get(page("customer", stokes))
    for n in range(4):
        owe(
            cast.north,
            stokes,
            f"Mat {n}",
            department="parts",
            promised_on=None,
            by=None,
            today=TUESDAY,
        )
        CustomerPhone.objects.create(
            group=cast.group, customer=stokes, number=f"+1480555010{n}", rank=n + 1
        )
    with django_assert_num_queries(len(first)):
        client.get(page("customer", stokes))


def test_who_bought_in_two_stores_is_seen_in_both(cast, sign_in, stokes):
    stokes.store = cast.south
    stokes.save()
    assert sign_in(cast.sam).get(page("customer", stokes)).status_code == 200
    assert sign_in(cast.noor).get(page("customer", stokes)).status_code == 200


def test_the_store_without_a_sale_does_not_see_them(cast, sign_in, stokes):
    assert sign_in(cast.noor).get(page("customer", stokes)).status_code == 404


def test_an_auditor_reads_and_changes_nothing(cast, sign_in, stokes):
    hire(cast.noor, Role.AUDITOR, group=cast.group, store=cast.north)
    client = sign_in(cast.noor)
    body = text_of(client.get(page("customer", stokes)))
    assert "Asked us to stop" not in body
    answer = client.post(page("stop", stokes), {"scope": "everything", "channel": "all"})
    assert (answer.status_code, ContactStop.objects.count()) == (403, 0)


EDIT = {
    "first_name": "Joanne",
    "last_name": "Stokes-Peña",
    "language": "es",
    "preferred_channel": "text",
    "reach_from": "09:00",
    "reach_until": "17:00",
    "born_on": "1980-05-04",
    "address": "1 Main St",
    "city": "Phoenix",
    "state": "AZ",
    "postal_code": "85001",
    "how_they_use_it": "Tows a camper",
}


def test_an_edit_is_saved(cast, sign_in, stokes):
    answer = sign_in(cast.sam).post(page("edit", stokes), EDIT)
    assert (answer.status_code, answer["Location"]) == (302, page("customer", stokes))
    saved = fresh(stokes)
    assert (saved.name, saved.language, saved.born_on) == (
        "Joanne Stokes-Peña",
        "es",
        date(1980, 5, 4),
    )


@pytest.mark.parametrize(
    ("told", "field", "words"),
    [
        ({"first_name": "", "last_name": ""}, "last_name", "Give a name"),
        ({"reach_until": ""}, "reach_until", "Give both hours, or none."),
        ({"reach_until": "08:00"}, "reach_until", "This lies before the other hour."),
        ({"born_on": "1825-01-01"}, "born_on", "Not a year in which somebody was born."),
        ({"born_on": "2980-01-01"}, "born_on", "Not a year in which somebody was born."),
        ({"born_on": "soon"}, "born_on", "Enter a valid date."),
        ({"language": "xx"}, "language", "Select a valid choice"),
        ({"state": "ZZ"}, "state", "Select a valid choice"),
        ({"first_name": "x" * 300}, "first_name", "at most 80 characters"),
        ({"last_name": "a\x00b"}, "last_name", "Null characters are not allowed."),
    ],
)
def test_a_bad_edit_says_so_next_to_the_field(cast, sign_in, stokes, told, field, words):
    answer = sign_in(cast.sam).post(page("edit", stokes), {**EDIT, **told})
    assert answer.status_code == 422
    assert words in answer.context["form"].errors[field][0]
    assert fresh(stokes).last_name == "Stokes"


def test_a_number_is_added(cast, sign_in, stokes):
    told = {"number": "(480) 555-0123", "kind": "home", "is_first": "on"}
    sign_in(cast.sam).post(page("new-phone", stokes), told)
    numbers = stokes.phones.order_by("rank").values_list("number", "kind")
    assert [(str(n), k) for n, k in numbers] == [
        ("+14805550123", "home"),
        ("+14805550178", "mobile"),
    ]


@pytest.mark.parametrize("number", ["12", "call me", "555-01", "", "(480) 555-0178", "1" * 60])
def test_a_bad_or_known_number_is_refused_next_to_the_field(cast, sign_in, stokes, number):
    answer = sign_in(cast.sam).post(page("new-phone", stokes), {"number": number, "kind": "home"})
    assert answer.status_code == 422
    assert answer.context["form"].errors["number"]
    assert stokes.phones.count() == 1


def test_a_number_is_corrected_and_marked_wrong(cast, sign_in, stokes):
    client, phone = sign_in(cast.sam), stokes.phones.get()
    told = {"number": "480 555 0111", "kind": "mobile"}
    client.post(page("phone", stokes, phone=phone.pk), told)
    assert str(stokes.phones.get().number) == "+14805550111"
    client.post(page("wrong-number", stokes, phone=phone.pk))
    assert stokes.phones.get().wrong_at is not None


def test_an_address_is_added_and_corrected(cast, sign_in, stokes):
    client, first = sign_in(cast.sam), stokes.emails.get()
    client.post(page("new-email", stokes), {"address": "Jo@Example.com"})
    client.post(page("email", stokes, email=first.pk), {"address": "joanne@example.com"})
    assert set(stokes.emails.values_list("address", flat=True)) == {
        "jo@example.com",
        "joanne@example.com",
    }
    bad = client.post(page("new-email", stokes), {"address": "jo@"})
    assert (bad.status_code, stokes.emails.count()) == (422, 2)


def test_a_stop_is_recorded_with_its_effect_in_words(cast, sign_in, stokes):
    told = {"scope": "everything", "channel": "all", "words": "Take me off your list"}
    answer = sign_in(cast.sam).post(page("stop", stokes), told, follow=True)
    assert "Nobody in the group contacts them from now on" in text_of(answer)
    assert "Take me off your list" in text_of(answer)
    assert "Open the card" not in text_of(answer)
    assert ContactStop.objects.filter(customer=stokes, recorded_by=cast.sam).exists()
    assert FollowUp.objects.get(customer=stokes, kind="post_sale").state == "stopped"


def test_no_sales_contact_is_not_called_do_not_contact(cast, sign_in, stokes):
    told = {"scope": "sales", "channel": "all", "words": ""}
    body = text_of(sign_in(cast.sam).post(page("stop", stokes), told, follow=True))
    assert "No sales contact" in body
    assert "Do not contact" not in body


def test_a_relative_whom_only_the_other_store_knows_is_not_named(cast, sign_in, stokes):
    aunt = deliver(cast.south, TUESDAY, buyer=buyer(first_name="Zelda", last_name="Quist")).customer
    link_household(stokes, aunt, "relative", today=TUESDAY)
    assert "Zelda" not in text_of(sign_in(cast.sam).get(page("customer", stokes)))
    assert "Zelda" in text_of(sign_in(cast.grace).get(page("customer", stokes)))


def test_a_stop_asks_for_its_scope(cast, sign_in, stokes):
    answer = sign_in(cast.sam).post(page("stop", stokes), {"channel": "all"})
    assert answer.status_code == 422
    assert answer.context["form"].errors["scope"] == ["Sales contact only, or any contact?"]
    assert ContactStop.objects.count() == 0


def test_consent_is_recorded(cast, sign_in, stokes):
    told = {"channel": "text", "state": "given", "source": "signed at delivery"}
    sign_in(cast.sam).post(page("consent", stokes), told)
    consent = Consent.objects.get(customer=stokes)
    assert (consent.channel, consent.state, consent.source) == (
        "text",
        "given",
        "signed at delivery",
    )


def test_a_fact_is_noted_and_an_empty_one_is_not(cast, sign_in, stokes):
    client = sign_in(cast.sam)
    assert client.post(page("note-fact", stokes), {"text": " "}).status_code == 422
    client.post(page("note-fact", stokes), {"text": "Coaches soccer"})
    assert [f.text for f in stokes.facts.all()] == ["Coaches soccer"]


def test_a_household_member_is_found_and_linked(cast, sign_in, stokes):
    drew = deliver(cast.north, TUESDAY, buyer=buyer(first_name="Drew", last_name="Stokes")).customer
    client = sign_in(cast.sam)
    found = client.get(page("household", stokes), {"q": "drew"})
    assert [r.pk for r in found.context["rows"]] == [drew.pk]
    client.post(page("household", stokes), {"other": drew.pk, "kind": "child"})
    assert HouseholdLink.objects.get(customer=stokes, other=drew).kind == "child"


@pytest.mark.parametrize("told", [{}, {"other": "x", "kind": "child"}, {"kind": "child"}])
def test_a_link_to_nobody_is_refused(cast, sign_in, stokes, told):
    assert sign_in(cast.sam).post(page("household", stokes), told).status_code == 422


def test_a_link_to_oneself_and_to_another_store_is_refused(cast, sign_in, stokes):
    client = sign_in(cast.sam)
    other = deliver(cast.south, TUESDAY).customer
    before = HouseholdLink.objects.count()
    told = {"other": stokes.pk, "kind": "child"}
    assert client.post(page("household", stokes), told).status_code == 422
    told = {"other": other.pk, "kind": "child"}
    assert client.post(page("household", stokes), told).status_code == 404
    assert HouseholdLink.objects.count() == before


MUTATIONS = [
    ("edit", {}, EDIT),
    ("new-phone", {}, {"number": "(480) 555-0123", "kind": "home"}),
    ("phone", {"phone": "phones"}, {"number": "(480) 555-0123", "kind": "home"}),
    ("wrong-number", {"phone": "phones"}, {}),
    ("new-email", {}, {"address": "otto@example.com"}),
    ("email", {"email": "emails"}, {"address": "otto@example.com"}),
    ("stop", {}, {"scope": "everything", "channel": "all"}),
    ("consent", {}, {"channel": "text", "state": "given", "source": "x"}),
    ("note-fact", {}, {"text": "Otto was here"}),
    ("household", {}, {"other": 1, "kind": "child"}),
    ("confirm-child", {}, {"row": 1}),
    ("service-visit", {}, {"serviced_on": "2026-03-02"}),
]


def everything_about(customer):
    customer = fresh(customer)
    return (
        [getattr(customer, f.attname) for f in Customer._meta.concrete_fields],
        list(customer.phones.values()),
        list(customer.emails.values()),
        list(customer.stops.values()),
        list(customer.consents.values()),
        list(customer.facts.values()),
        list(customer.links.values()),
        list(FollowUp.objects.filter(customer=customer).values()),
    )


@pytest.mark.parametrize(("name", "more", "told"), MUTATIONS, ids=[m[0] for m in MUTATIONS])
@pytest.mark.parametrize("who", ["otto", "noor"])
def test_another_group_or_store_gets_404_and_nothing_changes(
    cast, sign_in, stokes, name, more, told, who
):
    address = page(name, stokes, **{k: getattr(stokes, v).get().pk for k, v in more.items()})
    before = everything_about(stokes)
    client = sign_in(getattr(cast, who))
    assert client.post(address, told).status_code == 404
    assert "Stokes" not in text_of(client.get(page("customer", stokes)))
    assert everything_about(stokes) == before


def test_somebody_elses_number_is_not_reached_through_ones_own_customer(cast, sign_in, stokes):
    other = deliver(cast.south, TUESDAY).customer.phones.get()
    address = page("phone", stokes, phone=other.pk)
    answer = sign_in(cast.sam).post(address, {"number": "(480) 555-0123", "kind": "home"})
    assert answer.status_code == 404
    assert CustomerPhone.objects.get(pk=other.pk).number == other.number


@pytest.mark.parametrize("role", [Role.DEPARTMENT, Role.IT])
def test_departments_and_it_see_no_customer(cast, sign_in, stokes, role):
    from dealerfollow.stores.actions import create_user

    user = create_user("desk@copperline.example", "Desk")
    hire(user, role, group=cast.group, store=cast.north)
    client = sign_in(user)
    assert client.get("/customers/?q=stokes").status_code == 403
    assert client.get(page("customer", stokes)).status_code == 403
