"""The forms of a sale's life: why a day was wrong, when the car went."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dealerfollow.web.crispy import date_input
from dealerfollow.web.fields import DayField
from deliveries.models import Delivery


class ClearDateForm(forms.Form):
    """Why the car has not gone home."""

    reason = forms.CharField(
        label=_("What happened"),
        max_length=200,
        widget=forms.TextInput(attrs={"class": "form-control"}),
    )


class GoneForm(forms.Form):
    """When and how the car went."""

    car_gone_on = DayField(label=_("Car gone on"), widget=date_input())
    car_gone_how = forms.ChoiceField(
        label=_("How"),
        choices=[c for c in Delivery.CarGone.choices if c[0] != Delivery.CarGone.SOLD_AGAIN],
        widget=forms.Select(attrs={"class": "form-select"}),
    )

    def __init__(
        self, *args: Any, today: date, delivered_on: date | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today, self.delivered_on = today, delivered_on
        self.fields["car_gone_on"].initial = today

    def clean_car_gone_on(self) -> date:
        """Between the delivery and today."""
        day: date = self.cleaned_data["car_gone_on"]
        if day > self.today:
            raise forms.ValidationError(_("This day has not come yet."))
        if self.delivered_on is None or day < self.delivered_on:
            raise forms.ValidationError(_("This is before the car was delivered."))
        return day
