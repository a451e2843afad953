"""The small forms: a file, a match, a date, an unwind."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dealerfollow.intake.tabular import MAX_BYTES
from dealerfollow.stores.models import Store, User
from dealerfollow.web.crispy import date_input
from dealerfollow.web.fields import DayField
from deliveries.forms.sale import EARLIEST


class UploadForm(forms.Form):
    """One file of sold deals, for one of the stores in which the person may import."""

    store = forms.ModelChoiceField(Store.objects.none(), label=_("Store"), empty_label=None)
    file = forms.FileField(
        label=_("CSV or XLSX"),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"class": "form-control", "accept": ".csv,.txt,.tsv,.xlsx"}),
        error_messages={"required": _("Choose a file.")},
    )

    def __init__(self, *args: Any, stores: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["store"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = stores
        field.required = False

    def clean_file(self) -> Any:
        """At most as large as can be read."""
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(
                _("The file is larger than %(limit)s MB. Export fewer days at a time."),
                params={"limit": MAX_BYTES // 1_000_000},
            )
        return file


class MatchForm(forms.Form):
    """Who a salesperson of the file is."""

    user = forms.ModelChoiceField(User.objects.none(), label=_("Person"))

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["user"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = User.objects.filter(pk__in=[person.pk for person in people])


class CorrectDateForm(forms.Form):
    """The right day of delivery."""

    delivered_on = DayField(label=_("Delivered on"), widget=date_input())

    def __init__(self, *args: Any, today: date, sold_on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today, self.sold_on = today, sold_on

    def clean_delivered_on(self) -> date:
        """A day that has come, and not before the sale by more than a file's sloppiness."""
        day: date = self.cleaned_data["delivered_on"]
        if day > self.today:
            raise forms.ValidationError(_("This day has not come yet."))
        if day < EARLIEST:
            raise forms.ValidationError(_("This is too long ago."))
        return day


class UnwindForm(forms.Form):
    """The day on which a sale was undone."""

    unwound_on = DayField(label=_("Unwound on"), widget=date_input())

    def __init__(self, *args: Any, today: date, sold_on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today, self.sold_on = today, sold_on
        self.fields["unwound_on"].initial = today

    def clean_unwound_on(self) -> date:
        """Between the sale and today."""
        day: date = self.cleaned_data["unwound_on"]
        if day > self.today:
            raise forms.ValidationError(_("This day has not come yet."))
        if day < self.sold_on:
            raise forms.ValidationError(_("This is before the day on which it was sold."))
        return day
