"""The store's own settings, and its closed days."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dealerfollow.intake.states import STATE_CODES
from dealerfollow.lib.store_holidays import holidays_of
from dealerfollow.stores.forms.asking import (
    SURVEY_FIELDS,
    low_score_field,
    review_sites_field,
    survey_days_field,
)
from dealerfollow.stores.models import Store
from dealerfollow.web.crispy import beside, crispy, date_input, time_input
from dealerfollow.web.fields import DayField

US_ZONES = [
    ("America/New_York", gettext_lazy("Eastern")),
    ("America/Chicago", gettext_lazy("Central")),
    ("America/Denver", gettext_lazy("Mountain")),
    ("America/Phoenix", gettext_lazy("Arizona, no summer time")),
    ("America/Los_Angeles", gettext_lazy("Pacific")),
    ("America/Anchorage", gettext_lazy("Alaska")),
    ("Pacific/Honolulu", gettext_lazy("Hawaii")),
    ("America/Puerto_Rico", gettext_lazy("Atlantic, no summer time")),
    ("Pacific/Guam", gettext_lazy("Guam")),
]
AHEAD = timedelta(days=366 * 2)
BACK = timedelta(days=31)
LONGEST = timedelta(days=92)
SURVEY_LAYOUT = (beside("survey_opens_days", "survey_low_under"), "survey_days_by_make")
LAYOUT = (
    "name",
    beside("phone", "state"),
    "time_zone",
    beside("follow_up_starts_on", "day_ends_at"),
    beside("cards_a_day", "minutes_a_call"),
    "sold_file_expected_at",
    "sells_new",
    *SURVEY_LAYOUT,
    "review_sites",
    "does_bdc_satisfy",
    "holiday_names",
)


class StoreForm(forms.ModelForm):
    """Name, place, days and numbers of a store; its hours are a form of their own."""

    state = forms.ChoiceField(
        label=gettext_lazy("State"), choices=[(code, code) for code in sorted(STATE_CODES)]
    )
    time_zone = forms.ChoiceField(label=gettext_lazy("Time zone"), choices=US_ZONES)
    holiday_names = forms.MultipleChoiceField(
        label=gettext_lazy("Closed on these holidays"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    minutes_a_call = forms.IntegerField(
        label=gettext_lazy("Minutes a call takes"), min_value=1, max_value=60
    )

    survey_days_by_make = survey_days_field()
    survey_low_under = low_score_field()
    review_sites = review_sites_field()

    class Meta:
        model = Store
        fields = [
            "name",
            "phone",
            "state",
            "time_zone",
            "follow_up_starts_on",
            "day_ends_at",
            "survey_opens_days",
            "sells_new",
            "cards_a_day",
            "minutes_a_call",
            "does_bdc_satisfy",
            "sold_file_expected_at",
            "holiday_names",
            "survey_days_by_make",
            "survey_low_under",
            "review_sites",
        ]
        widgets = {
            "follow_up_starts_on": date_input(),
            "day_ends_at": time_input(),
            "sold_file_expected_at": time_input(),
        }
        help_texts = {
            "phone": gettext_lazy("The store’s own line: it never tells who a customer is."),
            "follow_up_starts_on": gettext_lazy(
                "Deliveries before it get no post-sale call; they join at their next six months."
            ),
            "day_ends_at": gettext_lazy("What nobody tried by then is missed that day."),
            "cards_a_day": gettext_lazy("Check-ins and birthdays wait beyond it."),
            "sold_file_expected_at": gettext_lazy(
                "Past it, a file that has not come shows in red. Empty: none is expected."
            ),
        }

    helper = crispy(*LAYOUT)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self._leave_out_surveys()
        zone, holidays = self.fields["time_zone"], self.fields["holiday_names"]
        if self.instance.time_zone not in dict(US_ZONES):
            known = (self.instance.time_zone, self.instance.time_zone)
            zone.choices = [*US_ZONES, known]  # type: ignore[attr-defined]
        names = {name: name for _day, name in self._holidays() if "observed" not in name}
        names |= {name: name for name in self.instance.holiday_names}
        holidays.choices = list(names.items())  # type: ignore[attr-defined]

    def _leave_out_surveys(self) -> None:
        """A store that sells no new cars knows no survey; one that begins to finds them saved."""
        if self.instance.sells_new:
            return
        for name in SURVEY_FIELDS:
            del self.fields[name]
        self.helper = crispy(*(part for part in LAYOUT if part not in SURVEY_LAYOUT))

    def clean_survey_low_under(self) -> int:
        """Left empty it stays as it is."""
        told = self.cleaned_data["survey_low_under"]
        return self.instance.survey_low_under if told is None else told

    def _holidays(self) -> list[tuple[date, str]]:
        """Of the state on screen, this year's and next year's; of the saved one if it is none."""
        state = str(self.data.get("state")) if self.is_bound else self.instance.state
        state = state if state in STATE_CODES else self.instance.state
        years = (self.today.year, self.today.year + 1)
        return [holiday for year in years for holiday in holidays_of(state, year)]

    def clean_phone(self) -> str:
        """Ten digits, or nothing."""
        phone = str(self.cleaned_data["phone"]).strip()
        digits = [c for c in phone if c.isdigit()]
        if phone and not 10 <= len(digits) <= 11:
            raise forms.ValidationError(_("Ten digits, such as (480) 555-0100."))
        return phone

    def clean_follow_up_starts_on(self) -> date:
        """A year of this product, not a slip of the finger."""
        day: date = self.cleaned_data["follow_up_starts_on"]
        if not date(2000, 1, 1) <= day <= self.today + AHEAD:
            raise forms.ValidationError(_("Give a day within the last or the next years."))
        return day


class CloseDayForm(forms.Form):
    """More days on which the store is closed: one, or all from the first to the last."""

    on = DayField(label=gettext_lazy("Closed on"), widget=date_input())
    until = DayField(label=gettext_lazy("Until"), required=False, widget=date_input())
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=120)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        for name, field in self.fields.items():
            field.widget.attrs["class"] = "form-control"
            if name in (self.errors if self.is_bound else {}):
                field.widget.attrs.update({"class": "form-control is-invalid"})

    def clean_on(self) -> date:
        """A month back at most, for a closure that is entered late: misses already counted stay."""
        day: date = self.cleaned_data["on"]
        if day < self.today - BACK:
            raise forms.ValidationError(_("That day has passed and is counted."))
        if day > self.today + AHEAD:
            raise forms.ValidationError(_("That is too far ahead."))
        return day

    def clean(self) -> dict[str, Any]:
        """One day when no last one is given; not a slip of the finger."""
        told: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = told.get("on"), told.get("until")
        if first and last:
            if last < first:
                self.add_error("until", _("This is before the first day."))
            elif last > first + LONGEST:
                self.add_error("until", _("Close at most three months at once."))
        elif first and not self.errors.get("until"):
            told["until"] = first
        return told
