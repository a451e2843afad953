"""Forms about who belongs to a customer: somebody new, and a link that ended on a day."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from phonenumber_field.formfields import PhoneNumberField

from customers.forms.details import BAD_PHONE
from customers.forms.person import PickForm
from customers.models import CHANNELS, CustomerPhone, HouseholdLink
from customers.rules.details import PersonDetails
from dealerfollow.web.crispy import beside, crispy, date_input
from dealerfollow.web.fields import DayField


class NewRelativeForm(forms.Form):
    """Somebody of the family, or a friend, who has no page yet."""

    first_name = forms.CharField(label=gettext_lazy("First name"), max_length=80)
    last_name = forms.CharField(label=gettext_lazy("Last name"), max_length=120, required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("They are their"), choices=HouseholdLink.Kind.choices
    )
    number = PhoneNumberField(
        label=gettext_lazy("Their own number"),
        region="US",
        required=False,
        error_messages={"invalid": BAD_PHONE},
    )
    number_kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), choices=CustomerPhone.Kind.choices, required=False
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mail"),
        max_length=254,
        required=False,
        error_messages={"invalid": gettext_lazy("Not an e-mail address, such as ana@example.com.")},
    )
    preferred_channel = forms.ChoiceField(
        label=gettext_lazy("Prefers"), choices=CHANNELS, initial="phone", required=False
    )
    helper = crispy(
        beside("first_name", "last_name"),
        "kind",
        beside("number", "number_kind"),
        beside("email", "preferred_channel"),
    )

    @property
    def person(self) -> PersonDetails:
        """Who they are, of a valid form."""
        told = self.cleaned_data
        number = told["number"].as_e164 if told["number"] else ""
        return PersonDetails(
            first_name=told["first_name"],
            last_name=told["last_name"],
            phones=((number, told["number_kind"] or "mobile"),) if number else (),
            emails=(told["email"],) if told["email"] else (),
            preferred_channel=told["preferred_channel"],
        )


class EndLinkForm(PickForm):
    """Who no longer belongs to them, and since when."""

    which = gettext_lazy("Who no longer belongs to them")
    ended_on = DayField(
        label=gettext_lazy("Since"),
        widget=date_input(),
        required=False,
        help_text=gettext_lazy("Today, if nobody said."),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        if not self.is_bound:
            self.initial["ended_on"] = today

    def clean_ended_on(self) -> date:
        """Not a day to come, and not before anybody alive; today when nobody said."""
        ended_on: date = self.cleaned_data["ended_on"] or self.today
        if ended_on > self.today:
            raise forms.ValidationError(_("That day is still to come."))
        if ended_on.year < 1950:
            raise forms.ValidationError(_("That is too long ago. Give the year in four digits."))
        return ended_on
