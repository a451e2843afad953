"""The models of this app, by what they are about."""

from customers.models.contact import Consent, ContactStop, CustomerEmail, CustomerPhone
from customers.models.customer import CHANNELS, LANGUAGES, Customer, HouseholdLink, PersonalFact
from customers.models.death import DeathCorrection
from customers.models.merge import CustomerMerge, CustomerUnmerge
from customers.models.prospect import Prospect
from customers.models.registry import RegistryNumber, RegistryScrub
from customers.models.vehicle import Vehicle

__all__ = [
    "CHANNELS",
    "LANGUAGES",
    "Consent",
    "ContactStop",
    "Customer",
    "CustomerEmail",
    "CustomerMerge",
    "CustomerPhone",
    "CustomerUnmerge",
    "DeathCorrection",
    "HouseholdLink",
    "PersonalFact",
    "Prospect",
    "RegistryNumber",
    "RegistryScrub",
    "Vehicle",
]
