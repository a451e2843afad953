"""Exports in every spelling, encoding and delimiter, and as a workbook: once and twice."""

import pytest

from dealerfollow.intake.tests.exports import (
    ENCODINGS,
    SPELLINGS,
    encoded,
    text_of,
    workbook_of_columns,
)
from deliveries.models import Delivery
from deliveries.tests.files import bring_in, counts


@pytest.mark.parametrize("delimiter", [",", ";", "\t"], ids=["comma", "semicolon", "tab"])
@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("spelling", SPELLINGS)
def test_three_sales_come_in_once(cast, spelling, encoding, delimiter):
    content = encoded(text_of(SPELLINGS[spelling], delimiter), encoding)
    assert counts(bring_in(cast.north, content)) == (3, 0, 0, 0)
    assert counts(bring_in(cast.north, content)) == (3, 0, 0, 0)
    numbers = Delivery.objects.order_by("deal_number").values_list("deal_number", flat=True)
    assert list(numbers) == ["1001", "1002", "1003"]
    first = Delivery.objects.get(deal_number="1001")
    assert (first.customer.last_name, first.condition) == ("Nuñez Garcia", "new")


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_three_sales_of_a_workbook_come_in_once(cast, spelling):
    content = workbook_of_columns(SPELLINGS[spelling])
    assert counts(bring_in(cast.north, content)) == (3, 0, 0, 0)
    assert counts(bring_in(cast.north, content + b"")) == (3, 0, 0, 0)
    assert Delivery.objects.count() == 3


def test_the_same_sales_in_another_encoding_change_nothing(cast):
    text = text_of(SPELLINGS["cdk"])
    bring_in(cast.north, encoded(text, "utf-8"))
    again = bring_in(cast.north, encoded(text, "utf-16"))
    assert counts(again) == (0, 0, 3, 0)
    assert Delivery.objects.count() == 3
