"""A sale that other connections can see."""

from datetime import date
from typing import Any

import pytest
from django.db import transaction

from dealerfollow.testing.cast import Cast, make_cast
from dealerfollow.testing.sales import deliver
from deliveries.models import Delivery

TUESDAY = date(2026, 3, 3)


@pytest.fixture
def sold(transactional_db: Any) -> tuple[Cast, Delivery]:
    """One committed delivery of Sam's, on Tuesday; its post-sale call is due on Thursday."""
    with transaction.atomic():
        cast = make_cast()
        return cast, deliver(cast.north, TUESDAY, salesperson=cast.sam)
