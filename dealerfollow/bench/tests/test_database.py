"""The benchmark's own rows fit the tables as they are now, and make the list that it measures."""

import pytest

from dealerfollow.bench.calls import store_day_of
from dealerfollow.bench.database import CARDS, fill
from dealerfollow.tenancy.scope import scope
from followups.queries.today import call_list


@pytest.mark.django_db(transaction=True)
def test_it_fills_stores_with_a_full_list_for_each_person():
    filled = fill(2 * 6 * CARDS, stores=2, one_in=3)

    with scope(filled.group.pk):
        calls = call_list(store_day_of(filled), filled.seller, may_cover=False)

    assert calls.left == CARDS
    assert filled.due > 0
