"""Maria's card, and Sam who works it."""

from typing import Any

import pytest

from dealerfollow.testing.calls import Caller, calls_at
from dealerfollow.testing.cast import Cast
from dealerfollow.testing.sales import deliver
from deliveries.models import Delivery
from followups.models import FollowUp
from followups.tests.one_log import MARIA, NOW, TUESDAY


@pytest.fixture
def delivery(cast: Cast) -> Delivery:
    """Of a new car to Maria, on Tuesday, by Sam."""
    return deliver(cast.north, TUESDAY, salesperson=cast.sam, buyer=MARIA)


@pytest.fixture
def row(delivery: Delivery) -> FollowUp:
    """Its post-sale call, due on Thursday."""
    return FollowUp.objects.get()


@pytest.fixture
def sam(cast: Cast, sign_in: Any, monkeypatch: pytest.MonkeyPatch) -> Caller:
    """Sam at noon that day."""
    return calls_at(NOW, sign_in(cast.sam), monkeypatch)
