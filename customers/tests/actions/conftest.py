"""Ana, a customer of two stores."""

from datetime import date, timedelta

import pytest

from customers.tests.one_customer import NUMBER, TUESDAY
from dealerfollow.testing.cast import Cast
from dealerfollow.testing.sales import buyer, deliver
from deliveries.models import Delivery


@pytest.fixture
def ana(cast: Cast) -> Delivery:
    """Ana bought at North today and at South a year ago, with a birthday and one number."""
    told = buyer(phones=((NUMBER, "mobile"),), born_on=date(1980, 6, 1))
    deliver(cast.south, TUESDAY - timedelta(days=365), salesperson=cast.noor, buyer=told)
    return deliver(cast.north, TUESDAY, salesperson=cast.sam, buyer=told)
