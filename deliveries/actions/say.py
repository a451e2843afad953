"""What a desk said of one promise, whatever it was."""

from datetime import datetime

from dealerfollow.stores.models import User
from deliveries.actions.we_owe import say_word, settle_we_owe
from deliveries.models import WeOwe
from deliveries.rules.desk_words import CANCELLED, READY, SETTLED, STAGES, Said


def say(we_owe: WeOwe, said: Said, *, by: User, now: datetime) -> WeOwe:
    """News, a stage, a new date, ready, settled, or no longer owed. Nothing when somebody settled
    it meanwhile. Idempotent."""
    if said.outcome in (SETTLED, CANCELLED):
        is_cancelled = said.outcome == CANCELLED
        return settle_we_owe(
            we_owe, by=by, now=now, is_cancelled=is_cancelled, why=said.why, word=said.word
        )
    return say_word(
        we_owe,
        word=said.word or we_owe.word,
        promised_on=said.promised_on or we_owe.promised_on,
        is_ready=said.outcome == READY,
        stage=said.outcome if said.outcome in STAGES else None,
        by=by,
        now=now,
    )
