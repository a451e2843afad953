"""A review asked for on a call: where, who would rather not, and that mood decides nothing."""

import pytest

from followups.models import FollowUp, HeatCase, ReviewAsk
from followups.tests.one_log import CARS, GOOGLE, THURSDAY, page, said


@pytest.fixture
def row(row):
    """The store asks for reviews on two sites; a third has no link."""
    row.store.review_sites = [GOOGLE, CARS, {"name": "No link"}]
    row.store.save()
    return row


def test_line_10_a_review_ask_is_kept_with_its_site(sam, row):
    html = page(sam, row)
    assert 'data-copy="https://example.com/g"' in html and "No link" not in html
    attempt = said(sam, row, review_sites=["Google", "Cars.com"])
    asked = ReviewAsk.objects.order_by("id").values_list("site", "state", "asked_on", "asked_by")
    assert list(asked) == [
        ("Google", "asked", THURSDAY, attempt.by_id),
        ("Cars.com", "asked", THURSDAY, attempt.by_id),
    ]
    assert {ask.attempt for ask in ReviewAsk.objects.all()} == {attempt}


def test_line_10_who_would_rather_not_is_kept_too(sam, row):
    said(sam, row, review_declined="on")
    assert ReviewAsk.objects.values_list("site", "state").get() == ("Google", "declined")


def test_line_10_a_review_is_asked_of_the_upset_as_of_the_pleased(cast, sam, row):
    """What is on the page depends on the cadence alone; a case that is open delays it."""
    assert "Asked: Google" in page(sam, row)
    said(sam, row, is_upset="on", heat_cause="papers")
    satisfaction = FollowUp.objects.create(
        group=cast.group,
        store=cast.north,
        plan=row.plan,
        touchpoint="check",
        kind="check_in",
        channel="phone",
        tier=1,
        condition="new",
        customer=row.customer,
        delivery=row.delivery,
        owner=cast.sam,
        first_due_on=THURSDAY,
        due_on=THURSDAY,
    )
    FollowUp.objects.filter(pk=satisfaction.pk).update(kind="satisfaction")
    waits = page(sam, satisfaction)
    assert "Asked once they say that it is settled." in waits and "Asked: Google" not in waits
    HeatCase.objects.update(state="confirmed", next_update_on=None)
    assert "Asked: Google" in page(sam, satisfaction)
    FollowUp.objects.filter(pk=satisfaction.pk).update(kind="check_in")
    assert "Asked: Google" in page(sam, satisfaction)  # it had waited, and is not forgotten
