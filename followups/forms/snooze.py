"""Putting a card off: until when, and why."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dealerfollow.web.fields import DayField
from followups.forms.widgets import Day, Pills, Text
from followups.rules.snoozing import Offer
from followups.words.days import clock, day
from followups.words.labels import SNOOZE_REASONS
from followups.words.problems import problem_words


class SnoozeForm(forms.Form):
    """Choices are the moments on offer right now."""

    until = forms.ChoiceField(
        label=_("Bring it back"),
        widget=Pills,
        error_messages={"required": _("Until when?"), "invalid_choice": _("Choose again.")},
    )
    until_on = DayField(
        label=_("On"),
        required=False,
        widget=Day(),
    )
    reason = forms.ChoiceField(
        label=_("Why"),
        widget=Pills,
        choices=list(SNOOZE_REASONS.items()),
        error_messages={"required": _("Say why.")},
    )
    reason_words = forms.CharField(
        label=_("In a few words"),
        required=False,
        max_length=120,
        widget=Text(),
    )

    def __init__(
        self,
        offered: tuple[Offer, ...],
        now: datetime,
        data: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, auto_id="snooze_%s")
        field = self.fields["until"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [*((o.choice, _label(o, now)) for o in offered), ("pick", _("Pick…"))]

    def refuse(self, problems: Mapping[str, str]) -> None:
        """Puts the problems of the rules next to their fields."""
        for name, code in problems.items():
            self.add_error(name, problem_words(code))


def _label(offer: Offer, now: datetime) -> str:
    """ "In 1 h, 11:24 AM", "5:30 PM", "Tomorrow 9:00 AM", "Mon, Nov 23"."""
    at = clock(offer.until)
    words: dict[str, Any] = {
        "hour": _("In 1 h, %(time)s"),
        "evening": "%(time)s",
        "tomorrow": _("Tomorrow %(time)s"),
    }
    if offer.choice in words:
        return str(words[offer.choice]) % {"time": at}
    return day(offer.until.date())
