"""One view, one screen or one button."""

from followups.views.log import log
from followups.views.snooze import snooze_card
from followups.views.tap import tap
from followups.views.today import card, today
from followups.views.undo import undo

__all__ = ["card", "log", "snooze_card", "tap", "today", "undo"]
