"""Weekly hours as fourteen fields: from and to for each day, both empty for a day off."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.translation import gettext as _

from dealerfollow.web.crispy import time_input

DAYS = range(7)


@dataclass(frozen=True)
class DayRow:
    """One weekday of the form, ready to be drawn."""

    name: str
    from_field: BoundField
    to_field: BoundField
    note: str = ""


class HoursForm(forms.Form):
    """`hours` of the cleaned data is the JSON of the week; None when every day is empty."""

    def __init__(
        self,
        *args: Any,
        weekly_hours: Mapping[str, list[str]] | None,
        is_needed: bool = True,
        **kwargs: Any,
    ) -> None:
        """`is_needed`: at least one open day, since a follow-up on none would never be due."""
        super().__init__(*args, **kwargs)
        self.is_needed = is_needed
        for day in DAYS:
            span = (weekly_hours or {}).get(str(day)) or ("", "")
            for which, value in zip(("from", "to"), span, strict=True):
                words = _("%(day)s from") if which == "from" else _("%(day)s to")
                label = words % {"day": WEEKDAYS[day]}
                widget = time_input(**{"class": "form-control", "aria-label": label})
                self.fields[f"{which}_{day}"] = forms.TimeField(
                    label=label,
                    required=False,
                    widget=widget,
                    initial=value,
                    error_messages={"invalid": _("A time of day such as 09:00.")},
                )

    def clean(self) -> dict[str, Any]:
        """Both times or none for each day, the first before the second."""
        told = super().clean() or self.cleaned_data
        week: dict[str, list[str]] = {}
        for day in DAYS:
            opens, closes = told.get(f"from_{day}"), told.get(f"to_{day}")
            if opens is None and closes is None:
                continue
            if opens is None or closes is None:
                missing = f"{'from' if opens is None else 'to'}_{day}"
                if missing not in self.errors:
                    self.add_error(missing, _("Give both times, or leave both empty."))
            elif opens >= closes:
                self.add_error(f"to_{day}", _("This is not after the first time."))
            else:
                week[str(day)] = [opens.strftime("%H:%M"), closes.strftime("%H:%M")]
        if self.is_needed and not week and not self.errors:
            self.add_error("from_0", _("Open on one day at least."))
        told["hours"] = week or None
        return told

    @property
    def rows(self) -> list[DayRow]:
        """The seven days, Monday first; a field with a problem is marked."""
        found = []
        for day in DAYS:
            fields = self[f"from_{day}"], self[f"to_{day}"]
            for field in fields:
                if field.errors:
                    field.field.widget.attrs["class"] = "form-control is-invalid"
                    field.field.widget.attrs["aria-invalid"] = "true"
            found.append(DayRow(str(WEEKDAYS_ABBR[day]), *fields))
        return found
