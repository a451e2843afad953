"""Forms of the day: the log, and putting a card off."""

from followups.forms.log import LogForm
from followups.forms.snooze import SnoozeForm

__all__ = ["LogForm", "SnoozeForm"]
