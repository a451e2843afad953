"""The form that records a delivery in under a minute, and the lines of what is still owed."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from phonenumber_field.formfields import PhoneNumberField

from customers.models import CHANNELS, Consent
from customers.models.customer import LANGUAGES
from dealerfollow.intake.vin import VIN_LENGTH, clean_vin, vin_warning
from dealerfollow.stores.models import User
from dealerfollow.web.crispy import date_input
from dealerfollow.web.fields import DayField
from deliveries.forms.layout import sale_layout
from deliveries.forms.owing import MOST_USES
from deliveries.models import DEPARTMENTS, FLAGS, Delivery

LAST_YEAR_OF_SHORT_VINS = 1980
EARLIEST = date(1990, 1, 1)
DERIVED_FLAGS = ("we_owe_without_update",)
CONSENTED = ("phone", "text", "email")
WHEN = [("today", _("Today")), ("day", _("On another day")), ("not_yet", _("Not yet"))]


class SaleForm(forms.Form):
    """A sale as the person who sold it tells it. Nothing is saved that is not asked here."""

    first_name = forms.CharField(label=_("First name"), max_length=80, required=False)
    last_name = forms.CharField(label=_("Last name or company"), max_length=120)
    phone = PhoneNumberField(
        label=_("Mobile"),
        region="US",
        required=False,
        help_text=_("Calls and texts follow the customer’s own hours."),
    )
    email = forms.EmailField(label=_("E-mail"), required=False)
    is_company = forms.BooleanField(label=_("A company"), required=False)
    vin = forms.CharField(label=_("VIN"), max_length=30, required=False)
    stock_number = forms.CharField(label=_("Stock number"), max_length=40, required=False)
    year = forms.IntegerField(label=_("Year"), min_value=1900, max_value=2100, required=False)
    make = forms.CharField(label=_("Make"), max_length=60, required=False)
    model = forms.CharField(label=_("Model"), max_length=80, required=False)
    condition = forms.ChoiceField(
        label=_("Car"),
        choices=Delivery.Condition.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Pick one: only new cars have a CSI survey.")},
    )
    when = forms.ChoiceField(
        label=_("Delivered"),
        choices=WHEN,
        widget=forms.RadioSelect,
        required=False,
    )
    delivered_on = DayField(label=_("Delivered on"), widget=date_input(), required=False)
    delivered_at = forms.TimeField(
        label=_("At"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}),
        help_text=_("From 8 PM on it counts as after dark."),
    )
    sold_on = DayField(
        label=_("Sold on"),
        widget=date_input(),
        required=False,
        help_text=_("Empty: the day of delivery."),
    )
    deal_number = forms.CharField(label=_("Deal number"), max_length=40, required=False)
    salesperson = forms.ModelChoiceField(
        User.objects.none(), label=_("Salesperson"), empty_label=_("Pick a person")
    )
    sale_kind = forms.ChoiceField(
        label=_("Kind of sale"),
        choices=Delivery.SaleKind.choices,  # a house deal is the manager's (edge case 44)
        initial=Delivery.SaleKind.RETAIL,
    )
    lease_months = forms.IntegerField(
        label=_("Lease, months"), min_value=1, max_value=120, required=False
    )
    lease_ends_on = DayField(
        label=_("Lease ends"),
        widget=date_input(),
        required=False,
        help_text=_("Empty: counted from the delivery."),
    )
    tag_expires_on = DayField(
        label=_("Temporary tag expires"),
        widget=date_input(),
        required=False,
        help_text=_("The plates are followed up before that day."),
    )
    co_first_name = forms.CharField(label=_("First name"), max_length=80, required=False)
    co_last_name = forms.CharField(label=_("Last name"), max_length=120, required=False)
    co_phone = PhoneNumberField(label=_("Mobile"), region="US", required=False)
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES, initial="en")
    preferred_channel = forms.ChoiceField(label=_("Prefers"), choices=CHANNELS, initial="phone")
    flags = forms.MultipleChoiceField(
        label=_("Good to know before calling"),
        choices=[(code, words) for code, words in FLAGS.items() if code not in DERIVED_FLAGS],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    nothing_owed = forms.BooleanField(
        label=_("Nothing owed: the customer signed"),
        required=False,
        help_text=_("The due bill says none. Leave it out when a line below is filled in."),
    )
    fact = forms.CharField(
        label=_("What to ask about next time"),
        max_length=200,
        required=False,
        widget=forms.Textarea(
            attrs={"rows": 2, "placeholder": _("Grandson starts school, towing a camper…")}
        ),
    )

    def __init__(
        self,
        *args: Any,
        people: Sequence[User],
        today: date,
        seller: User | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        field = self.fields["salesperson"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = User.objects.filter(pk__in=[p.pk for p in people]).order_by("name")
        if seller and seller in people:
            field.initial = seller.pk
        for channel in CONSENTED:
            self.fields[f"consent_{channel}"] = forms.ChoiceField(
                label=dict(CHANNELS)[channel], choices=Consent.State.choices, initial="unknown"
            )
        self.helper = sale_layout()

    def clean_vin(self) -> str:
        """In capitals without spaces. Its length is checked, its check digit only warned about."""
        vin = clean_vin(self.cleaned_data["vin"])
        year = self.data.get("year", "")
        is_old = year.isdigit() and int(year) <= LAST_YEAR_OF_SHORT_VINS
        if vin and len(vin) != VIN_LENGTH and not (is_old and len(vin) < VIN_LENGTH):
            raise forms.ValidationError(
                _("%(n)d characters. A VIN has 17; the sticker is on the driver’s door frame."),
                params={"n": len(vin)},
            )
        return vin

    def vin_doubt(self) -> str:
        """Words about a VIN that was kept although something is odd about it, or ""."""
        vin = self.cleaned_data.get("vin", "")
        if len(vin) != VIN_LENGTH or not vin_warning(vin):
            return ""
        return gettext("The check digit of this VIN does not fit. Compare it with the sticker.")

    def clean(self) -> dict[str, Any]:
        """The day of delivery from either answer, the day of sale, and the lease's end."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if not data.get("vin") and not data.get("stock_number") and "vin" not in self.errors:
            self.add_error("vin", _("Give the VIN, or the stock number."))
        self._clean_days(data)
        if data.get("sale_kind") == Delivery.SaleKind.LEASE and not (
            data.get("lease_months") or data.get("lease_ends_on")
        ):
            self.add_error("lease_months", _("How many months, or the day on which it ends."))
        if data.get("co_first_name") and not data.get("co_last_name"):
            self.add_error("co_last_name", _("The co-buyer’s last name."))
        return data

    def _clean_days(self, data: dict[str, Any]) -> None:
        day = data.get("delivered_on")
        when = data.get("when") or ("day" if day else "")
        if not when and not {"when", "delivered_on"} & set(self.errors):
            self.add_error("when", _("Say when the car went home, or that it has not."))
        if when == "today":
            day = self.today
        elif when == "not_yet":
            day = None
        elif when == "day" and day is None and "delivered_on" not in self.errors:
            self.add_error("delivered_on", _("Which day?"))
        is_sold_told = bool(data.get("sold_on"))
        data["delivered_on"] = day
        data["sold_on"] = data.get("sold_on") or day
        if "sold_on" in self.errors or "delivered_on" in self.errors or not when:
            return
        if data["sold_on"] is None:
            self.add_error("sold_on", _("The day on which it was agreed."))
            return
        self._check_day("delivered_on", day)
        if is_sold_told:
            self._check_day("sold_on", data["sold_on"])
        if day and not self.errors and day < data["sold_on"]:
            self.add_error("delivered_on", _("This is before the day on which it was sold."))

    def _check_day(self, name: str, day: date | None) -> None:
        if day and day > self.today:
            words = _("This day has not come yet. Sold, not delivered? Say “Not yet”.")
            self.add_error(name, words)
        elif day and day < EARLIEST:
            self.add_error(name, _("This is too long ago."))


class OweForm(forms.Form):
    """One line: what, who settles it, by when; seldom that it is about safety, or how often."""

    item = forms.CharField(label=_("We owe"), max_length=120, required=False)
    department = forms.ChoiceField(
        label=_("Department"), choices=[("", _("Pick one")), *DEPARTMENTS], required=False
    )
    promised_on = DayField(label=_("Promised for"), widget=date_input(), required=False)
    is_safety = forms.BooleanField(label=_("It is about safety"), required=False)
    uses = forms.IntegerField(
        label=_("Used up bit by bit: how many?"), required=False, min_value=1, max_value=MOST_USES
    )

    def clean(self) -> dict[str, Any]:
        """An empty line is left out; one with an item needs its department."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("item") and not data.get("department"):
            self.add_error("department", _("Who settles it?"))
        others = ("department", "promised_on", "is_safety", "uses")
        if not data.get("item") and any(data.get(name) for name in others):
            self.add_error("item", _("What do we owe?"))
        return data


LINES, MOST_LINES = 3, 30
OweFormSet = forms.formset_factory(
    OweForm, extra=LINES, max_num=MOST_LINES, absolute_max=MOST_LINES
)


def typed_lines(data: Mapping[str, str]) -> list[dict[str, str]]:
    """The lines as typed, unchecked, so that a page with more of them can show them again."""
    total = data.get("owe-TOTAL_FORMS", "")
    count = min(int(total), MOST_LINES) if total.isdigit() else 0
    names = ("item", "department", "promised_on", "is_safety", "uses")
    return [{name: data.get(f"owe-{n}-{name}", "") for name in names} for n in range(count)]
