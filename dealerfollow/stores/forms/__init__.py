"""Forms of the settings pages."""

from dealerfollow.stores.forms.hours import HoursForm
from dealerfollow.stores.forms.people import AbsenceForm, NewPersonForm, PersonForm
from dealerfollow.stores.forms.store import CloseDayForm, StoreForm

__all__ = [
    "AbsenceForm",
    "CloseDayForm",
    "HoursForm",
    "NewPersonForm",
    "PersonForm",
    "StoreForm",
]
