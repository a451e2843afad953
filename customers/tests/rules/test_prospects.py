"""A lead arrives: a prospect that we know, or a new one?"""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from customers.rules.prospects import KnownProspect, Lead, NewProspect, SameProspect, placed

FIRST = datetime(2026, 11, 2, 15, tzinfo=UTC)
NORTH, SOUTH, ANA, BO = 1, 2, 21, 22


def lead(after_days: int = 3, **told: Any) -> Lead:
    usual: dict[str, Any] = {
        "store_id": NORTH,
        "customer_id": ANA,
        "source": "cars.example",
        "source_id": "L-2",
        "received_at": FIRST + timedelta(days=after_days),
    }
    return Lead(**(usual | told))


def known(**told: Any) -> KnownProspect:
    usual: dict[str, Any] = {
        "prospect_id": 7,
        "store_id": NORTH,
        "customer_id": ANA,
        "state": "working",
        "received_at": FIRST,
        "sources": frozenset({("autos.example", "L-1")}),
    }
    return KnownProspect(**(usual | told))


@pytest.mark.parametrize("state", ["working", "paused", "save_a_deal"])
def test_edge_52_a_second_site_adds_a_source_and_the_clock_runs_on(state: Any) -> None:
    assert placed(lead(), [known(state=state)]) == SameProspect(7, True, FIRST)


def test_edge_52_the_same_lead_again_changes_nothing_even_when_the_prospect_has_ended() -> None:
    again = lead(source="autos.example", source_id="L-1")
    assert placed(again, [known(state="lost")]) == SameProspect(7, False, FIRST)


def test_edge_52_a_site_without_ids_adds_its_name_once() -> None:
    anonymous = lead(source_id="")
    assert placed(anonymous, [known()]) == SameProspect(7, True, FIRST)
    had = known(sources=frozenset({("cars.example", "")}))
    assert placed(anonymous, [had]) == SameProspect(7, False, FIRST)


@pytest.mark.parametrize("changes", [{"store_id": SOUTH}, {"customer_id": BO}])
def test_edge_52_another_store_or_another_customer_is_another_prospect(
    changes: dict[str, Any],
) -> None:
    received = FIRST + timedelta(days=3)
    assert placed(lead(), [known(**changes)]) == NewProspect(None, received)


@pytest.mark.parametrize("state", ["lost", "sold", "stopped"])
def test_edge_55_who_returns_is_a_new_prospect_linked_to_the_old_one(state: Any) -> None:
    old = known(state=state)
    back = lead(after_days=243)
    assert placed(back, [old]) == NewProspect(returns=7, clock_from=back.received_at)
    assert old.state == state


def test_edge_55_of_several_old_ones_the_newest_is_linked() -> None:
    older = known(prospect_id=9, state="lost", received_at=FIRST - timedelta(days=400))
    assert placed(lead(after_days=243), [older, known(state="lost")]) == NewProspect(
        7, FIRST + timedelta(days=243)
    )


@given(
    st.lists(
        st.tuples(st.sampled_from(["a", "b", "c"]), st.sampled_from(["", "1", "2"])), max_size=12
    )
)
def test_edge_52_however_often_sites_send_them_one_prospect_is_made(sent: Any) -> None:
    on_file: list[KnownProspect] = []
    for n, (source, source_id) in enumerate(sent):
        found = placed(lead(after_days=n, source=source, source_id=source_id), on_file)
        if isinstance(found, NewProspect):
            on_file = [
                known(received_at=found.clock_from, sources=frozenset({(source, source_id)}))
            ]
            continue
        had = on_file[0].sources
        assert found.adds_source == ((source, source_id) not in had)
        on_file = [known(received_at=found.clock_from, sources=had | {(source, source_id)})]
    assert len(on_file) == bool(sent)
    assert all(one.received_at == FIRST for one in on_file)
