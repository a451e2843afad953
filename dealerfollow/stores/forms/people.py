"""People of a store: added, their cover and number in the DMS, days off."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dealerfollow.stores.models import User
from dealerfollow.stores.models.people import ROLE_NAMES
from dealerfollow.stores.rules.rights import GROUP_WIDE, Role
from dealerfollow.web.crispy import crispy, date_input
from dealerfollow.web.fields import DayField

STORE_ROLES = [role for role in Role if role is not Role.GROUP_ADMIN]
DEPARTMENTS = [
    ("", "–"),
    ("title", gettext_lazy("Title")),
    ("parts", gettext_lazy("Parts")),
    ("detail", gettext_lazy("Detail")),
    ("service", gettext_lazy("Service")),
    ("finance", gettext_lazy("Finance")),
    ("sales", gettext_lazy("Sales")),
]
LONGEST_ABSENCE = timedelta(days=366)
assert Role.GROUP_ADMIN in GROUP_WIDE  # given by whoever runs the group, never by one store


class NewPersonForm(forms.Form):
    """Somebody who starts to work at the store."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    email = forms.EmailField(
        label=gettext_lazy("E-mail"),
        help_text=gettext_lazy("They sign in with it."),
        error_messages={"invalid": gettext_lazy("Not an e-mail address, such as ana@example.com.")},
    )
    role = forms.ChoiceField(
        label=gettext_lazy("Role"),
        choices=[(role.value, ROLE_NAMES[role]) for role in STORE_ROLES],
    )
    department = forms.ChoiceField(
        label=gettext_lazy("Department"),
        choices=DEPARTMENTS,
        required=False,
        help_text=gettext_lazy("For the role “Department”: whose we-owes they settle."),
    )
    dms_id = forms.CharField(
        label=gettext_lazy("Number in the DMS"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("As the sold file names them."),
    )
    helper = crispy()

    def clean(self) -> dict[str, Any]:
        """A department person belongs to one; nobody else does."""
        told = super().clean() or self.cleaned_data
        if told.get("role") == Role.DEPARTMENT.value:
            if not told.get("department"):
                self.add_error("department", _("Which department?"))
        else:
            told["department"] = ""
        return told


class PersonForm(forms.Form):
    """Who covers them, and their number in the DMS; their hours are a form of their own."""

    cover = forms.ChoiceField(label=gettext_lazy("Covered by"), required=False)
    dms_id = forms.CharField(label=gettext_lazy("Number in the DMS"), max_length=40, required=False)

    def __init__(self, *args: Any, colleagues: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.colleagues = {str(user.pk): user for user in colleagues}
        cover: Any = self.fields["cover"]
        names = [(pk, user.name) for pk, user in self.colleagues.items()]
        cover.choices = [("", _("The manager")), *names]
        cover.widget.attrs["class"] = "form-select"
        self.fields["dms_id"].widget.attrs["class"] = "form-control"

    def clean_cover(self) -> User | None:
        """The person, or None for the manager."""
        return self.colleagues.get(self.cleaned_data["cover"])


class AbsenceForm(forms.Form):
    """Whole days off, both ends included."""

    starts_on = DayField(label=gettext_lazy("First day off"), widget=date_input())
    ends_on = DayField(label=gettext_lazy("Last day off"), widget=date_input())
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=120, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            bad = self.is_bound and name in self.errors
            field.widget.attrs["class"] = "form-control is-invalid" if bad else "form-control"

    def clean(self) -> dict[str, Any]:
        """The last day is not before the first, and a year is enough."""
        told = super().clean() or self.cleaned_data
        starts_on: date | None = told.get("starts_on")
        ends_on: date | None = told.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", _("The last day is before the first."))
        elif starts_on and ends_on and ends_on - starts_on > LONGEST_ABSENCE:
            self.add_error("ends_on", _("Longer than a year: end the role instead."))
        return told
