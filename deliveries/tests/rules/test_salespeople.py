"""Who is meant by a salesperson of the file: the id decides, the name only suggests."""

import pytest

from dealerfollow.intake.sold_deal import Salesperson
from deliveries.rules.salespeople import StaffMember, suggested, who_is

SAM, OTHER_SAM, NOOR = 1, 2, 3


def staff(*members):
    return [StaffMember(*member) for member in members]


ONE_SAM = staff((SAM, "", "Sam Rivera"), (NOOR, "201", "Noor Haddad"))
TWO_SAMS = [*ONE_SAM, StaffMember(OTHER_SAM, "", "Sam Rivera")]


@pytest.mark.parametrize(
    ("told", "people", "meant", "offered"),
    [
        pytest.param(("201", "X"), ONE_SAM, NOOR, NOOR, id="edge-76-the-id-decides"),
        pytest.param(
            ("201", "SAM RIVERA"), ONE_SAM, NOOR, NOOR, id="edge-76-the-id-decides-not-the-name"
        ),
        pytest.param(
            ("0999", "SAM RIVERA"), ONE_SAM, None, SAM, id="edge-76-an-unknown-id-only-suggests"
        ),
        pytest.param(
            ("0999", "SAM R"), ONE_SAM, None, SAM, id="edge-76-a-word-of-the-name-suggests"
        ),
        pytest.param(
            ("0999", "NOOR HADDAD"), ONE_SAM, None, None, id="edge-76-known-by-another-id"
        ),
        pytest.param(("", "sam rivera"), ONE_SAM, SAM, SAM, id="edge-76-no-id-and-one-of-the-name"),
        pytest.param(("", "SAM R"), ONE_SAM, None, SAM, id="edge-76-no-id-and-half-a-name"),
        pytest.param(("", "SAM RIVERA"), TWO_SAMS, None, None, id="edge-76-no-id-and-two"),
        pytest.param(("0999", ""), ONE_SAM, None, None, id="edge-76-an-unknown-id-without-name"),
        pytest.param(("", ""), ONE_SAM, None, None, id="edge-76-nothing-told"),
    ],
)
def test_who_is_meant_and_who_is_offered(told, people, meant, offered):
    assert who_is(Salesperson(*told), people) == meant
    assert suggested(Salesperson(*told), people) == offered
