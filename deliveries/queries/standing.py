"""A promise as the rules of the desk take it."""

from deliveries.models import WeOwe
from deliveries.rules.desk_words import Standing


def standing_of(we_owe: WeOwe) -> Standing:
    """How it stands: no query."""
    return Standing(we_owe.status, we_owe.stage, we_owe.promised_on, we_owe.word)
