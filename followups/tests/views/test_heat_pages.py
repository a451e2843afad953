"""Heat cases on screen: opened on the customer's page, listed, and worked step by step."""

from datetime import date
from uuid import uuid4

import pytest
from django.utils.functional import Promise

from customers.actions import merge_customers
from customers.models import Customer
from dealerfollow.stores.actions import create_user, hire
from dealerfollow.stores.models import Store
from dealerfollow.stores.rules.rights import Role
from dealerfollow.testing.calls import stand_at
from dealerfollow.testing.sales import days, deliver, noon
from followups.actions import LogDetails, log_attempt
from followups.actions.heat import open_heat, resolve
from followups.actions.reviews import record_review
from followups.forms.heat import HeardForm
from followups.models import Attempt, AttemptEffect, FollowUp, HeatCase, ReviewAsk
from followups.queries.heat import cases_in, measures_of
from followups.queries.heat_story import stand_of

TUESDAY = date(2026, 3, 3)
WEDNESDAY, FRIDAY = TUESDAY + days(1), TUESDAY + days(3)
SUNDAY = TUESDAY + days(5)


@pytest.fixture
def sold(cast, monkeypatch):
    stand_at(noon(TUESDAY), monkeypatch)
    return deliver(cast.north, TUESDAY, salesperson=cast.sam)


@pytest.fixture
def case(cast, sold):
    told = {"severity": "upset", "cause": "vehicle", "words": "The hood has a run"}
    return open_heat(
        cast.north, sold.customer, **told, by=cast.sam, now=noon(TUESDAY), delivery=sold
    )


def page_of(client, case):
    return client.get(f"/heat-cases/{case.pk}/")


def send(client, case, act, **told):
    return client.post(f"/heat-cases/{case.pk}/{act}/", told)


def shown(case):
    """What the page of the case sends unseen."""
    stand = stand_of(HeatCase.objects.get(pk=case.pk))
    return {name: "" if value is None else value for name, value in stand.items()}


def heard_on(case, on, **told):
    told = {**shown(case), **told}
    return {"key": uuid4(), "how": "spoke", "words": "Slot on Monday", "next_update_on": on, **told}


def test_line_11_a_case_is_opened_on_the_customers_page(cast, sold, sign_in):
    client = sign_in(cast.sam)
    url = f"/customers/{sold.customer_id}/heat/"
    assert url in client.get(f"/customers/{sold.customer_id}/").content.decode()
    told = {"store": cast.north.pk, "severity": "severe", "cause": "vehicle", "words": "Paint run"}
    assert client.post(url, told).status_code == 302
    case = HeatCase.objects.get()
    assert (case.owner, case.next_update_on, case.delivery) == (cast.maya, TUESDAY, sold)
    page = client.get(f"/customers/{sold.customer_id}/").content.decode()
    assert f"/heat-cases/{case.pk}/" in page


def test_what_is_missing_is_said_next_to_its_field(cast, sold, sign_in):
    client = sign_in(cast.sam)
    url = f"/customers/{sold.customer_id}/heat/"
    told = {"store": cast.north.pk, "cause": "rust", "next_update_on": SUNDAY}
    response = client.post(url, told)
    assert response.status_code == 422
    assert response.context["form"].errors == {
        "severity": ["Pick how upset they are."],
        "cause": ["Select a valid choice. rust is not one of the available choices."],
        "words": ["Say it in a few words."],
        "next_update_on": ["The store is closed that day. Pick an open one."],
    }
    assert not HeatCase.objects.exists()


@pytest.fixture
def of_two_stores(cast, sold, sign_in):
    """Sam works at both stores; the entry at South, which bought there, was merged away."""
    hire(cast.sam, Role.SALESPERSON, group=cast.group, store=cast.south)
    south = deliver(cast.south, TUESDAY - days(30), salesperson=cast.noor).customer
    merge_customers(south, sold.customer, words="Same", by=cast.maya, now=noon(TUESDAY))
    sold.customer.refresh_from_db()
    pk = sold.customer.merged_into_id or sold.customer_id
    client = sign_in(cast.sam)
    client.post("/stores/switch/", {"store": cast.south.pk})
    return client, Customer.objects.get(pk=pk)


def test_a_merged_customers_contact_is_of_the_store_on_screen(cast, of_two_stores):
    client, customer = of_two_stores
    answer = client.get(f"/customers/{customer.pk}/contact/")
    assert answer.context["page"].store == cast.south


def test_a_merged_customers_heat_case_is_of_the_store_on_screen(cast, of_two_stores):
    client, customer = of_two_stores
    answer = client.get(f"/customers/{customer.pk}/heat/")
    field = answer.context["form"].fields["store"]
    assert (field.initial, set(field.queryset)) == (cast.south.pk, {cast.north, cast.south})


def test_a_merged_customers_review_is_on_a_site_of_the_store_on_screen(cast, of_two_stores):
    client, customer = of_two_stores
    for store, name in ((cast.north, "Google North"), (cast.south, "Google South")):
        store.review_sites = [{"name": name, "url": "https://g.example"}]
        store.save(update_fields=["review_sites"])
    page = client.get(f"/customers/{customer.pk}/review/")
    choices = [value for value, _ in page.context["form"].fields["site"].choices]
    assert "Google South" in choices
    assert "Google North" not in choices


def test_its_owner_works_at_the_store_that_was_picked(cast, of_two_stores):
    client, customer = of_two_stores
    told = {"severity": "upset", "cause": "money", "words": "Fees", "owner": cast.bea.pk}
    url = f"/customers/{customer.pk}/heat/"
    refused = client.post(url, {**told, "store": cast.south.pk})
    words = ["They make no calls at that store. Pick somebody who does."]
    assert (refused.status_code, refused.context["form"].errors) == (422, {"owner": words})
    assert client.post(url, {**told, "store": cast.north.pk}).status_code == 302
    assert HeatCase.objects.get().owner == cast.bea


def test_the_list_shows_what_is_mine_first_and_the_stores(cast, case, sign_in):
    mine = sign_in(cast.sam).get("/heat-cases/")
    assert [row.name for row in mine.context["rows"]] == [case.customer.name]
    assert [tab["count"] for tab in mine.context["tabs"]] == [1, 1, 0, 0]
    maya = sign_in(cast.maya).get("/heat-cases/")
    assert next(tab["label"] for tab in maya.context["tabs"] if tab["is_current"]) == "The store’s"
    assert maya.context["rows"][0].due.label == "They hear by tomorrow"
    assert sign_in(cast.maya).get("/heat-cases/?which=mine").context["rows"] == []


def test_the_time_until_they_hear_is_measured_and_never_how_many_were_opened(
    cast, case, sign_in, monkeypatch
):
    stand_at(noon(WEDNESDAY), monkeypatch)
    client = sign_in(cast.sam)
    assert send(client, case, "heard", **heard_on(case, FRIDAY)).status_code == 302
    (measure,) = client.get("/heat-cases/").context["measures"]
    assert (measure["first"], measure["first_sample"]) == ("24 h", "median of 1 case, few")
    assert (measure["resolved"], measure["resolved_sample"]) == ("–", "no case yet")


def test_they_heard_is_a_contact_on_their_timeline(cast, case, sign_in, monkeypatch):
    stand_at(noon(WEDNESDAY), monkeypatch)
    client = sign_in(cast.bea)
    told = heard_on(case, FRIDAY)
    for _ in range(2):  # the same page posted twice
        assert send(client, case, "heard", **told).status_code == 302
    attempt = Attempt.objects.get()
    assert (attempt.by, attempt.note, attempt.is_talk) == (cast.bea, "Slot on Monday", True)
    story = page_of(client, case).context["story"]
    assert (story.kept, story.owed, story.coming.when) == (1, 1, "by Fri, Mar 6")
    assert [event.title for event in story.past] == ["Spoke", "Opened"]
    person = client.get(f"/customers/{case.customer_id}/").content.decode()
    assert "Slot on Monday" in person


@pytest.mark.parametrize(
    ("channel", "begun"), [("phone", "They called"), ("text", "They texted"), ("", "")]
)
def test_the_story_says_how_they_got_in_touch(cast, case, sign_in, channel, begun):
    attempt = Attempt.objects.create(
        group_id=case.group_id,
        store=cast.north,
        customer=case.customer,
        by=cast.sam,
        at=noon(TUESDAY),
        made_on=TUESDAY,
        key=uuid4(),
        outcome="spoke",
        channel=channel or "phone",
        direction="in" if begun else "out",
        is_talk=True,
        is_try=not begun,
        proof="claimed",
    )
    row = FollowUp.objects.get(plan__heat_case=case)
    told = {"group_id": case.group_id, "attempt": attempt, "follow_up": row}
    AttemptEffect.objects.create(**told, row_id=row.pk, table="followups_followup")
    line = page_of(sign_in(cast.sam), case).context["story"].past[0]
    assert (line.title, line.chip, line.proof) == ("Spoke", begun, "" if begun else "claimed")


def test_who_was_slower_sees_what_was_logged_and_can_send_it_again(cast, case, sign_in):
    told = heard_on(case, FRIDAY)
    assert send(sign_in(cast.sam), case, "heard", **told).status_code == 302
    bea = sign_in(cast.bea)
    slower = send(bea, case, "heard", **told | {"key": uuid4(), "words": "Also told"})
    form = slower.context["forms"]["heard"]
    assert form.non_field_errors() == ["Somebody has logged something meanwhile. Look again."]
    assert (slower.status_code, Attempt.objects.count()) == (422, 1)
    again = {name: form[name].value() for name in form.fields}
    assert send(bea, case, "heard", **again).status_code == 302
    assert Attempt.objects.latest("pk").note == "Also told"


def test_a_day_that_cannot_be_kept_is_refused_and_what_was_typed_stays(cast, case, sign_in):
    response = send(sign_in(cast.sam), case, "heard", **heard_on(case, SUNDAY, words="Monday at 8"))
    assert response.status_code == 422
    form = response.context["forms"]["heard"]
    assert form.errors == {"next_update_on": ["The store is closed that day. Pick an open one."]}
    assert "Monday at 8" in response.content.decode()
    assert not Attempt.objects.exists()


def test_what_they_did_to_begin_a_contact_is_said_as_it_was(cast, case, sign_in):
    row = FollowUp.objects.open().get(plan__heat_case=case)
    told = {"outcome": "texted", "is_inbound": True, "reason": "The hood", "seen": 10**9}
    log = LogDetails(key=uuid4(), shown=(row.pk,), ticked=(row.pk,), **told)
    log_attempt(row, log, by=cast.sam, now=noon(TUESDAY))
    past = page_of(sign_in(cast.sam), case).context["story"].past
    assert [(line.chip, line.proof) for line in past if line.chip] == [("They texted", "")]


def test_two_stores_of_one_name_are_measured_apart(cast, case):
    Store.objects.filter(pk=cast.south.pk).update(name=cast.north.name)
    south = deliver(cast.south, TUESDAY, salesperson=cast.noor).customer
    told = {"severity": "upset", "cause": "money", "words": "Fees"}
    open_heat(cast.south, south, **told, by=cast.noor, now=noon(TUESDAY))
    cases = cases_in([cast.north.pk, cast.south.pk], cast.group.pk)
    measures = measures_of(cases, noon(TUESDAY))
    assert [one.store for one in measures] == [cast.north.name] * 2


def test_a_cost_that_cannot_be_added_up_is_refused_next_to_its_field(cast, case, sign_in):
    HeatCase.objects.update(cost_cents=2_147_000_000)
    response = send(sign_in(cast.sam), case, "step", words="Another car", cost="1000000")
    words = "With the other steps that is more than can be added up here."
    assert response.status_code == 422
    assert response.context["forms"]["step"].errors == {"cost": [words]}


def test_that_it_is_settled_is_said_in_a_talk(cast, case, sign_in):
    resolve(case, "Painted", by=cast.sam, now=noon(TUESDAY))
    told = {"key": uuid4(), "how": "texted", "words": "It is done", "is_settled": "on"}
    told |= shown(case)
    response = send(sign_in(cast.sam), case, "heard", **told)
    words = "They say so themselves. Take it out, or pick how they answered."
    assert response.context["forms"]["heard"].errors == {"is_settled": [words]}
    assert (response.status_code, Attempt.objects.exists()) == (422, False)


def test_the_words_of_a_field_are_in_the_readers_language():
    """They are put into it when the page is drawn, not when the program starts."""
    message = HeardForm.base_fields["next_update_on"].error_messages["required"]
    assert isinstance(message, Promise)


def test_steps_with_their_cost_a_new_owner_and_the_end(cast, case, sign_in, monkeypatch):
    sam = sign_in(cast.sam)
    assert send(sam, case, "step", words="Loaner", cost="125.50").status_code == 302
    assert send(sam, case, "step", words="Loaner", cost="-3").status_code == 422
    assert send(sam, case, "hand-on", owner=cast.maya.pk, words="I am off").status_code == 302
    assert send(sam, case, "hand-on", owner=cast.noor.pk).status_code == 422
    maya = sign_in(cast.maya)
    assert send(maya, case, "seen").status_code == 302
    facts = dict(page_of(maya, case).context["facts"])
    assert (facts["Cost so far"], facts["Takes care of it"]) == ("$125.50", "Maya Torres")
    assert send(maya, case, "resolved", words="Hood painted").status_code == 302
    again = send(maya, case, "resolved", words="Hood painted")
    assert again.status_code == 422
    assert "resolved already" in again.content.decode()
    stand_at(noon(WEDNESDAY), monkeypatch)
    maya = sign_in(cast.maya)  # the session of yesterday is over
    told = {"key": uuid4(), "how": "met", "words": "Perfect", "is_settled": "on"}
    told |= shown(case)
    assert send(maya, case, "heard", **told).status_code == 302
    case.refresh_from_db()
    assert case.state == "confirmed"
    assert list(page_of(maya, case).context["forms"]) == ["reopen"]
    assert page_of(maya, case).context["story"].past[0].title == "Confirmed by the customer"
    assert send(maya, case, "again", words="It peels").status_code == 302
    case.refresh_from_db()
    assert (case.state, case.reopened) == ("open", 1)


def test_the_review_it_led_to_is_linked(cast, case, sign_in):
    about = {"site": "Google", "state": "posted", "on": TUESDAY, "stars": 5}
    review = record_review(
        cast.north, case.customer, **about, quote="They made it right", now=noon(TUESDAY)
    )
    client = sign_in(cast.sam)
    assert send(client, case, "review", review=10**6).status_code == 422
    assert send(client, case, "review", review=review.pk).status_code == 302
    assert ReviewAsk.objects.get().heat_case == case
    assert page_of(client, case).context["linked"][0]["quote"] == "They made it right"


def test_an_auditor_reads_and_changes_nothing(cast, case, sign_in):
    auditor = create_user("ann@copperline.example", "Ann Auditor")
    hire(auditor, Role.AUDITOR, group=cast.group)
    client = sign_in(auditor)
    assert client.get("/heat-cases/").status_code == 200
    page = page_of(client, case)
    assert (page.status_code, page.context["forms"], page.context["card_url"]) == (200, {}, "")
    assert send(client, case, "step", words="x").status_code == 403


def test_the_call_of_a_case_leads_with_the_case_on_the_list_of_its_owner(
    cast, case, sign_in, monkeypatch
):
    stand_at(noon(WEDNESDAY), monkeypatch)
    row = FollowUp.objects.open().get(plan__heat_case=case)
    card = sign_in(cast.sam).get(f"/calls/{row.pk}/")
    assert card.status_code == 200
    assert "Heat case" in card.content.decode()


def test_a_list_of_many_cases_costs_as_many_questions_as_one(
    cast, case, sign_in, django_assert_max_num_queries
):
    client = sign_in(cast.maya)
    with django_assert_max_num_queries(40) as one:
        client.get("/heat-cases/?which=store")
    for _ in range(4):
        other = deliver(cast.north, TUESDAY, salesperson=cast.sam)
        told = {"severity": "severe", "cause": "money", "words": "Fees"}
        open_heat(cast.north, other.customer, **told, by=cast.sam, now=noon(TUESDAY))
    with django_assert_max_num_queries(40) as five:
        client.get("/heat-cases/?which=store")
    assert len(five) == len(one)


def test_a_case_costs_as_many_questions_with_five_steps_as_with_one(
    cast, case, sign_in, django_assert_max_num_queries
):
    client = sign_in(cast.maya)
    send(client, case, "step", words="Step")
    page_of(client, case)
    with django_assert_max_num_queries(40) as short:
        assert page_of(client, case).status_code == 200
    for n in range(4):
        send(client, case, "step", words=f"Step {n}")
    with django_assert_max_num_queries(40) as longer:
        page = page_of(client, case)
    assert "Step 3" in page.content.decode()
    assert len(longer) == len(short)


def test_no_word_of_a_case_is_a_verdict(cast, case, sign_in):
    client = sign_in(cast.sam)
    resolve(case, "Painted", by=cast.sam, now=noon(TUESDAY))
    text = page_of(client, case).content.decode() + client.get("/heat-cases/").content.decode()
    for word in ("complaint", "fault", "blame", "failed", "guilty"):
        assert word not in text.lower()


def test_line_11_the_card_of_a_case_says_which_day_it_follows_and_not_the_delivery(
    cast, case, sign_in, monkeypatch
):
    row = FollowUp.objects.get(kind="heat")
    stand_at(noon(row.due_on), monkeypatch)
    why = sign_in(cast.sam).get(f"/calls/{row.pk}/").context["card"].why
    assert why[0].startswith("Heat case, due ")
    assert not any("delivery" in line for line in why)
