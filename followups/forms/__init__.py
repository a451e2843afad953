"""Forms of the day: the log, and putting a card off."""

from followups.forms.contact import ContactForm
from followups.forms.log import LogForm
from followups.forms.snooze import SnoozeForm

__all__ = ["ContactForm", "LogForm", "SnoozeForm"]
