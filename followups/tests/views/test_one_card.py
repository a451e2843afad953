"""What becomes one card: near greetings, late reasons, two cars, a fleet, somebody else's talk."""

from datetime import UTC, date, datetime, timedelta

import pytest

from customers.actions import correct_customer, link_household, upsert_customer
from customers.models import Customer, CustomerEmail
from dealerfollow.testing.calls import Caller, calls_at, stand_at
from dealerfollow.testing.sales import buyer, deliver, noon
from deliveries.actions import end_ownership
from deliveries.rules.sale import VehicleDetails
from followups.actions import plan_follow_ups
from followups.actions.one_ring import keep_one_ring
from followups.models import Attempt, FollowUp, Plan
from followups.rules.merging import covered_by_contact

THURSDAY = date(2026, 3, 5)
FRIDAY = THURSDAY + timedelta(days=1)
NOW = noon(THURSDAY)


@pytest.fixture
def sam(cast, sign_in, monkeypatch) -> Caller:
    return calls_at(NOW, sign_in(cast.sam), monkeypatch)


def sell(cast, days_ago=2, store=None, seller=None, **told):
    who = told.pop("buyer", None) or buyer(first_name="Priya", last_name="Raman")
    return deliver(
        store or cast.north,
        THURSDAY - timedelta(days=days_ago),
        salesperson=seller or cast.sam,
        buyer=who,
        **told,
    )


def card(caller, row):
    return caller.open(row).context["card"]


@pytest.fixture
def check_in_and_birthday(cast):
    """Six months today, and a birthday in four days."""
    who = buyer(first_name="Priya", last_name="Raman", born_on=date(1980, 3, 9))
    deliver(cast.north, date(2025, 9, 5), salesperson=cast.sam, buyer=who)
    plan_follow_ups(cast.north, today=THURSDAY, now=NOW)
    open_rows = FollowUp.objects.open()
    open_rows.exclude(touchpoint__in=["check_in", "birthday"]).delete()
    return open_rows.get(touchpoint="check_in"), open_rows.get(kind="birthday")


def test_edge_12_a_birthday_four_days_on_stands_ticked_on_the_check_in(sam, check_in_and_birthday):
    check_in, birthday = check_in_and_birthday
    assert (check_in.due_on, birthday.due_on) == (THURSDAY, date(2026, 3, 9))
    assert [r.kind for r in card(sam, check_in).rows] == ["check_in", "birthday"]
    sam.log(check_in, outcome="spoke", reason="Her new route to work")
    for row in (check_in, birthday):
        row.refresh_from_db()
    assert [row.state for row in (check_in, birthday)] == ["done", "done"]
    assert birthday.first_due_on == date(2026, 3, 9)


def test_edge_12_unreached_the_birthday_keeps_its_own_day(sam, check_in_and_birthday):
    check_in, birthday = check_in_and_birthday
    sam.log(check_in, outcome="no_answer")
    birthday.refresh_from_db()
    assert (birthday.state, birthday.due_on) == ("open", date(2026, 3, 9))


def test_edge_34_the_card_gives_the_reasons_that_were_learned_late(sam, cast):
    delivery = sell(cast, 30, now=NOW, condition="used")
    row = FollowUp.objects.get(delivery=delivery, state="open", kind="post_sale")
    found = card(sam, row)
    assert [r.kind for r in found.rows] == ["post_sale"]
    assert [r.code for r in found.reasons] == ["post_sale", "satisfaction"]
    assert found.why[-1] == "It answers these too, learned of late: Satisfaction."
    assert row.first_due_on == THURSDAY
    assert row.planning_note[0]["code"] == "learned_late"


@pytest.fixture
def two_cars(cast):
    who = buyer(first_name="Priya", last_name="Raman")
    first = sell(cast, buyer=who)
    civic = VehicleDetails(vin="SECONDCAR00000001", year=2024, make="Honda", model="Civic")
    second = sell(cast, buyer=who, vehicle=civic, condition="used")
    return first, second


def test_edge_42_two_cars_of_one_day_are_one_card_with_both(sam, cast, two_cars):
    rows = list(FollowUp.objects.filter(kind="post_sale").order_by("pk"))
    found = card(sam, rows[0])
    assert [words.split(" · ")[0] for words in found.cars] == [
        "2024 Honda Civic, used",
        "2026 Honda CR-V, new",
    ]
    assert covered_by_contact(row.delivery_id for row in found.rows).deliveries == 2
    page = sam.open(rows[0])
    assert [label for _, label in page.context["form"].fields["follow_ups"].choices][:2] == [
        "Post-sale call, 2026 Honda CR-V",
        "Post-sale call, 2024 Honda Civic",
    ]


def test_edge_42_one_talk_closes_both_and_is_one_contact(sam, two_cars):
    rows = FollowUp.objects.filter(kind="post_sale").order_by("pk")
    saved = sam.log(rows[0], outcome="spoke")
    assert [row.state for row in rows.all()] == ["done", "done"]
    assert Attempt.objects.count() == 1
    page = sam.client.get(saved.url)
    assert page.context["saved"].words == "Done, for 2 cars."


def test_edge_42_only_what_is_ticked_closes(sam, two_cars):
    first, second = FollowUp.objects.filter(kind="post_sale").order_by("pk")
    sam.log(first, outcome="spoke", follow_ups=[str(first.pk)])
    second.refresh_from_db()
    assert second.state == "open"


def test_edge_42_the_list_shows_one_row_that_counts_the_cars(sam, two_cars):
    rows = [r for g in sam.client.get("/calls/").context["groups"] for r in g.rows]
    assert [row.car for row in rows] == ["2 cars"]


@pytest.fixture
def fleet(cast):
    who = buyer(
        company="Acme Plumbing",
        first_name="Dana",
        last_name="Cole",
        born_on=date(1980, 3, 5),
    )
    vans = [
        sell(
            cast,
            buyer=who,
            vehicle=VehicleDetails(vin=f"VAN{n:014d}", year=2026, make="Ford", model="Transit"),
        )
        for n in range(12)
    ]
    assert len({van.customer_id for van in vans}) == 1
    return vans


def test_edge_43_twelve_vans_are_one_card_for_the_contact_person(sam, cast, fleet):
    plan_follow_ups(cast.north, today=THURSDAY, now=NOW)
    row = FollowUp.objects.filter(kind="post_sale").first()
    found = card(sam, row)
    assert found.name == "Acme Plumbing, Dana Cole"
    assert found.reach.call.label == "Call Dana"
    assert found.cars == ("12 cars: 12 × 2026 Ford Transit",)
    assert covered_by_contact(row.delivery_id for row in found.rows).deliveries == 12
    assert not FollowUp.objects.filter(kind="birthday").exists()


def test_edge_43_one_box_and_one_contact_cover_all_twelve(sam, fleet):
    row = FollowUp.objects.filter(kind="post_sale").first()
    first_box = sam.open(row).context["form"].fields["follow_ups"].choices[0]
    assert first_box[1] == "Post-sale call, 12 cars"
    sam.log(row, outcome="spoke")
    assert FollowUp.objects.filter(kind="post_sale", state="done").count() == 12
    assert Attempt.objects.count() == 1


def test_edge_62_with_an_email_on_file_a_wrong_number_still_says_find_a_number(sam, cast):
    row = FollowUp.objects.get(delivery=sell(cast))
    assert CustomerEmail.objects.filter(customer=row.customer).exists()
    sam.log(row, outcome="wrong_number")
    row.refresh_from_db()
    assert row.state == "open"
    page = sam.open(row)
    assert page.context["card"].reach.is_number_missing
    assert "Find a number" in page.content.decode()
    assert "Look into the deal jacket" in page.content.decode()


def test_edge_62_another_number_on_file_is_offered_next(sam, cast):
    who = buyer(first_name="Priya", phones=(("+12125550142", "mobile"), ("+12125550199", "home")))
    row = FollowUp.objects.get(delivery=sell(cast, buyer=who))
    sam.log(row, outcome="wrong_number", number="+12125550142")
    found = card(sam, row)
    assert found.reach.call.href == "tel:+12125550199"
    assert not found.reach.is_number_missing


@pytest.fixture
def reached(cast, sign_in, monkeypatch):
    """Bea reached her at 10:12; Sam's own call is still owed by the store's setting."""
    row = FollowUp.objects.get(delivery=sell(cast, condition="used"))
    bea = calls_at(datetime(2026, 3, 5, 15, 12, tzinfo=UTC), sign_in(cast.bea), monkeypatch)
    bea.log(row, outcome="spoke", reason="The plates are at the desk")
    row.refresh_from_db()
    return row


def test_edge_72_sams_is_not_due_before_the_next_open_day_and_a_banner_says_why(
    sam, cast, reached, monkeypatch
):
    stand_at(NOW, monkeypatch)
    assert (reached.state, reached.due_on) == ("open", FRIDAY)
    found = card(sam, reached)
    assert [(b.title, b.words) for b in found.banners] == [
        (
            "Bea Walsh reached Priya today 10:12 AM",
            "Your own call is not due before tomorrow. "
            "They called about “The plates are at the desk”: give another reason.",
        )
    ]
    assert (found.reach.call.href, found.reach.call.closed) == ("", "Reached today by Bea Walsh")
    assert found.reach.text_href == ""


def test_edge_72_the_next_day_it_rings_and_needs_another_reason(sam, reached, monkeypatch):
    stand_at(noon(FRIDAY), monkeypatch)
    found = card(sam, reached)
    assert found.reach.call.href != ""
    assert found.banners[0].title == "Bea Walsh reached Priya yesterday 10:12 AM"
    refused = sam.log(reached, outcome="spoke", reason="the plates are at the  desk")
    assert refused.status_code == 422
    assert refused.context["form"].errors["reason"] == [
        "They were called with this reason already. Give another one."
    ]
    assert sam.log(reached, outcome="spoke", reason="The first oil change").status_code == 302


def test_edge_71_the_card_says_who_of_the_household_was_called(sam, cast, sign_in, monkeypatch):
    his = FollowUp.objects.get(delivery=sell(cast))
    joanne = buyer(first_name="Joanne", last_name="Raman")
    hers = FollowUp.objects.get(
        delivery=sell(cast, store=cast.south, seller=cast.noor, buyer=joanne)
    )
    link_household(his.customer, hers.customer, "spouse", today=THURSDAY)
    noor = calls_at(NOW, sign_in(cast.noor), monkeypatch)
    noor.log(hers, outcome="no_answer")
    found = card(sam, his)
    assert [b.title for b in found.banners] == ["Noor Haddad called Joanne today, 12:00 PM"]
    assert found.reach.call.closed == "Joanne was called today"
    assert found.reach.call.closed_sub == "One ring a day: due tomorrow"
    keep_one_ring(now=NOW)
    assert his.pk not in [
        r.follow_up_id for g in sam.client.get("/calls/").context["groups"] for r in g.rows
    ]


def test_three_tries_in_a_week_close_the_button_and_a_promise_opens_it(sam, cast):
    row = FollowUp.objects.get(delivery=sell(cast))
    for _ in range(3):
        sam.log(row, outcome="no_answer")
        FollowUp.objects.filter(pk=row.pk).update(state="open", closed_at=None)
    call = card(sam, row).reach.call
    assert (call.href, call.closed) == ("", "3 tries in 7 days")
    assert call.closed_sub == "Opens Thu, Mar 12, 1:00 PM"  # the clocks change on Sunday
    FollowUp.objects.filter(pk=row.pk).update(kind="promise")
    assert card(sam, row).reach.call.href != ""


def test_edge_66_two_owners_of_one_customer_are_one_card_on_one_list(sam, cast, sign_in):
    who = buyer(first_name="Priya", last_name="Raman")
    older = sell(cast, 3, seller=cast.maya, buyer=who)
    newer = sell(cast, 2, buyer=who)
    assert older.customer == newer.customer
    keep_one_ring(now=NOW)
    found = card(sam, FollowUp.objects.get(delivery=newer))
    assert {r.delivery_id for r in found.rows} == {older.pk, newer.pk}
    assert sign_in(cast.maya).get("/calls/").context["groups"] == ()
    assert Customer.objects.count() == 1


@pytest.fixture
def long_gone(cast, check_in_and_birthday):
    """Her only car was traded in a month before the six-month check-in."""
    check_in, _birthday = check_in_and_birthday
    gone_on = THURSDAY - timedelta(days=30)
    end_ownership(check_in.delivery, gone_on, "traded_in", by=cast.maya, now=NOW)
    check_in.refresh_from_db()
    assert check_in.state == "open"
    return check_in


def test_edge_46_a_check_in_asks_nothing_about_a_car_that_is_gone(sam, long_gone):
    shown = card(sam, long_gone)
    assert (shown.cars, shown.delivered) == ((), "")
    page = sam.open(long_gone).content.decode()
    name = long_gone.delivery.vehicle.name
    assert name and name not in page.partition("<main")[2]
    assert "CR-V" not in sam.client.get("/calls/").content.decode()


def test_edge_46_it_asks_about_the_car_that_they_still_have(cast, sam, long_gone):
    maria = long_gone.customer
    phones = tuple((str(phone.number), "mobile") for phone in maria.phones.all())
    same = buyer(first_name="Priya", last_name="Raman", phones=phones)
    pilot = VehicleDetails(vin="PILOT000000000001", year=2024, make="Honda", model="Pilot")
    older = deliver(cast.north, date(2024, 9, 5), salesperson=cast.sam, buyer=same, vehicle=pilot)
    assert older.customer == maria
    (line,) = card(sam, long_gone).cars
    assert "Pilot" in line


def test_edge_46_what_was_promised_for_the_car_still_names_it(cast, sam, long_gone):
    FollowUp.objects.filter(pk=long_gone.pk).update(kind="promise")
    (line,) = card(sam, long_gone).cars
    assert "CR-V" in line


@pytest.mark.parametrize("is_due", [False, True], ids=["edge-43-to-come", "edge-43-due"])
def test_somebody_who_turns_out_to_be_a_firm_has_no_birthday(check_in_and_birthday, is_due):
    check_in, birthday = check_in_and_birthday
    if is_due:
        FollowUp.objects.filter(pk=birthday.pk).update(due_on=date(2026, 3, 2))
    firm = birthday.customer
    correct_customer(firm, {"company": "Acme LLC"}, now=NOW)
    firm.refresh_from_db()
    assert firm.kind == "business"
    for row in (check_in, birthday):
        row.refresh_from_db()
    assert (check_in.state, birthday.state_reason) == ("open", "is_a_firm")
    plans = Plan.objects.filter(customer=firm, anchor_kind="birthday")
    assert not plans.filter(ended_on=None).exists()
    correct_customer(firm, {"company": ""}, now=NOW)
    firm.refresh_from_db()
    assert (firm.kind, plans.filter(ended_on=None).count()) == ("person", 1)


def test_edge_43_a_file_that_names_their_firm_ends_the_birthday(cast, check_in_and_birthday):
    _check_in, birthday = check_in_and_birthday
    known = birthday.customer
    phones = tuple((str(phone.number), "mobile") for phone in known.phones.all())
    told = buyer(first_name="Priya", last_name="Raman", phones=phones, company="Acme LLC")
    assert upsert_customer(cast.north, told, now=NOW).customer == known
    birthday.refresh_from_db()
    assert birthday.state_reason == "is_a_firm"
