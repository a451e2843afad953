"""Somebody bought: whose prospect ends, who is told, who is only asked."""

from datetime import UTC, datetime, timedelta
from typing import Any

from customers.rules.purchase_ends import (
    Asked,
    BoughtMeanwhile,
    Ended,
    Purchase,
    WorkingProspect,
    conflict_of_log,
    ends_with,
)

NORTH, SOUTH = 1, 2
SAM, NOOR = 11, 12
FATHER, SON, STRANGER = 21, 22, 23
LANDLINE = "+12125550177"
NOON = datetime(2026, 11, 18, 17, tzinfo=UTC)


def bought(**told: Any) -> Purchase:
    usual: dict[str, Any] = {
        "store_id": SOUTH,
        "signers": frozenset({FATHER}),
        "salesperson_id": NOOR,
        "learned_at": NOON,
        "phones": frozenset({LANDLINE}),
    }
    return Purchase(**(usual | told))


def prospect(customer: int, **told: Any) -> WorkingProspect:
    usual: dict[str, Any] = {"prospect_id": 100 + customer, "store_id": NORTH, "owner_id": SAM}
    return WorkingProspect(customer_id=customer, **(usual | told))


def test_edge_47_the_card_that_did_not_show_the_purchase_is_a_conflict_and_keeps_the_talk() -> None:
    shown = NOON - timedelta(minutes=20)
    found = conflict_of_log(FATHER, shown_at=shown, is_talk=True, purchases=[bought()])
    assert found == BoughtMeanwhile(SOUTH, NOOR, keeps_talk=True)
    ended, _ = ends_with(bought(), [prospect(FATHER)])
    assert [one.prospect_id for one in ended] == [121]


def test_edge_47_a_card_that_showed_the_purchase_and_somebody_elses_are_no_conflict() -> None:
    later = NOON + timedelta(minutes=1)
    assert conflict_of_log(FATHER, shown_at=later, is_talk=True, purchases=[bought()]) is None
    assert (
        conflict_of_log(SON, shown_at=NOON - timedelta(hours=1), is_talk=True, purchases=[bought()])
        is None
    )


def test_edge_47_of_two_purchases_the_newest_is_named_and_no_answer_keeps_no_talk() -> None:
    newer = bought(store_id=NORTH, salesperson_id=SAM, learned_at=NOON + timedelta(minutes=5))
    found = conflict_of_log(
        FATHER,
        shown_at=NOON - timedelta(hours=1),
        is_talk=False,
        purchases=[newer, bought()],
    )
    assert found == BoughtMeanwhile(NORTH, SAM, keeps_talk=False)


def test_edge_48_bought_at_the_sister_store_ends_it_group_wide_and_tells_the_first() -> None:
    ended, asked = ends_with(bought(), [prospect(FATHER)])
    assert ended == [Ended(121, tells=SAM, is_sister_store=True)]
    assert asked == []


def test_edge_48_who_sold_it_is_not_told_of_their_own_sale() -> None:
    ended, _ = ends_with(bought(store_id=NORTH, salesperson_id=SAM), [prospect(FATHER)])
    assert ended == [Ended(121, tells=None, is_sister_store=False)]


def test_edge_48_the_co_buyer_signed_too() -> None:
    both = bought(signers=frozenset({FATHER, SON}))
    ended, asked = ends_with(both, [prospect(SON), prospect(FATHER)])
    assert [one.prospect_id for one in ended] == [122, 121]
    assert asked == []


def test_edge_49_the_sons_prospect_on_the_same_landline_stays_and_its_owner_is_asked() -> None:
    ended, asked = ends_with(bought(), [prospect(SON, phones=frozenset({LANDLINE}))])
    assert (ended, asked) == ([], [Asked(122, SAM)])


def test_edge_49_a_known_household_without_a_shared_number_is_asked_about_too() -> None:
    ended, asked = ends_with(bought(household=frozenset({SON})), [prospect(SON, owner_id=None)])
    assert (ended, asked) == ([], [Asked(122, None)])


def test_edge_49_a_strangers_prospect_is_left_alone() -> None:
    numbers = frozenset({"+12125550199"})
    assert ends_with(bought(), [prospect(STRANGER, phones=numbers)]) == ([], [])
