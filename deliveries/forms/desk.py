"""What a department says about one thing that the store owes."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from deliveries.forms.sale import day_input

STATES = [
    ("waiting", _("Still waiting")),
    ("ready", _("Ready")),
    ("settled", _("Settled")),
    ("cancelled", _("No longer owed")),
]


class WordForm(forms.Form):
    """What happened, in words that the salesperson can say, and the new date."""

    status = forms.ChoiceField(
        label=_("What happened?"),
        choices=STATES,
        widget=forms.RadioSelect,
        error_messages={"required": _("Pick what happened.")},
    )
    word = forms.CharField(
        label=_("What the salesperson can say"),
        max_length=200,
        required=False,
        widget=forms.Textarea(attrs={"class": "form-control", "rows": 2}),
    )
    promised_on = forms.DateField(label=_("New date"), widget=day_input(), required=False)

    def __init__(self, *args: Any, today: date, was: date | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today, self.was = today, was
        self.fields["promised_on"].widget.attrs["class"] = "form-control"

    def clean(self) -> dict[str, Any]:
        """Something that is still waited for needs words; a date that moves is one to come."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("status") == "waiting" and not data.get("word") and "word" not in self.errors:
            self.add_error("word", _("What can the customer be told?"))
        day = data.get("promised_on")
        if data.get("status") == "waiting" and day and day < self.today and day != self.was:
            self.add_error("promised_on", _("This day is over."))
        return data
