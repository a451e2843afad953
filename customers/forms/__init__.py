"""Forms about customers: who they are, how to reach them, what they asked for, who is who."""

from customers.forms.details import (
    ConsentForm,
    CustomerForm,
    EmailForm,
    HouseholdForm,
    PhoneForm,
    StopForm,
)
from customers.forms.facts import FactForm, UseForm, WishesForm, sort_of
from customers.forms.family import EndLinkForm, NewRelativeForm
from customers.forms.person import (
    ConfirmChildForm,
    ConfirmFactForm,
    CorrectDeathForm,
    CorrectStopForm,
    DeathForm,
    MergeForm,
    MergeTwoForm,
    ServiceVisitForm,
    UnmergeForm,
)

__all__ = [
    "ConfirmChildForm",
    "ConfirmFactForm",
    "ConsentForm",
    "CorrectDeathForm",
    "CorrectStopForm",
    "CustomerForm",
    "DeathForm",
    "EmailForm",
    "EndLinkForm",
    "FactForm",
    "HouseholdForm",
    "MergeForm",
    "MergeTwoForm",
    "NewRelativeForm",
    "PhoneForm",
    "ServiceVisitForm",
    "StopForm",
    "UnmergeForm",
    "UseForm",
    "WishesForm",
    "sort_of",
]
