"""Form fields that every room shares."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

EARLIEST = date(1900, 1, 1)
LATEST = date(2099, 12, 31)


class DayField(forms.DateField):
    """A day somebody types. A year that nobody lives in is a slip of the finger, and a day at the
    end of the calendar cannot be reckoned with: deadlines go on from it."""

    def validate(self, value: Any) -> None:
        """Raises ValidationError for a year out of reach."""
        super().validate(value)
        if value is not None and not EARLIEST <= value <= LATEST:
            raise ValidationError(_("Check the year: %(year)s.") % {"year": value.year}, "year")
