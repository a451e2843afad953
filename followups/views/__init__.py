"""One view, one screen or one button."""

from followups.views.afterwards import afterwards
from followups.views.ask import ask
from followups.views.bring_back import bring_card_back
from followups.views.contact import contact
from followups.views.hand_off import hand_off_call
from followups.views.log import log
from followups.views.reasons import reason, reasons
from followups.views.sheet import sheet
from followups.views.skip import skip_card
from followups.views.snooze import snooze_card
from followups.views.tap import tap
from followups.views.today import card, today
from followups.views.undo import undo
from followups.views.why import why

__all__ = [
    "afterwards",
    "ask",
    "bring_card_back",
    "card",
    "contact",
    "hand_off_call",
    "log",
    "reason",
    "reasons",
    "sheet",
    "skip_card",
    "snooze_card",
    "tap",
    "today",
    "undo",
    "why",
]
