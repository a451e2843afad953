"""The call of most pages."""

from datetime import date

import pytest

from dealerfollow.testing.cast import Cast
from dealerfollow.testing.sales import deliver
from followups.models import FollowUp

TUESDAY = date(2026, 3, 3)


@pytest.fixture
def row(cast: Cast) -> FollowUp:
    """The post-sale call of a car that Sam delivered on Tuesday, due on Thursday."""
    return FollowUp.objects.get(delivery=deliver(cast.north, TUESDAY, salesperson=cast.sam))
