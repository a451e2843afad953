"""Surveys, reviews and referrals: recorded when they come in, and shown on the customer's page."""

from datetime import date

import pytest

from customers.actions import merge_customers
from customers.models import Prospect
from dealerfollow.stores.models import Store
from dealerfollow.stores.queries import store_day
from dealerfollow.testing.calls import stand_at
from dealerfollow.testing.sales import buyer, days, deliver, noon
from followups.actions.heat import confirm, open_heat, resolve
from followups.actions.reviews import ask_review
from followups.actions.surveys import SurveyRefused, record_survey
from followups.forms.asks import USUAL_SITES
from followups.models import CsiSurvey, FollowUp, HeatCase, Referral, ReviewAsk
from followups.queries.asks import reviews_naming
from followups.queries.card_asks import asks_of
from followups.queries.facts import facts_for
from followups.queries.known import Known

TUESDAY = date(2026, 3, 3)
LATER = TUESDAY + days(14)


@pytest.fixture
def sold(cast, monkeypatch):
    stand_at(noon(LATER), monkeypatch)
    return deliver(cast.north, TUESDAY, salesperson=cast.sam)


def person(client, sold):
    return client.get(f"/customers/{sold.customer_id}/").content.decode()


def answer(client, sold, **told):
    told = {"state": "answered", "answered_on": LATER, "score": 62, "verbatim": "No call", **told}
    return client.post(f"/deliveries/{sold.pk}/survey/", told)


def test_line_9_the_survey_is_recorded_and_a_low_score_opens_one_heat_case(cast, sold, sign_in):
    client = sign_in(cast.bea)
    assert f"/deliveries/{sold.pk}/survey/" in person(client, sold)
    for score in (62, 60):
        assert answer(client, sold, score=score).status_code == 302
    survey, case = CsiSurvey.objects.get(), HeatCase.objects.get()
    assert (survey.state, survey.score, survey.verbatim) == ("answered", 60, "No call")
    assert (case.owner, case.words, case.severity) == (cast.sam, "No call", "upset")
    assert "score 60" in person(client, sold)


def test_line_9_a_low_score_without_a_word_is_a_fact_of_the_case_and_no_word_of_theirs(
    cast, sold, sign_in
):
    client = sign_in(cast.bea)
    answer(client, sold, verbatim="")
    case = HeatCase.objects.get()
    assert case.words == ""
    page = client.get(f"/heat-cases/{case.pk}/")
    assert ("Survey score", "62") in page.context["facts"]


def test_line_9_what_is_low_the_store_says_itself(cast, sold, sign_in):
    Store.objects.filter(pk=cast.north.pk).update(survey_low_under=50)
    assert answer(sign_in(cast.bea), sold).status_code == 302
    assert not HeatCase.objects.exists()


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"state": ""}, "state"),
        ({"score": ""}, "score"),
        ({"score": 2000}, "score"),
        ({"state": "sent"}, "score"),
        ({"answered_on": ""}, "answered_on"),
        ({"answered_on": LATER + days(1)}, "answered_on"),
        ({"answered_on": TUESDAY - days(1)}, "answered_on"),
    ],
)
def test_what_cannot_be_of_a_survey_is_said_next_to_its_field(cast, sold, sign_in, told, field):
    response = answer(sign_in(cast.bea), sold, **told)
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert not CsiSurvey.objects.exists()


@pytest.mark.parametrize("what", ["used", "used_only_store", "unwound"])
def test_line_2_a_used_car_and_a_used_car_store_never_see_a_survey(
    cast, monkeypatch, sign_in, what
):
    stand_at(noon(LATER), monkeypatch)
    condition = "used" if what == "used" else "new"
    sold = deliver(cast.north, TUESDAY, salesperson=cast.sam, condition=condition)
    if what == "used_only_store":
        Store.objects.filter(pk=cast.north.pk).update(sells_new=False)
    if what == "unwound":
        type(sold).objects.filter(pk=sold.pk).update(unwound_on=LATER)
    client = sign_in(cast.bea)
    page = person(client, sold)
    assert "survey" not in page.lower()
    assert answer(client, sold).status_code == 404
    sold = type(sold).objects.select_related("store", "customer").get(pk=sold.pk)
    with pytest.raises(SurveyRefused):
        record_survey(sold, state="sent", by=cast.bea, now=noon(LATER))


def test_a_sale_undone_while_the_survey_was_typed_has_no_such_page(
    cast, sold, sign_in, monkeypatch
):
    monkeypatch.setattr("followups.views.asks.has_survey", lambda delivery: True)
    type(sold).objects.filter(pk=sold.pk).update(unwound_on=LATER)
    assert answer(sign_in(cast.bea), sold).status_code == 404


def review(client, sold, **told):
    told = {"state": "posted", "site": "Google", "on": LATER, "stars": 5, "quote": "Sam!", **told}
    return client.post(f"/customers/{sold.customer_id}/review/", told)


def test_line_10_a_review_answers_its_ask_and_collects_on_the_page_of_whom_it_names(
    cast, sold, sign_in
):
    about = {"group": cast.group, "store": cast.north, "customer": sold.customer, "site": "Google"}
    asked = {"asked_on": TUESDAY, "asked_by": cast.sam, "changed_at": noon(TUESDAY)}
    ReviewAsk.objects.create(**about, **asked)
    client = sign_in(cast.bea)
    for _ in range(2):
        assert review(client, sold, names=cast.sam.pk).status_code == 302
    found = reviews_naming(cast.sam, [cast.north.pk]).get()
    assert (found.stars, found.asked_on, found.posted_on) == (5, TUESDAY, LATER)
    assert "names Sam Rivera" in person(client, sold)
    assert not reviews_naming(cast.sam, [cast.south.pk]).exists()


def test_line_10_a_review_that_nobody_asked_for_and_one_that_they_would_rather_not(
    cast, sold, sign_in
):
    client = sign_in(cast.bea)
    assert review(client, sold, site="other", other_site="Yelp", stars=2).status_code == 302
    assert review(client, sold, state="declined", stars="", quote="").status_code == 302
    rows = ReviewAsk.objects.order_by("pk").values_list("site", "state", "asked_on")
    assert list(rows) == [("Yelp", "posted", None), ("Google", "declined", None)]


def test_who_would_rather_not_again_answers_the_new_ask(cast, sold, sign_in):
    about = {"group": cast.group, "store": cast.north, "customer": sold.customer, "site": "Google"}
    about |= {"asked_by": cast.sam, "changed_at": noon(TUESDAY)}
    ReviewAsk.objects.create(**about, state="declined", asked_on=TUESDAY - days(700))
    ReviewAsk.objects.create(**about, asked_on=TUESDAY)
    client = sign_in(cast.bea)
    for _ in range(2):
        assert review(client, sold, state="declined", stars="", quote="").status_code == 302
    assert set(ReviewAsk.objects.values_list("state", flat=True)) == {"declined"}
    assert ReviewAsk.objects.count() == 2


def test_rather_not_with_the_stars_left_filled_in_is_told_once(cast, sold, sign_in):
    client = sign_in(cast.bea)
    for _ in range(2):
        assert review(client, sold, state="declined").status_code == 302
    assert ReviewAsk.objects.values_list("state", "stars", "quote").get() == ("declined", None, "")


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"site": "other"}, "other_site"),
        ({"site": "Myspace"}, "site"),
        ({"on": LATER + days(1)}, "on"),
        ({"stars": 7}, "stars"),
        ({"state": "bought"}, "state"),
        ({"quote": "x" * 601}, "quote"),
    ],
)
def test_what_cannot_be_of_a_review_is_said_next_to_its_field(cast, sold, sign_in, told, field):
    response = review(sign_in(cast.bea), sold, **told)
    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])


def test_a_store_asks_for_its_own_sites(cast, sold, sign_in):
    sites = [{"name": "Yelp", "url": "https://yelp.example/north"}]
    Store.objects.filter(pk=cast.north.pk).update(review_sites=sites)
    form = sign_in(cast.bea).get(f"/customers/{sold.customer_id}/review/").context["form"]
    assert [value for value, _ in form.fields["site"].choices] == ["Yelp", "other"]


def test_a_site_without_its_name_or_its_link_is_none(cast, sold, sign_in):
    sites = [{"url": "https://yelp.example/north"}, {"name": "No link"}]
    Store.objects.filter(pk=cast.north.pk).update(review_sites=sites)
    form = sign_in(cast.bea).get(f"/customers/{sold.customer_id}/review/").context["form"]
    assert [value for value, _ in form.fields["site"].choices] == [*USUAL_SITES, "other"]
    day = store_day(Store.objects.get(pk=cast.north.pk), now=noon(LATER))
    row = {"condition": "new", "make": "Honda", "model": "CR-V", "delivered_on": TUESDAY}
    rest = ("delivery_id", "preferred_channel", "flags", "lease_ends_on", "tag_expires_on")
    about = {**dict.fromkeys(rest), **row}
    assert not facts_for(about, ["post_sale"], [], Known(), day).is_review_due


def review_on_card(sold):
    """What the card of their post-sale call says of the review: "ask", "waits" or ""."""
    sold.store.review_sites = [{"name": "Google", "url": "https://example.com/g"}]
    rows = FollowUp.objects.filter(delivery=sold, kind="post_sale")
    return asks_of(rows, (), sold.store, titles=(), offers_referral=True)


def test_the_law_an_open_case_delays_the_review_ask_and_never_removes_it(cast, sold):
    assert review_on_card(sold).review == "ask"
    told = {"severity": "upset", "cause": "money", "words": "Fees", "by": cast.sam}
    case = open_heat(cast.north, sold.customer, now=noon(TUESDAY), **told)
    assert (review_on_card(sold).review, review_on_card(sold).has_open_heat) == ("waits", True)
    case = resolve(case, "Refunded", by=cast.sam, now=noon(TUESDAY))
    assert (review_on_card(sold).review, review_on_card(sold).has_open_heat) == ("waits", False)
    confirm(case, "She said so", by=cast.sam, now=noon(TUESDAY))
    assert review_on_card(sold).review == "ask"


def test_line_10_an_ask_about_a_former_car_is_not_one_about_the_car_they_have_now(cast, sold):
    told = {"severity": "upset", "cause": "money", "words": "Fees", "by": cast.sam}
    ask_review(
        cast.north,
        sold.customer,
        site="Google",
        delivery=sold,
        by=cast.sam,
        today=TUESDAY,
        now=noon(TUESDAY),
    )
    assert review_on_card(sold).review_asked == "Asked Mar 3, Google."
    details = buyer(first_name=sold.customer.first_name, last_name=sold.customer.last_name)
    newer = deliver(cast.north, LATER, salesperson=cast.sam, buyer=details)
    merge_customers(newer.customer, sold.customer, words="One", by=cast.maya, now=noon(LATER))
    FollowUp.objects.filter(delivery=newer).update(kind="check_in")
    newer_row = FollowUp.objects.filter(delivery=newer)
    newer.store.review_sites = [{"name": "Google", "url": "https://example.com/g"}]

    def on_card():
        return asks_of(newer_row, (), newer.store, titles=(), offers_referral=True)

    assert (on_card().review, on_card().review_asked) == ("", "")
    case = open_heat(cast.north, newer.customer, now=noon(LATER), **told)
    resolve(case, "Refunded", by=cast.sam, now=noon(LATER))
    confirm(case, "She said so", by=cast.sam, now=noon(LATER))
    assert on_card().review == "ask"  # it waited for the case: never removed


def test_line_29_and_33_whom_they_named_is_on_their_page_with_the_thank_you(cast, sold, sign_in):
    friend = deliver(cast.north, TUESDAY, salesperson=cast.sam).customer
    prospect = Prospect.objects.create(
        group=cast.group,
        store=cast.north,
        customer=friend,
        source="referral",
        referred_by=sold.customer,
        owner=cast.sam,
        opened_at=noon(TUESDAY),
    )
    about = {"group": cast.group, "store": cast.north, "customer": sold.customer, "by": cast.sam}
    given = Referral.objects.create(
        **about, state="given", name="Ana Ruiz", prospect=prospect, at=noon(TUESDAY)
    )
    Referral.objects.create(**about, state="declined", at=noon(TUESDAY))
    client = sign_in(cast.sam)
    page = person(client, sold)
    assert "Ana Ruiz" in page
    assert "a thank-you is owed" in page
    assert "Rather not" in page
    assert f"/customers/{friend.pk}/" in page
    given.thanked_on = TUESDAY
    given.save()
    assert "thanked Mar 3" in person(client, sold)


@pytest.mark.parametrize(("days_after", "due_on"), [(None, 2), (3, 2), (2, 1)])
def test_line_9_the_call_is_due_before_the_survey_of_that_make_opens(cast, days_after, due_on):
    by_make = {"honda": days_after} if days_after else {"bmw": 2}
    Store.objects.filter(pk=cast.north.pk).update(survey_days_by_make=by_make)
    sold = deliver(Store.objects.get(pk=cast.north.pk), TUESDAY, salesperson=cast.sam)
    row = FollowUp.objects.get(delivery=sold, kind="post_sale")
    assert row.due_on == TUESDAY + days(due_on)
