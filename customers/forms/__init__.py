"""Forms about customers: who they are, how to reach them, what they asked for, who is who."""

from customers.forms.details import (
    ConsentForm,
    CustomerForm,
    EmailForm,
    FactForm,
    HouseholdForm,
    PhoneForm,
    StopForm,
)
from customers.forms.person import (
    ConfirmFactForm,
    CorrectStopForm,
    DeathForm,
    EndLinkForm,
    MergeForm,
    UnmergeForm,
)

__all__ = [
    "ConfirmFactForm",
    "ConsentForm",
    "CorrectStopForm",
    "CustomerForm",
    "DeathForm",
    "EmailForm",
    "EndLinkForm",
    "FactForm",
    "HouseholdForm",
    "MergeForm",
    "PhoneForm",
    "StopForm",
    "UnmergeForm",
]
