"""Nonsense in a cadence is refused and never a crash."""

from hypothesis import given, settings
from hypothesis import strategies as st

from followups.rules.cadence import (
    CadenceError,
    cadence_from_rows,
)

NAMES = ["code", "kind", "channel", "tier", "offset_days", "every_months", "deadline"]
json_values = st.sampled_from([None, True, -1, 6, 10**9, 0.5, "", "check_in", "phone", [], {}])


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(st.sampled_from(NAMES), json_values))
def test_nonsense_is_refused_and_never_a_crash(changes):
    try:
        (touchpoint,) = cadence_from_rows("ownership", [changes]).touchpoints
    except CadenceError as refused:
        assert {problem.row for problem in refused.problems} == {0}
    else:
        assert (touchpoint.kind, touchpoint.channel) == ("check_in", "phone")
