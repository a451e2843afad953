"""Who asked for silence, and who died: what ends, and what we owe all the same."""

import pytest

from followups.rules.in_silence import in_silence
from followups.rules.outcomes import SERVICE_KINDS


@pytest.mark.parametrize("kind", sorted(SERVICE_KINDS))
def test_edge_59_what_we_owe_is_told_by_letter_by_the_manager(kind):
    assert in_silence(kind, "phone", has_died=False) == ("letter", "not_contactable", True)


@pytest.mark.parametrize("kind", sorted(SERVICE_KINDS))
def test_edge_70_what_we_owe_to_an_estate_is_the_managers_to_ring(kind):
    assert in_silence(kind, "phone", has_died=True) == ("phone", "died", True)


@pytest.mark.parametrize(
    ("has_died", "reason"),
    [(False, "asked_to_stop"), (True, "died")],
    ids=["edge-59-stopped", "edge-70-died"],
)
def test_all_else_is_not_made(has_died, reason):
    assert in_silence("check_in", "phone", has_died=has_died) == (None, reason, False)
