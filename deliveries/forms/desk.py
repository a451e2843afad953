"""What a department says about one thing that the store owes."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _gettext
from django.utils.translation import gettext_lazy as _

from dealerfollow.web.crispy import date_input
from dealerfollow.web.fields import DayField
from deliveries.rules.desk_words import Said, missing

OUTCOMES = {
    "waiting": _("Still waiting"),
    "papers": _("Papers wait"),
    "sent": _("Sent to the state"),
    "ordered": _("Ordered"),
    "arrived": _("It is here"),
    "ready": _("Ready"),
    "moved": _("A new date"),
    "settled": _("Settled"),
    "cancelled": _("No longer owed"),
}

NEEDED = {
    "news": _("What can the customer be told?"),
    "day": _("When should it be here?"),
    "why": _("Say why: it stays on record."),
    "over": _("This day is over."),
    "moved": _("Why has the date moved?"),
}


def outcome_choices(codes: Sequence[str]) -> list[tuple[str, Any]]:
    """These outcomes with their words."""
    return [(code, OUTCOMES[code]) for code in codes]


class WordForm(forms.Form):
    """What happened, in words that the salesperson can say, and the new date."""

    status = forms.ChoiceField(
        label=_("What happened?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Pick what happened.")},
    )
    word = forms.CharField(
        label=_("What the salesperson can say"),
        max_length=200,
        required=False,
        widget=forms.Textarea(attrs={"class": "form-control", "rows": 2}),
    )
    promised_on = DayField(label=_("New date"), widget=date_input(), required=False)
    seen_on = DayField(widget=forms.HiddenInput, required=False)  # as the page showed it
    why = forms.CharField(
        label=_("Why is it no longer owed?"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"class": "form-control"}),
    )

    def __init__(
        self,
        *args: Any,
        outcomes: Sequence[str],
        today: date,
        was: date | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today, self.was = today, was
        field = self.fields["status"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = outcome_choices(outcomes)
        self.fields["promised_on"].widget.attrs["class"] = "form-control"

    def clean(self) -> dict[str, Any]:
        """What the rules miss is asked for; a date that moves is one to come."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        seen = data.get("seen_on") if "seen_on" in self.data else self.was
        told = [data.get(name) for name in ("status", "word", "promised_on", "why")]
        outcome, word, day, why = told
        if seen not in (self.was, day):
            self._show_again(data)
        if outcome:
            said = Said(outcome, word or "", day, why or "")
            for name, what in missing(said, was=seen, today=self.today):
                self._need(name, NEEDED[what])
        if day == seen:
            data["promised_on"] = None  # nobody touched it: the date that stands now stays
        return data

    def _show_again(self, data: dict[str, Any]) -> None:
        """Two people moved the date: the second sees what the first one said before it counts."""
        now_on = date_format(self.was, "M j") if self.was else _gettext("no date")
        words = _gettext("Somebody changed this to %(day)s meanwhile. Which day is it?")
        self._need("promised_on", words % {"day": now_on})
        seen_on = self.was.isoformat() if self.was else ""
        self.data = {**{name: self.data.get(name) for name in self.data}, "seen_on": seen_on}

    def said(self) -> Said:
        """What was said, as the rules take it. Only of a valid form."""
        data = self.cleaned_data
        return Said(data["status"], data["word"], data["promised_on"], data["why"])

    def _need(self, name: str, words: Any) -> None:
        if name not in self.errors:
            self.add_error(name, words)
