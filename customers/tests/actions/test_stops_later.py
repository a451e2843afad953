"""What a request to stop leaves: a new purchase, promises, and taking back a mistake."""

from datetime import timedelta
from uuid import uuid4

import pytest

from customers.actions import (
    CorrectionRefused,
    correct_stop,
    record_stop,
)
from customers.models import (
    ContactStop,
)
from customers.rules.ways import ALL_WAYS, STOPPED
from customers.tests.one_customer import LATER, NOW, NUMBER, TUESDAY, fresh, is_open
from dealerfollow.testing.sales import buyer, deliver
from deliveries.actions import owe
from followups.actions import (
    LogDetails,
    UndoRefused,
    log_attempt,
    undo_attempt,
)
from followups.models import FollowUp, Notice


def test_edge_64_a_mistaken_stop_is_taken_back_in_words_and_both_are_kept(cast, ana):
    row = FollowUp.objects.get(delivery=ana, kind="post_sale")
    stop = record_stop(
        ana.customer, scope="everything", channel="all", words="Stop", by=cast.sam, now=NOW
    )[0]
    with pytest.raises(CorrectionRefused, match="words_required"):
        correct_stop(stop, words="  ", by=cast.sam, now=LATER)
    assert fresh(ana.customer).ways == STOPPED
    corrected = correct_stop(stop, words="Wrong card, it was Otto.", by=cast.sam, now=LATER)
    assert {s.value for s in corrected} == {"", NUMBER, ana.customer.emails.get().address}
    kept = ContactStop.objects.get(pk=stop.pk)
    assert (kept.words, kept.lifted_words, kept.lifted_by, kept.lifted_at) == (
        "Stop",
        "Wrong card, it was Otto.",
        cast.sam,
        LATER,
    )
    assert fresh(ana.customer).ways == ALL_WAYS
    row.refresh_from_db()
    assert (row.state, row.closed_at) == ("open", None)


def test_edge_64_the_managers_are_told_once(cast, ana):
    stop = record_stop(ana.customer, scope="sales", channel="all", words="", by=cast.sam, now=NOW)[
        0
    ]
    correct_stop(stop, words="A slip.", by=cast.sam, now=LATER)
    assert correct_stop(stop, words="Again.", by=cast.sam, now=LATER) == []
    told = Notice.objects.filter(kind="stop_corrected")
    assert {n.to for n in told} == {cast.maya, cast.grace}
    assert {n.facts["words"] for n in told} == {"A slip."}


def test_edge_64_another_request_still_holds(cast, ana):
    kept = {"words": "", "by": cast.sam, "now": NOW}
    record_stop(ana.customer, scope="everything", channel="all", **kept)
    slip = record_stop(ana.customer, scope="sales", channel="all", **kept)[0]
    correct_stop(slip, words="A slip.", by=cast.sam, now=LATER)
    assert fresh(ana.customer).ways == STOPPED
    assert not FollowUp.objects.open().filter(customer=ana.customer).exists()


def test_edge_59_a_customer_who_stopped_everything_buys_again(cast, ana):
    record_stop(ana.customer, scope="everything", channel="all", words="No more.", by=None, now=NOW)
    stops = set(ContactStop.objects.values_list("pk", "scope", "channel", "value", "lifted_at"))
    told = buyer(
        first_name=ana.customer.first_name,
        last_name=ana.customer.last_name,
        phones=((NUMBER, "mobile"),),
    )
    again = deliver(cast.south, TUESDAY + timedelta(days=90), salesperson=cast.noor, buyer=told)
    assert again.customer_id == ana.customer_id
    row = FollowUp.objects.get(delivery=again, kind="post_sale")
    assert (row.state, row.state_reason) == ("stopped", "asked_to_stop")
    after = set(ContactStop.objects.values_list("pk", "scope", "channel", "value", "lifted_at"))
    assert after == stops


def test_edge_60_no_sales_calls_leaves_the_promises_of_two_stores(cast, ana):
    for store, seller in ((cast.north, cast.sam), (cast.south, cast.noor)):
        plates = owe(
            store,
            ana.customer,
            f"Plates of {store.slug}",
            department="title",
            promised_on=TUESDAY + timedelta(days=9),
            by=seller,
            today=TUESDAY,
        )
        assert plates.status == "open"
    record_stop(
        ana.customer, scope="sales", channel="all", words="Only the plates", by=None, now=NOW
    )
    assert is_open(ana.customer, "phone", "promise")
    assert not is_open(ana.customer, "phone", "relationship")
    assert not is_open(ana.customer, "phone", "sales")
    left = FollowUp.objects.open().filter(customer=ana.customer)
    assert set(left.values_list("kind", flat=True)) <= {"promise"}
    assert ana.customer.we_owes.open().count() == 2


def test_edge_64_z_does_not_take_a_stop_back(cast, ana):
    row = FollowUp.objects.get(delivery=ana, kind="post_sale")
    details = LogDetails(
        key=uuid4(),
        shown=(row.pk,),
        ticked=(row.pk,),
        seen=0,
        outcome="asked_to_stop",
        stop_scope="everything",
    )
    attempt = log_attempt(row, details, by=cast.sam, now=NOW)
    with pytest.raises(UndoRefused, match="stop_stays"):
        undo_attempt(attempt, by=cast.sam, now=LATER)
    stop = ContactStop.objects.get(customer=ana.customer, value="")
    correct_stop(stop, words="Wrong key.", by=cast.sam, now=LATER)
    row.refresh_from_db()
    assert (row.state, row.closed_by) == ("open", None)
