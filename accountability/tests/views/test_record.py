"""A person's record after the sale: what it counts, who may open it, and a rookie's zeros."""

from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accountability.queries.record import record_of
from accountability.tests.history import NOW, TODAY, live_a_month
from accountability.tests.sweeping import TUESDAY, at, close, post_sale, tried
from accountability.views.record_lists import lists_of
from customers.actions import link_household, merge_customers
from dealerfollow.lib.periods import last_days
from dealerfollow.stores.actions import end_membership, hire
from dealerfollow.stores.models import Membership
from dealerfollow.stores.queries import calendar_of
from dealerfollow.stores.rules.rights import Role
from dealerfollow.testing.sales import buyer, deliver
from deliveries.actions import unwind_delivery
from followups.actions.heat import confirm, open_heat, resolve
from followups.actions.referrals import give_referral
from followups.actions.reviews import record_review

LONG_AGO = date(2024, 5, 6)


@pytest.fixture(autouse=True)
def on_april_first():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def maria(cast):
    """Maria bought from Noor's colleague two years ago, and again from Sam."""
    person = buyer(first_name="Maria", last_name="Ortega")
    deliver(cast.north, LONG_AGO, salesperson=cast.maya, buyer=person)
    return deliver(cast.north, TUESDAY, salesperson=cast.sam, buyer=person).customer


def url_of(user):
    return f"/accountability/people/{user.pk}/"


def record(cast, user=None, *stores):
    return record_of(user or cast.sam, stores or (cast.north,), today=TODAY)


def hired(user, on):
    Membership.objects.filter(user=user).update(started_on=on)


def named(cast, customer, who, number, by, on):
    return give_referral(
        cast.north,
        customer,
        name=who,
        phone=number,
        owner=by,
        calendar=calendar_of(cast.north, today=on),
        by=by,
        today=on,
        now=at(on, 12),
    )


def upset(cast, customer, by):
    told = {"severity": "upset", "cause": "vehicle", "words": "A rattle"}
    return open_heat(cast.north, customer, by=by, now=at(TUESDAY, 12), **told)


def test_line_15_calls_kept_are_the_dashboards_own_numbers_and_open_their_rows(cast, sign_in):
    post_sale(cast.north, cast.sam, delivered_on=date(2026, 2, 10))
    close(cast.north, date(2026, 2, 12))
    live_a_month(cast)
    client = sign_in(cast.maya)
    page = client.get(url_of(cast.sam))
    days = last_days(TODAY, 365)
    board = client.get("/accountability/", {"period": str(days)}).context
    line = next(line for line in board["people"] if line.name == "Sam Rivera")
    on_time, reached = page.context["facts"][:2]
    assert (on_time.value, reached.value) == (line.on_time.rate, line.reached.rate)
    for fact, said in ((on_time, line.on_time), (reached, line.reached)):
        rows = client.get(fact.url).context
        assert rows["page"].paginator.count == said.count > 0
        assert rows["record_url"] == url_of(cast.sam)
    assert f"{line.due.count} calls were due in the last twelve months" in page.context["lead"]
    months = page.context["chart"]["bars"]
    assert [bar["month"] for bar in months] == ["Feb", "Mar"]
    assert sum(bar["due"] for bar in months) == line.due.count
    assert sum(bar["made"] for bar in months) == line.on_time.count


def test_line_15_a_repeat_sale_is_to_who_had_bought_here_before_from_anybody(cast, maria):
    deliver(cast.north, TUESDAY, salesperson=cast.sam)
    found = record(cast)
    assert (found.customers, found.cars, found.repeats) == (2, 2, 1)
    assert [(row.customer, before) for row, before in found.repeat_rows] == [(maria, LONG_AGO)]
    assert record(cast, cast.maya).repeats == 0


def test_line_15_the_spouse_of_an_earlier_buyer_is_a_repeat_sale(cast, maria):
    wife = deliver(cast.north, date(2026, 3, 10), salesperson=cast.sam).customer
    assert record(cast).repeats == 1
    link_household(maria, wife, "spouse", today=TODAY)
    found = record(cast)
    assert found.repeats == 2
    assert [before for _, before in found.repeat_rows] == [TUESDAY, LONG_AGO]
    link = wife.links_from_others.get(kind="spouse")
    type(link).objects.filter(kind="spouse").update(ended_on=TODAY, end_known_on=TODAY)
    assert record(cast).repeats == 1


def test_line_15_two_entries_that_are_one_person_are_one_customer(cast, maria):
    other = deliver(cast.north, date(2026, 3, 10), salesperson=cast.sam).customer
    assert record(cast).customers == 2
    merge_customers(maria, other, words="One", by=cast.maya, now=NOW)
    found = record(cast)
    assert (found.customers, found.cars, found.repeats) == (1, 2, 2)


def test_line_15_what_was_unwound_proves_nothing(cast, maria):
    sold = maria.deliveries.get(delivered_on=TUESDAY)
    unwind_delivery(cast.north, sold, TODAY, by=cast.maya, now=NOW)
    found = record(cast)
    assert (found.customers, found.repeats) == (0, 0)


def test_line_15_two_cars_on_one_day_are_no_repeat(cast):
    person = buyer()
    for _ in range(2):
        deliver(cast.north, TUESDAY, salesperson=cast.sam, buyer=person)
    found = record(cast)
    assert (found.customers, found.cars, found.repeats) == (1, 2, 0)


def test_line_15_a_referral_counts_when_the_named_one_takes_a_car_home_later(cast, maria):
    before = record(cast).referrals
    named(cast, maria, "Rosa Prieto", "+12125559001", cast.sam, TUESDAY)
    assert (before, record(cast).referrals) == (0, 0)
    rosa = buyer(first_name="Rosa", last_name="Prieto", phones=(("+12125559001", "mobile"),))
    bought = deliver(cast.north, date(2026, 3, 20), salesperson=cast.maya, buyer=rosa)
    deliver(cast.north, date(2026, 3, 25), salesperson=cast.sam, buyer=rosa)
    for user in (cast.sam, cast.maya):  # who was given the name, and who sold the car
        found = record(cast, user)
        assert [(row.pk, giver) for row, giver in found.referral_rows] == [(bought.pk, maria)]
        assert found.referrals == 1


def test_line_15_who_had_bought_before_they_were_named_is_no_referral_sale(cast, maria):
    rosa = buyer(first_name="Rosa", last_name="Prieto", phones=(("+12125559001", "mobile"),))
    deliver(cast.north, TUESDAY, salesperson=cast.sam, buyer=rosa)
    named(cast, maria, "Rosa Prieto", "+12125559001", cast.sam, date(2026, 3, 20))
    assert record(cast).referrals == 0


def test_line_15_heat_cases_count_when_resolved_and_say_which_are_confirmed(cast, maria, sign_in):
    other = deliver(cast.north, TUESDAY, salesperson=cast.sam).customer
    first, second = upset(cast, maria, cast.sam), upset(cast, other, cast.sam)
    assert record(cast).resolved == 0
    resolve(first, "New bracket", by=cast.sam, now=at(TUESDAY, 15))
    resolve(second, "Cleaned again", by=cast.sam, now=at(TUESDAY, 15))
    confirm(first, "She wrote so", by=cast.sam, now=at(TUESDAY, 16))
    found = record(cast)
    assert (found.resolved, found.confirmed) == (2, 1)
    page = sign_in(cast.sam).get(url_of(cast.sam)).content.decode()
    assert "heat cases resolved, 1 confirmed" in page
    assert f"/heat-cases/{first.pk}/" in page


def test_a_heat_case_ends_on_the_day_of_its_store(cast, maria, sign_in):
    case = upset(cast, maria, cast.sam)
    resolve(case, "New bracket", by=cast.sam, now=at(TUESDAY, 21))  # the next day in Greenwich
    confirm(case, "She wrote so", by=cast.sam, now=at(TUESDAY, 22))
    (heat,) = [one for one in lists_of(record(cast)) if one.anchor == "heat"]
    assert [text for _, text in heat.lines[0].cells] == ["Mar 3, 2026", "Mar 3, 2026"]


def test_line_15_reviews_that_name_them_stand_with_stars_and_words(cast, maria, sign_in):
    for who, quote in ((cast.sam, "Sam called before I asked."), (cast.maya, "Maya was kind.")):
        record_review(
            cast.north,
            maria,
            site=f"Google {who.first_name}",
            state="posted",
            on=date(2026, 3, 20),
            stars=5,
            quote=quote,
            names=who,
            now=NOW,
        )
    page = sign_in(cast.sam).get(url_of(cast.sam)).content.decode()
    assert "“Sam called before I asked.”" in page
    assert "Google Sam, Mar 2026, 5 of 5" in page
    assert "Maya was kind." not in page


def test_line_15_a_two_week_rookie_shows_honest_zeros(cast, sign_in):
    hired(cast.sam, date(2026, 3, 17))
    page = sign_in(cast.sam).get(url_of(cast.sam))
    words = "2 weeks here: nothing to show yet, and nothing hidden."
    assert page.context["lead"] == words
    assert words in page.content.decode()
    values = [fact.value for fact in page.context["facts"]]
    assert values == ["–", "–", "0", "0", "0", "0"]
    assert page.context["facts"][2].label == "customers since March 2026"
    assert (page.context["lists"], page.context["chart"]) == ([], None)


def test_line_15_a_small_sample_is_a_fraction_and_is_said_to_be_small(cast, sign_in):
    hired(cast.sam, TUESDAY)
    call = post_sale(cast.north, cast.sam)
    tried(call, cast.sam, at(date(2026, 3, 5), 11), outcome="spoke")
    close(cast.north, date(2026, 3, 5))
    page = sign_in(cast.maya).get(url_of(cast.sam))
    assert page.context["facts"][0].value == "1 of 1"
    assert page.context["lead"] == (
        "4 weeks here. One call was due in the last twelve months: 1 tried on time, 1 reached."
        " So few are a small sample."
    )


def test_line_15_whoever_sold_before_the_store_began_with_us_has_been_here_longer(cast, maria):
    hired(cast.maya, TUESDAY)
    assert record(cast, cast.maya).since == LONG_AGO


def test_the_record_is_for_themself_and_who_sees_accountability_there(cast, sign_in):
    for user in (cast.sam, cast.maya, cast.grace):
        assert sign_in(user).get(url_of(cast.sam)).status_code == 200
    for user in (cast.noor, cast.bea, cast.otto):
        assert sign_in(user).get(url_of(cast.sam)).status_code == 404
    assert sign_in(cast.maya).get(url_of(cast.noor)).status_code == 404
    assert sign_in(cast.maya).get("/accountability/people/99999999/").status_code == 404


def test_the_record_of_who_left_stays_open_to_the_manager(cast, maria, sign_in):
    end_membership(Membership.objects.get(user=cast.sam), by=cast.maya, now=NOW)
    page = sign_in(cast.maya).get(url_of(cast.sam))
    assert page.context["facts"][3].value == "1"


def test_a_salesperson_is_not_led_to_pages_of_managers(cast, maria, sign_in):
    page = sign_in(cast.sam).get(url_of(cast.sam))
    assert [fact.url for fact in page.context["facts"][:4]] == ["", "", "#sold", "#repeat"]
    assert f'href="{url_of(cast.sam)}"' in sign_in(cast.sam).get("/calls/").content.decode()


def test_each_store_counts_what_its_reader_sees(cast, maria, sign_in):
    hire(cast.sam, Role.SALESPERSON, group=cast.group, store=cast.south)
    deliver(cast.south, TUESDAY, salesperson=cast.sam)
    seen = {
        user.first_name: sign_in(user).get(url_of(cast.sam)).context["facts"][2].value
        for user in (cast.maya, cast.grace, cast.sam)
    }
    assert seen == {"Maya": "1", "Grace": "2", "Sam": "2"}


def test_the_record_asks_no_more_with_more_rows(cast, sign_in, maria):
    client = sign_in(cast.maya)

    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url_of(cast.sam)).status_code == 200
        return len(captured)

    named(cast, maria, "Rosa Prieto", "+12125559001", cast.sam, TUESDAY)
    rosa = buyer(first_name="Rosa", last_name="Prieto", phones=(("+12125559001", "mobile"),))
    deliver(cast.north, date(2026, 3, 20), salesperson=cast.sam, buyer=rosa)
    close(cast.north, date(2026, 3, 5))
    queries()
    few = queries()
    live_a_month(cast)
    assert queries() == few
