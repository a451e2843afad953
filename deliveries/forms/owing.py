"""A we-owe that is added by hand: at the desk, on a delivery, on a customer's page."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dealerfollow.web.crispy import date_input
from dealerfollow.web.fields import DayField
from deliveries.models import DEPARTMENTS, Delivery, WeOwe
from deliveries.wording import car_words

CONTROL = {"class": "form-control"}
MOST_USES = 50


class OwingForm(forms.Form):
    """What, who settles it, who owes it, by when. `number` finds the deal where none is given;
    `sale` chooses where several could be meant."""

    number = forms.CharField(
        label=_("Deal or stock number"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={**CONTROL, "autocomplete": "off"}),
    )
    sale = forms.ChoiceField(
        label=_("Which car?"), required=False, widget=forms.Select(attrs={"class": "form-select"})
    )
    owed_by = forms.ChoiceField(
        label=_("Who owes it?"),
        choices=WeOwe.OwedBy.choices,
        widget=forms.RadioSelect,
        initial=WeOwe.OwedBy.STORE,
    )
    item = forms.CharField(
        label=_("What is owed"),
        max_length=120,
        widget=forms.TextInput(attrs=CONTROL),
        error_messages={"required": _("Say what is owed, in a word or two.")},
    )
    department = forms.ChoiceField(
        label=_("Department"),
        choices=[("", _("Pick one")), *DEPARTMENTS],
        widget=forms.Select(attrs={"class": "form-select"}),
        error_messages={"required": _("Who settles it?")},
    )
    promised_on = DayField(label=_("Promised for"), widget=date_input(), required=False)
    is_told = forms.BooleanField(label=_("The customer was told this day"), required=False)
    is_safety = forms.BooleanField(
        label=_("It is about safety"),
        required=False,
        help_text=_("It leads its list, and the card says so."),
    )
    uses = forms.IntegerField(
        label=_("Used up bit by bit: how many?"),
        required=False,
        min_value=1,
        max_value=MOST_USES,
        widget=forms.NumberInput(attrs={**CONTROL, "min": 1, "max": MOST_USES}),
        help_text=_("Four free oil changes: 4. Empty for everything else."),
    )

    def __init__(
        self,
        *args: Any,
        today: date,
        sales: Sequence[Delivery] = (),
        has_sale: bool = False,
        may_have_none: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today, self.sales, self.has_sale = today, list(sales), has_sale
        self.fields["promised_on"].widget.attrs["class"] = "form-control"
        self.fields["is_told"].widget.attrs["class"] = "form-check-input"
        self.fields["is_safety"].widget.attrs["class"] = "form-check-input"
        if has_sale or may_have_none:
            del self.fields["number"]
        if has_sale or not (may_have_none or len(self.sales) > 1):
            del self.fields["sale"]
            return
        choices = [(str(sale.pk), _sale_words(sale)) for sale in self.sales]
        field = self.fields["sale"]
        assert isinstance(field, forms.ChoiceField)
        last = [("", _("No car of ours") if may_have_none else _("Pick the car"))]
        field.choices = [*choices, *last] if may_have_none else [*last, *choices]

    def clean(self) -> dict[str, Any]:
        """A day told is a day; what the customer owes us is neither used up nor about safety."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        day = data.get("promised_on")
        if day and day < self.today:
            self.add_error("promised_on", _("This day is over."))
        if data.get("is_told") and not day and "promised_on" not in self.errors:
            self.add_error("promised_on", _("Which day were they told?"))
        if data.get("owed_by") == WeOwe.OwedBy.CUSTOMER:
            self._clean_theirs(data)
        if "number" in self.fields:
            self._clean_number(data)
        return data

    def _clean_theirs(self, data: dict[str, Any]) -> None:
        if data.get("uses"):
            self.add_error("uses", _("What the customer owes us is not used up. Leave it empty."))
        if data.get("is_safety"):
            words = _("About safety is what we owe them. Take the mark away.")
            self.add_error("is_safety", words)

    def _clean_number(self, data: dict[str, Any]) -> None:
        if not data.get("number"):
            self.add_error("number", _("Which deal? Its number, or the car’s stock number."))
        elif not self.sales:
            self.add_error("number", _("No deal here has this number. Compare it with the jacket."))
        elif len(self.sales) > 1 and not data.get("sale"):
            self.add_error("sale", _("More than one deal has this number: pick the car."))

    def chosen_sale(self) -> Delivery | None:
        """The sale that is meant; None for a promise about no car of ours. Only of a valid form."""
        told = self.cleaned_data.get("sale")
        if told:
            return next(sale for sale in self.sales if str(sale.pk) == told)
        return self.sales[0] if self.has_sale or "number" in self.fields else None


def _sale_words(sale: Delivery) -> str:
    number = sale.deal_number or sale.stock_number
    return " · ".join(part for part in (sale.customer.name, car_words(sale), number) if part)
