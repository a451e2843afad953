"""The demo is made by the product's own actions, the same rows each time."""

from datetime import UTC, datetime

import pytest

from dealerfollow.demo.seed import is_empty, make_demo, wipe
from dealerfollow.stores.models import Store, User
from dealerfollow.tenancy.scope import as_owner, group_ids, scope
from deliveries.models import Delivery
from followups.models import FollowUp, Notice
from followups.tasks import send_all_due

NOW = datetime(2026, 11, 20, 18, tzinfo=UTC)


def rows_of_all_groups():
    found = []
    for group_id in group_ids():
        with scope(group_id):
            rows = FollowUp.objects.order_by("id")
            found += rows.values_list("kind", "first_due_on", "state", "tries", "owner__email")
    return found


@pytest.mark.django_db(transaction=True)
def test_the_same_moment_gives_the_same_history():
    counts = make_demo(now=NOW, days=4)
    first = rows_of_all_groups()
    assert not is_empty()
    with as_owner():
        wipe()
    assert is_empty()
    assert make_demo(now=NOW, days=4) == counts
    assert rows_of_all_groups() == first
    assert counts["deliveries"] > 0 and counts["sweeps"] == 12
    assert {"sam@copperline.example", "otto@orchard.example"} <= set(
        User.objects.values_list("email", flat=True)
    )
    mornings = 0
    for group_id in group_ids():
        with scope(group_id):
            assert Store.objects.exists()
            owed = Delivery.objects.delivered().filter(is_before_start=False)
            post_sale = FollowUp.objects.filter(kind="post_sale")
            assert set(post_sale.values_list("delivery", flat=True)) == set(
                owed.values_list("id", flat=True)
            )
            mornings += Notice.objects.count()
    assert mornings > 0
    assert send_all_due(now=NOW) == 0, "the mail of past mornings left on those mornings"
