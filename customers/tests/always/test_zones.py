"""Any text gives at least one zone."""

from hypothesis import given, settings
from hypothesis import strategies as st

from customers.rules.zones import whereabouts


@settings(max_examples=80, deadline=None)
@given(state=st.text(max_size=4), zip_code=st.text(max_size=7), phone=st.text(max_size=14))
def test_any_text_gives_at_least_one_zone(state: str, zip_code: str, phone: str) -> None:
    assert whereabouts(state=state, zip_code=zip_code, phone=phone).zones
