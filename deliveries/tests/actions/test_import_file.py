"""What a sold file does to deliveries, follow-ups and the list of problems."""

from datetime import date, timedelta

import pytest

from customers.models import Customer
from dealerfollow.tenancy.scope import scope
from dealerfollow.testing.sales import buyer, sale
from deliveries.actions import match_salesperson, purge_import_content, record_delivery
from deliveries.actions.import_file import claim_batch, import_rows, receive_file, start_import
from deliveries.actions.import_file.reading import read_batch
from deliveries.models import Delivery, ImportBatch, SalespersonMatch
from deliveries.rules.sale import VehicleDetails
from deliveries.tasks import purge_all
from deliveries.tests.files import NOW, bring_in, codes, counts, file_of, many, row
from followups.models import FollowUp, FollowUpEvent, Plan

VIN, OTHER_VIN = "1HGCM82633A004352", "1M8GDM9AXKP042788"


def post_sale_rows():
    return list(FollowUp.objects.filter(kind="post_sale").order_by("id"))


def test_a_row_is_a_delivery_with_its_post_sale_follow_up_for_the_salesperson(cast):
    batch = bring_in(cast.north, file_of(row()))
    assert (batch.status, counts(batch), codes(batch)) == ("done", (1, 0, 0, 0), [])
    (follow_up,) = post_sale_rows()
    assert (follow_up.owner, follow_up.first_due_on) == (cast.sam, date(2026, 11, 20))


def test_the_same_file_twice_is_one_batch_and_changes_nothing(cast):
    first = bring_in(cast.north, file_of(*many(3)))
    second = bring_in(cast.north, file_of(*many(3)))
    assert (second.pk, counts(second)) == (first.pk, (3, 0, 0, 0))
    assert (Delivery.objects.count(), len(post_sale_rows())) == (3, 3)


def test_tomorrows_file_with_the_same_rows_changes_nothing(cast):
    bring_in(cast.north, file_of(*many(3)))
    batch = bring_in(cast.north, file_of(*many(3), row()))
    assert counts(batch) == (1, 0, 3, 0)


def test_every_row_wrong_gives_a_problem_per_row_and_no_delivery(cast):
    wrong = [
        row(deal_number="1", sold_date="13/45/2026", delivery_date=""),
        row(deal_number="2", sold_date="11/18/2099", delivery_date=""),
        row(deal_number="3", sold_date="", delivery_date=""),
        row(deal_number="4", customer="", cell="", email=""),
        row(deal_number="", vin=""),
        row(deal_number="6", customer="X" * 300),
        row(deal_number="1.2E+15"),
        row(deal_number="8", customer="", cell="(212) 555-0142"),
        row(deal_number="9", type="Wholesale"),
        row(deal_number="10", type="Dealer Trade"),
    ]
    batch = bring_in(cast.north, file_of(*wrong))
    assert counts(batch) == (0, 0, 0, 10)
    refused = batch.problems.filter(is_refused=True)
    assert sorted(set(refused.values_list("line", flat=True))) == list(range(2, 12))
    assert Delivery.objects.count() == 0
    assert Customer.objects.count() == 0


def test_bad_phones_and_unknown_salespeople_are_warned_about_and_stop_nothing(cast):
    batch = bring_in(
        cast.north, file_of(row(cell="123", salesperson_id="999", salesperson="NEW GUY"))
    )
    assert counts(batch) == (1, 0, 0, 0)
    assert codes(batch) == [(2, "bad_phone"), (2, "unmatched_salesperson")]
    unknown = batch.problems.get(code="unmatched_salesperson")
    assert (unknown.column, unknown.value) == ("Salesperson", "NEW GUY")


def test_an_unmatched_salesperson_is_on_the_managers_list_until_matched(cast):
    bring_in(cast.north, file_of(row(salesperson_id="999", salesperson="NEW GUY")))
    (follow_up,) = post_sale_rows()
    assert follow_up.owner == cast.maya
    match = SalespersonMatch.objects.get(user=None)
    assert match_salesperson(match, cast.sam, by=cast.maya, now=NOW) == 1
    follow_up.refresh_from_db()
    assert follow_up.owner == cast.sam
    bring_in(cast.north, file_of(*many(1, salesperson_id="999", salesperson="NEW NAME")))
    assert set(FollowUp.objects.values_list("owner", flat=True)) == {cast.sam.pk}
    assert SalespersonMatch.objects.filter(user=None).count() == 0


def test_hand_typed_then_imported_is_one_delivery_and_one_post_sale_follow_up(cast):
    typed = sale(
        date(2026, 11, 17),
        buyer=buyer(first_name="Maria", last_name="Delgado", phones=(("+12125550142", "mobile"),)),
        vehicle=VehicleDetails(vin=VIN),
        deal_number="",
    )
    record_delivery(cast.north, typed, by=cast.sam, now=NOW, salesperson=cast.sam)
    batch = bring_in(cast.north, file_of(row(salesperson_id="", salesperson="SOMEBODY ELSE")))
    assert counts(batch) == (0, 1, 0, 0)
    delivery = Delivery.objects.get()
    assert (delivery.deal_number, delivery.salesperson) == ("5001", cast.sam)
    assert len(post_sale_rows()) == 1


def test_edge_8_another_first_name_in_the_file_is_the_same_sale_by_phone_and_car(cast):
    typed = sale(
        date(2026, 11, 18),
        buyer=buyer(first_name="Luz María", last_name="Peña", phones=(("+12125550142", "mobile"),)),
        vehicle=VehicleDetails(vin=VIN),
        deal_number="",
    )
    record_delivery(cast.north, typed, by=cast.sam, now=NOW, salesperson=cast.sam)
    content = file_of(row(customer="PENA FERRER,LUZ"))
    bring_in(cast.north, content)
    delivery = Delivery.objects.get()
    assert (delivery.customer.first_name, delivery.deal_number) == ("Luz María", "5001")
    assert counts(bring_in(cast.north, content + b"\r\n")) == (0, 0, 1, 0)


def test_edge_35_a_pending_sale_waits_and_begins_when_it_is_delivered(cast):
    bring_in(cast.north, file_of(row(status="Pending", delivery_date="")))
    assert (Delivery.objects.waiting().count(), post_sale_rows()) == (1, [])
    batch = bring_in(cast.north, file_of(row(status="F")))
    assert (counts(batch), len(post_sale_rows())) == ((0, 1, 0, 0), 1)


def test_edge_38_an_unwound_sale_ends_its_follow_up(cast):
    bring_in(cast.north, file_of(row()))
    batch = bring_in(cast.north, file_of(row(status="Unwound")))
    (follow_up,) = post_sale_rows()
    assert (counts(batch), follow_up.state_reason) == ((0, 1, 0, 0), "unwound")
    again = bring_in(cast.north, file_of(row(status="X")))
    assert counts(again) == (0, 0, 1, 0)
    back = bring_in(cast.north, file_of(row(status="Finalized")))
    assert codes(back) == [(2, "was_unwound")]


def test_edge_39_rewritten_under_a_new_number_is_the_same_plan(cast):
    bring_in(cast.north, file_of(row(deal_number="100")))
    new = row(deal_number="101", sold_date="11/19/2026", delivery_date="11/19/2026")
    batch = bring_in(cast.north, file_of(row(deal_number="100", status="Unwound"), new))
    assert counts(batch) == (0, 1, 1, 0)
    assert codes(batch) == [(2, "former_contract")]
    delivery = Delivery.objects.get()
    expected = ("101", None, date(2026, 11, 18))
    assert (delivery.deal_number, delivery.unwound_on, delivery.delivered_on) == expected
    (follow_up,) = post_sale_rows()
    assert follow_up.state == "open"
    assert counts(bring_in(cast.north, file_of(new, row(deal_number="100")))) == (0, 0, 2, 0)


def test_a_lease_bought_out_years_later_is_a_sale_of_its_own(cast):
    old = row(deal_number="7", sold_date="11/18/2023", delivery_date="11/18/2023")
    batch = bring_in(cast.north, file_of(old, row()))
    assert counts(batch) == (2, 0, 0, 0)


def test_edge_41_a_returned_number_with_another_car_updates(cast):
    bring_in(cast.north, file_of(row()))
    batch = bring_in(cast.north, file_of(row(vin=OTHER_VIN)))
    assert (counts(batch), codes(batch)) == ((0, 1, 0, 0), [])
    assert Delivery.objects.get().vehicle.vin == OTHER_VIN


def test_edge_41_a_returned_number_with_another_buyer_updates_with_notice(cast):
    bring_in(cast.north, file_of(row()))
    other = row(customer="KIM,GRACE", cell="(602) 555-0108", email="grace@example.com")
    batch = bring_in(cast.north, file_of(other))
    assert (counts(batch), codes(batch)) == ((0, 1, 0, 0), [(2, "other_buyer")])
    (follow_up,) = post_sale_rows()
    assert follow_up.customer.last_name == "Kim"
    assert counts(bring_in(cast.north, file_of(other) + b"\r\n")) == (0, 0, 1, 0)


def test_edge_41_a_returned_number_with_both_other_is_refused(cast):
    bring_in(cast.north, file_of(row()))
    other = row(
        customer="KIM,GRACE", cell="(602) 555-0108", email="grace@example.com", vin=OTHER_VIN
    )
    batch = bring_in(cast.north, file_of(other))
    assert (counts(batch), codes(batch)) == ((0, 0, 0, 1), [(2, "deal_number_used_again")])
    assert list(Customer.objects.values_list("last_name", flat=True)) == ["Delgado"]


def test_edge_44_house_and_employee_deals_go_to_the_manager_with_a_reason(cast):
    rows = many(2)
    rows[0]["Sale Type"], rows[1]["Sale Type"] = "House", "Employee"
    batch = bring_in(cast.north, file_of(*rows))
    assert codes(batch) == [(2, "house_deal"), (3, "employee_sale")]
    assert {r.owner for r in post_sale_rows()} == {cast.maya}


def test_edge_44_wholesale_and_dealer_trades_are_excluded_and_listed_with_the_reason(cast):
    rows = many(3)
    rows[0]["Sale Type"], rows[1]["Sale Type"] = "Wholesale", "Dealer Trade"
    batch = bring_in(cast.north, file_of(*rows))
    assert codes(batch) == [(2, "excluded_wholesale"), (3, "excluded_dealer_trade")]
    assert (counts(batch), len(post_sale_rows())) == ((1, 0, 0, 2), 1)


def told_next(cast, kind, days=1):
    """The next file calls the sale of the first one that."""
    content = file_of(row(type=kind)) + b"\r\n" * days  # the same bytes are the same file
    return bring_in(cast.north, content, now=NOW + timedelta(days=days))


def test_edge_44_a_sale_that_the_next_file_calls_a_house_deal_goes_to_the_manager(cast):
    bring_in(cast.north, file_of(row()))
    assert post_sale_rows()[0].owner == cast.sam
    assert codes(told_next(cast, "House")) == [(2, "house_deal")]
    assert post_sale_rows()[0].owner == cast.maya
    plans = Plan.objects.filter(ended_on=None)
    assert set(plans.values_list("owner", flat=True)) == {cast.maya.pk}
    event = FollowUpEvent.objects.get(kind="reassigned")
    assert (event.became, event.reason) == ("Maya Torres", "house_deal")
    assert counts(told_next(cast, "House", 2)) == (0, 0, 1, 0)


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        pytest.param("Wholesale", "excluded_wholesale", id="edge-44-wholesale"),
        pytest.param("Dealer Trade", "excluded_dealer_trade", id="edge-44-dealer-trade"),
    ],
)
def test_a_sale_that_the_next_file_calls_no_sale_is_owed_nothing_for_that_reason(cast, kind, code):
    bring_in(cast.north, file_of(row()))
    for days in (1, 2):
        batch = told_next(cast, kind, days)
        assert (counts(batch), codes(batch)) == ((0, 0, 0, 1), [(2, code)])
    call = post_sale_rows()[0]
    assert (call.state, call.state_reason) == ("stopped", code)
    assert not Plan.objects.filter(ended_on=None).exists()
    assert set(Plan.objects.values_list("ended_reason", flat=True)) == {code}


def test_edge_44_a_sale_that_was_called_wholesale_by_mistake_is_owed_again(cast):
    bring_in(cast.north, file_of(row()))
    told_next(cast, "Wholesale")
    assert codes(told_next(cast, "Retail", 2)) == []
    assert Delivery.objects.get().unwound_on is None
    assert post_sale_rows()[0].state == "open"
    assert counts(told_next(cast, "Retail", 3)) == (0, 0, 1, 0)


def test_edge_44_a_wholesale_row_of_another_deal_ends_nothing(cast):
    bring_in(cast.north, file_of(row()))
    other = row(type="Wholesale", deal_number="W9", customer="AUCTION LLC", cell="", email="")
    bring_in(cast.north, file_of(other))
    assert post_sale_rows()[0].state == "open"


def test_edge_33_older_deliveries_get_no_post_sale_call(cast):
    cast.north.follow_up_starts_on = date(2026, 11, 1)
    cast.north.save()
    old = many(3, sold_date="09/10/2025", delivery_date="09/10/2025")
    bring_in(cast.north, file_of(*old))
    assert (Delivery.objects.filter(is_before_start=True).count(), post_sale_rows()) == (3, [])


def test_the_stores_own_line_is_nobodys_number(cast):
    batch = bring_in(cast.north, file_of(row(cell="(480) 555-0100")))
    assert codes(batch) == [(2, "store_line")]
    assert Delivery.objects.get().customer.phones.count() == 0


def test_a_row_that_cannot_be_saved_stops_no_other(cast):
    bring_in(cast.north, file_of(*many(1)))
    bad = row(deal_number="", vin="1" * 30)
    batch = bring_in(cast.north, file_of(bad, *many(3)))
    assert counts(batch) == (2, 0, 1, 1)


def test_a_hundred_rows_a_time_and_any_later_run_goes_on(cast):
    batch = receive_file(cast.north, "sold.csv", file_of(*many(25)), cast.maya, NOW)
    start_import(batch)
    for done in (10, 20, 25):
        claimed = claim_batch(pk=batch.pk)
        import_rows(claimed, read_batch(claimed, cast.north), now=NOW, limit=10)
        batch.refresh_from_db()
        assert (batch.rows_done, batch.created) == (done, done)
    assert (batch.status, claim_batch(pk=batch.pk)) == ("done", None)


def test_content_is_purged_after_seven_days(cast):
    bring_in(cast.north, file_of(row()))
    assert purge_import_content(NOW + timedelta(days=7)) == 0
    assert purge_import_content(NOW + timedelta(days=7, seconds=1)) == 1
    assert purge_import_content(NOW + timedelta(days=8)) == 0
    assert ImportBatch.objects.get().content is None


def test_the_old_files_of_every_group_are_purged(cast):
    bring_in(cast.north, file_of(row()))
    with scope(cast.other_group.pk):
        bring_in(cast.west, file_of(row()))
    assert purge_all(now=NOW + timedelta(days=7)) == 0
    assert purge_all(now=NOW + timedelta(days=7, seconds=1)) == 2
    assert purge_all(now=NOW + timedelta(days=8)) == 0


def test_new_customers_cost_few_queries_a_row(cast, django_assert_max_num_queries):
    batch = receive_file(cast.north, "sold.csv", file_of(*many(40)), None, NOW)
    start_import(batch)
    claimed = claim_batch(pk=batch.pk)
    reading = read_batch(claimed, cast.north)
    with django_assert_max_num_queries(40 * 10 + 40):
        import_rows(claimed, reading, now=NOW)
