"""A pasted list of numbers, and the one thing that is said of all of them."""

import uuid
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dealerfollow.web.crispy import date_input
from dealerfollow.web.fields import DayField
from deliveries.forms.desk import OUTCOMES, outcome_choices
from deliveries.models import DEPARTMENTS
from deliveries.rules.desk_words import READY, STAGES, Said, many_outcomes_of, missing
from deliveries.rules.pasted import MOST_NUMBERS, read_lines

SAID_OF_MANY = ("papers", "sent", "ordered", "arrived", "ready", "moved", "settled")
MOST_LETTERS = 60_000
NEEDED = {
    "day": _("Which day?"),
    "over": _("This day is over."),
    "moved": _("Why has the date moved? All of them hear this."),
}


class ManyForm(forms.Form):
    """Which deals, what is owed on them, and what happened."""

    numbers = forms.CharField(
        label=_("Deal or stock numbers"),
        max_length=MOST_LETTERS,
        widget=forms.Textarea(
            attrs={
                "class": "form-control",
                "rows": 9,
                "spellcheck": "false",
                "autocomplete": "off",
                "placeholder": "47990\n47991\nH10233",
            }
        ),
        help_text=_("One in a line, or a piece of a spreadsheet: its other columns are left."),
        error_messages={
            "required": _("Paste the numbers of the deals, or of the cars."),
            "max_length": _("This is too long. Paste the numbers without the other columns."),
        },
    )
    department = forms.ChoiceField(
        label=_("Department"),
        choices=DEPARTMENTS,
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    item = forms.CharField(
        label=_("What is owed"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"class": "form-control", "list": "owed-items"}),
        help_text=_("A word of it is enough. Empty: whatever this department owes on the deal."),
    )
    outcome = forms.ChoiceField(
        label=_("What happened?"),
        choices=outcome_choices(SAID_OF_MANY),
        widget=forms.RadioSelect,
        error_messages={"required": _("Pick what happened.")},
    )
    word = forms.CharField(
        label=_("What the salespeople can say, the same for all"),
        max_length=200,
        required=False,
        widget=forms.Textarea(attrs={"class": "form-control", "rows": 2}),
    )
    promised_on = DayField(
        label=_("New date, the same for all"), widget=date_input(), required=False
    )
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["promised_on"].widget.attrs["class"] = "form-control"
        self.fields["key"].initial = uuid.uuid4

    def clean_numbers(self) -> str:
        """At most so many deals as one person can look over."""
        text: str = self.cleaned_data["numbers"]
        found = len(read_lines(text))
        if found > MOST_NUMBERS:
            raise forms.ValidationError(
                _("%(n)d numbers. Paste at most %(most)d at a time."),
                params={"n": found, "most": MOST_NUMBERS},
            )
        return text

    def clean(self) -> dict[str, Any]:
        """The department says such a thing, and what the rules miss is asked for."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        outcome, department = data.get("outcome"), data.get("department")
        if outcome and department and outcome not in many_outcomes_of(department):
            fitting = ", ".join(str(OUTCOMES[code]) for code in many_outcomes_of(department))
            words = _("This department does not say that. Pick one of: %(fitting)s.")
            self.add_error("outcome", words % {"fitting": fitting})
        if outcome:
            for name, what in missing(self._said(outcome, data), was=None, today=self.today):
                if name not in self.errors:
                    self.add_error(name, NEEDED[what])
        return data

    def said(self) -> Said:
        """What was said, as the rules take it: without words a stage says itself. Only of a valid
        form."""
        return self._said(self.cleaned_data["outcome"], self.cleaned_data)

    def _said(self, outcome: str, data: dict[str, Any]) -> Said:
        word = data.get("word", "")
        if not word and (outcome in STAGES or outcome == READY):
            word = str(OUTCOMES[outcome])
        return Said(outcome, word, data.get("promised_on"))
