"""Forms about who is who: the same person twice, a death, a link that ended, a mistaken stop."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from customers.models import PersonalFact
from dealerfollow.web.crispy import crispy

WHY = gettext_lazy("Say why in a few words.")
WHICH = gettext_lazy("Pick one.")


class _PickForm(forms.Form):
    """One of several rows, picked by its id; the only one is picked already."""

    def __init__(self, *args: Any, picks: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["row"]
        field.choices = [(str(pk), words) for pk, words in picks]
        if len(picks) == 1:
            field.initial = str(picks[0][0])


class CorrectStopForm(_PickForm):
    """Which request was recorded by mistake, and how that came about."""

    row = forms.ChoiceField(
        label=gettext_lazy("Which request"),
        widget=forms.RadioSelect,
        error_messages={"required": WHICH},
    )
    words = forms.CharField(
        label=gettext_lazy("What happened"), max_length=200, error_messages={"required": WHY}
    )
    helper = crispy()


class UnmergeForm(_PickForm):
    """Which entry is another person after all, and how one knows."""

    row = forms.ChoiceField(
        label=gettext_lazy("Which entry is somebody else"),
        widget=forms.RadioSelect,
        error_messages={"required": WHICH},
    )
    words = forms.CharField(
        label=gettext_lazy("How you know"), max_length=200, error_messages={"required": WHY}
    )
    helper = crispy()


class EndLinkForm(_PickForm):
    """Who no longer belongs to them."""

    row = forms.ChoiceField(
        label=gettext_lazy("Who no longer belongs to them"),
        widget=forms.RadioSelect,
        error_messages={"required": WHICH},
    )
    helper = crispy()


class ConfirmFactForm(_PickForm):
    """Which fact still holds, and about whom it is."""

    row = forms.ChoiceField(
        label=gettext_lazy("What still holds"),
        widget=forms.RadioSelect,
        error_messages={"required": WHICH},
    )
    about = forms.ChoiceField(
        label=gettext_lazy("About whom"),
        choices=[choice for choice in PersonalFact.About.choices if choice[0]],
        widget=forms.RadioSelect,
        error_messages={"required": WHICH},
    )
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
