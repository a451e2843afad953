"""Forms about who is who: the same person twice, a death, a link that ended, a mistaken stop."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from customers.models import PersonalFact
from dealerfollow.web.crispy import crispy, date_input
from dealerfollow.web.fields import DayField

WHY = gettext_lazy("Say why in a few words.")
WHICH = gettext_lazy("Pick one.")


def _why(label: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=200, error_messages={"required": WHY})


class PickForm(forms.Form):
    """One of several rows, picked by its id; the only one is picked already. `which` names them."""

    which: Any = ""
    row = forms.ChoiceField(widget=forms.RadioSelect, error_messages={"required": WHICH})
    helper = crispy()

    def __init__(self, *args: Any, picks: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["row"]
        field.label, field.choices = self.which, [(str(pk), words) for pk, words in picks]
        if len(picks) == 1:
            field.initial = str(picks[0][0])


class CorrectStopForm(PickForm):
    """Which request was recorded by mistake, and how that came about."""

    which = gettext_lazy("Which request")
    words = _why(gettext_lazy("What happened"))


class UnmergeForm(PickForm):
    """Which entry is another person after all, and how one knows."""

    which = gettext_lazy("Which entry is somebody else")
    words = _why(gettext_lazy("How you know"))


class ConfirmChildForm(PickForm):
    """Which child may be asked about after the parting."""

    which = gettext_lazy("Whom one may ask about")


class ServiceVisitForm(forms.Form):
    """The day on which they had work done on the car; not a day to come."""

    serviced_on = DayField(label=gettext_lazy("Service visit on"), widget=date_input())
    helper = crispy()

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_serviced_on(self) -> date:
        """A visit that has been."""
        serviced_on: date = self.cleaned_data["serviced_on"]
        if serviced_on > self.today:
            raise forms.ValidationError(_("That day is still to come."))
        return serviced_on


class ConfirmFactForm(PickForm):
    """Which fact still holds, and about whom it is."""

    which = gettext_lazy("What still holds")
    about = forms.ChoiceField(
        label=gettext_lazy("About whom"),
        choices=[choice for choice in PersonalFact.About.choices if choice[0]],
        widget=forms.RadioSelect,
        error_messages={"required": WHICH},
    )


class CorrectDeathForm(forms.Form):
    """How the mistake came about."""

    words = _why(gettext_lazy("What happened"))
    helper = crispy()


class MergeTwoForm(forms.Form):
    """That the two entries side by side are one person, and how one knows."""

    words = _why(gettext_lazy("How you know"))
    helper = crispy()


class MergeForm(forms.Form):
    """The other entry of the same person, and how one knows."""

    other = forms.IntegerField(widget=forms.HiddenInput)
    words = forms.CharField(
        label=gettext_lazy("How you know"),
        max_length=200,
        error_messages={"required": WHY},
        widget=forms.TextInput(attrs={"class": "form-control"}),
    )


class DeathForm(forms.Form):
    """Who settles the estate, when that is known."""

    estate_contact = forms.CharField(
        label=gettext_lazy("Who settles the estate"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Name and number, if you know them. It can be added later."),
    )
    helper = crispy()
