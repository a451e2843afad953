"""What is said about a miss, or about a log that was wrong: parsed, never judged."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accountability.models import MissVoid
from accountability.rules.reviewing import MAX_WORDS

PROBLEMS: Mapping[str, Any] = {
    "next_step_required": _("Say what follows from it."),
    "reason_required": _("Pick a reason."),
    "words_required": _("Say it in a few words."),
    "too_long": _("Fewer words, please."),
    "later_attempt": _("Somebody has logged something after it: correct that first."),
    "changed_since": _("It has changed since, so it cannot be taken back exactly."),
}


class Saying(forms.Form):
    """A form whose rules are asked by its action."""

    def refuse(self, problems: Mapping[str, str]) -> None:
        """Puts the problems of the rules next to their fields."""
        for name, code in problems.items():
            where = name if name in self.fields else None
            self.add_error(where, str(PROBLEMS.get(code, code)))


def _words(label: Any) -> forms.CharField:
    text = forms.Textarea(attrs={"class": "form-control", "rows": 2})
    return forms.CharField(label=label, required=False, max_length=MAX_WORDS, widget=text)


class ReviewForm(Saying):
    """The next step."""

    next_step = _words(_("Next step"))


class VoidForm(Saying):
    """Why the miss is not to count."""

    reason = forms.ChoiceField(
        label=_("Why it is not to count"),
        required=False,
        choices=[("", _("Pick a reason")), *MissVoid.Reason.choices],
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    words = _words(_("In a few words"))


class CorrectionForm(Saying):
    """What was wrong with the log."""

    words = _words(_("What was wrong"))
