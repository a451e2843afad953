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
    ConfirmChildForm,
    ConfirmFactForm,
    CorrectDeathForm,
    CorrectStopForm,
    DeathForm,
    EndLinkForm,
    MergeForm,
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
    "PhoneForm",
    "ServiceVisitForm",
    "StopForm",
    "UnmergeForm",
]
