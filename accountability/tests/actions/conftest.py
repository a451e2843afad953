"""The call that most of these days end with."""

import pytest

from accountability.tests.sweeping import post_sale
from dealerfollow.testing.cast import Cast
from followups.models import FollowUp


@pytest.fixture
def call(cast: Cast) -> FollowUp:
    """Sam's post-sale call, due on Thursday."""
    return post_sale(cast.north, cast.sam)
