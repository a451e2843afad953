"""Forms about one customer: who they are, how to reach them, and what they asked for."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from phonenumber_field.formfields import PhoneNumberField

from customers.actions.correct import CORRECTED
from customers.forms.hours import hours_problem
from customers.models import CHANNELS, Consent, Customer, CustomerPhone, HouseholdLink
from dealerfollow.intake.states import STATE_CODES
from dealerfollow.web.crispy import beside, crispy, date_input, time_input

BAD_PHONE = gettext_lazy("Not a number that can be dialed. Ten digits, such as (480) 555-0142.")
STATE_CHOICES = [("", "–"), *((code, code) for code in sorted(STATE_CODES))]


class CustomerForm(forms.ModelForm):
    """Name, language, preferred channel and hours, address, birthday, how they use the car."""

    state = forms.ChoiceField(label=gettext_lazy("State"), choices=STATE_CHOICES, required=False)

    class Meta:
        model = Customer
        fields = [name for name in CORRECTED if name != "suffix"]
        widgets = {
            "born_on": date_input(),
            "reach_from": time_input(),
            "reach_until": time_input(),
        }
        help_texts = {
            "how_they_use_it": gettext_lazy("Tows a camper, long commute, dog in the back …"),
            "reach_from": gettext_lazy(
                "Their own time. Leave both empty if any lawful hour is fine."
            ),
        }

    helper = crispy(
        beside("first_name", "last_name"),
        "company",
        beside("language", "preferred_channel"),
        beside("reach_from", "reach_until"),
        "address",
        beside("city", "state", "postal_code"),
        "born_on",
        "how_they_use_it",
    )

    def __init__(self, *args: Any, today: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        if self.instance.state not in ("", *STATE_CODES):  # a file said so
            known: Any = self.fields["state"]
            known.choices = [*STATE_CHOICES, (self.instance.state, self.instance.state)]

    def clean_born_on(self) -> Any:
        """A day in the past, and not before anybody alive."""
        born_on = self.cleaned_data["born_on"]
        if born_on and not 1900 <= born_on.year <= self.today.year:
            raise forms.ValidationError(_("Not a year in which somebody was born."))
        if born_on and born_on > self.today:
            raise forms.ValidationError(_("A birthday lies in the past."))
        return born_on

    def clean(self) -> dict[str, Any]:
        """Somebody has a name; hours come as a pair."""
        told = super().clean() or self.cleaned_data
        if not (told.get("first_name") or told.get("last_name") or told.get("company")):
            self.add_error("last_name", _("Give a name: their last name, or the company."))
        for field, problem in hours_problem(told.get("reach_from"), told.get("reach_until")):
            self.add_error(field, problem)
        return told


class PhoneForm(forms.Form):
    """One phone number of a customer, new or corrected."""

    number = PhoneNumberField(
        label=gettext_lazy("Number"), region="US", error_messages={"invalid": BAD_PHONE}
    )
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=CustomerPhone.Kind.choices)
    is_first = forms.BooleanField(label=gettext_lazy("Call this one first"), required=False)
    helper = crispy()

    def __init__(self, *args: Any, taken: set[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.taken = taken

    def clean_number(self) -> str:
        """E.164, and not on file already."""
        number = self.cleaned_data["number"].as_e164
        if number in self.taken:
            raise forms.ValidationError(_("This number is on file already."))
        return str(number)


class EmailForm(forms.Form):
    """One e-mail address of a customer, new or corrected."""

    address = forms.EmailField(
        label=gettext_lazy("E-mail"),
        max_length=254,
        error_messages={"invalid": gettext_lazy("Not an e-mail address, such as ana@example.com.")},
    )
    helper = crispy()

    def __init__(self, *args: Any, taken: set[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.taken = taken

    def clean_address(self) -> str:
        """In lower case, and not on file already."""
        address = str(self.cleaned_data["address"]).lower()
        if address in self.taken:
            raise forms.ValidationError(_("This address is on file already."))
        return address


class StopForm(forms.Form):
    """What they asked us to stop: sales contact or any, on one channel or on all."""

    scope = forms.ChoiceField(
        label=gettext_lazy("What they asked for"),
        choices=[
            ("sales", gettext_lazy("No sales contact: only about their car and what we owe")),
            ("everything", gettext_lazy("No contact at all")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Sales contact only, or any contact?")},
    )
    channel = forms.ChoiceField(
        label=gettext_lazy("By which way"),
        choices=[
            ("all", gettext_lazy("Every channel")),
            *(c for c in CHANNELS if c[0] != "in_person"),
        ],
    )
    words = forms.CharField(
        label=gettext_lazy("In their words"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("What they said, as they said it."),
    )
    helper = crispy()


class ConsentForm(forms.Form):
    """What they said about one channel."""

    channel = forms.ChoiceField(
        label=gettext_lazy("By which way"), choices=[c for c in CHANNELS if c[0] != "in_person"]
    )
    state = forms.ChoiceField(
        label=gettext_lazy("What they said"),
        choices=[
            (Consent.State.GIVEN, gettext_lazy("Yes, contact me this way")),
            (Consent.State.WITHDRAWN, gettext_lazy("No longer")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Yes or no longer?")},
    )
    source = forms.CharField(
        label=gettext_lazy("How they said it"),
        max_length=120,
        help_text=gettext_lazy("On the phone, at delivery, by the form they signed …"),
    )
    helper = crispy()


class HouseholdForm(forms.Form):
    """Who they belong to: `other` is a customer that was found."""

    other = forms.IntegerField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label=gettext_lazy("They are their"),
        choices=HouseholdLink.Kind.choices,
        widget=forms.Select(attrs={"class": "form-select"}),
    )
