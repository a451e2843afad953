"""A reason for the store's library: its words, for which calls, in which language."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from customers.models import LANGUAGES
from followups.models import CallReason
from followups.rules.empty_reasons import is_empty_reason
from followups.words.labels import KINDS
from followups.words.problems import problem_words

FOR = [
    (kind, KINDS[kind])
    for kind in ("post_sale", "satisfaction", "how_to", "check_in", "lease", "repurchase")
]


class ReasonForm(forms.Form):
    """What anybody may propose; bare ones are refused in words that teach."""

    text = forms.CharField(
        label=_("Reason"),
        max_length=160,
        widget=forms.TextInput({"class": "form-control", "autocomplete": "off"}),
        error_messages={"required": _("Write what is worth their time.")},
    )
    kinds = forms.MultipleChoiceField(
        label=_("For"), choices=FOR, required=False, widget=forms.CheckboxSelectMultiple
    )
    language = forms.ChoiceField(
        label=_("Language"),
        choices=LANGUAGES,
        initial="en",
        widget=forms.Select({"class": "form-select"}),
    )

    @classmethod
    def of(cls, reason: CallReason) -> "ReasonForm":
        """Filled with what it is now."""
        now = {"text": reason.text, "kinds": reason.kinds, "language": reason.language}
        return cls(initial=now)

    def clean_text(self) -> str:
        """Refused when it says no more than "everything OK?"."""
        text: str = self.cleaned_data["text"]
        if is_empty_reason(text):
            raise forms.ValidationError(problem_words("empty_reason"))
        return text

    def told(self) -> dict[str, Any]:
        """As the actions take it; only after is_valid()."""
        found = self.cleaned_data
        return {"kinds": found["kinds"], "language": found["language"]}
