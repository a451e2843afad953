"""Ana, and Sam who sold to her."""

from typing import Any

import pytest
from django.test import Client

from customers.models import Customer
from customers.tests.stories import HOUR, NOW, TUESDAY
from dealerfollow.testing.calls import stand_at
from dealerfollow.testing.cast import Cast
from dealerfollow.testing.sales import buyer, deliver


@pytest.fixture
def ana(cast: Cast) -> Customer:
    """Ana Reyes, to whom Sam delivered a car on Tuesday."""
    told = buyer(first_name="Ana", last_name="Reyes")
    return deliver(cast.north, TUESDAY, salesperson=cast.sam, buyer=told).customer


@pytest.fixture
def sam(cast: Cast, sign_in: Any, monkeypatch: pytest.MonkeyPatch) -> Client:
    """Sam, that evening."""
    stand_at(NOW + 8 * HOUR, monkeypatch)
    return sign_in(cast.sam)
