"""The preview of an erasure: what hinders it, what goes, what keeps the stop."""

from datetime import date

import pytest

from customers.actions import record_stop
from customers.models import Customer
from customers.queries.erasing import erasure_preview, hash_key
from customers.rules.erasing import hash_of
from dealerfollow.testing.sales import buyer, deliver, noon
from deliveries.actions import owe, settle_we_owe

TUESDAY = date(2026, 3, 3)
NOW = noon(TUESDAY)
NUMBER = "+12125550177"


@pytest.fixture
def ana(cast):
    return deliver(cast.north, TUESDAY, buyer=buyer(phones=((NUMBER, "mobile"),))).customer


def test_edge_84_an_open_we_owe_hinders_until_it_is_settled(cast, ana):
    plates = owe(
        cast.south, ana, "Plates", department="title", promised_on=None, by=None, today=TUESDAY
    )
    preview = erasure_preview(ana)
    assert [(h.code, h.words) for h in preview.hindrances] == [("open_we_owe", "Plates")]
    settle_we_owe(plates, by=cast.maya, now=NOW)
    assert erasure_preview(ana).is_allowed


def test_edge_84_under_a_legal_hold_nothing_is_erased(cast, ana):
    Customer.objects.filter(pk=ana.pk).update(legal_hold="Case 26-114")
    preview = erasure_preview(ana)
    assert [(h.code, h.words) for h in preview.hindrances] == [("legal_hold", "Case 26-114")]


def test_edge_84_the_hash_of_the_number_keeps_the_stop_in_its_group_only(cast, ana):
    record_stop(ana, scope="everything", channel="phone", words="", by=None, now=NOW)
    preview = erasure_preview(ana)
    assert preview.kept_hashes == (hash_of(NUMBER, key=hash_key(cast.group.pk)),)
    assert preview.kept_hashes != (hash_of(NUMBER, key=hash_key(cast.other_group.pk)),)
    assert dict(preview.goes)["phone"] == 1
