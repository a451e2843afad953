"""The models of this app, by what they are about."""

from customers.models.contact import Consent, ContactStop, CustomerEmail, CustomerPhone
from customers.models.customer import CHANNELS, Customer, HouseholdLink, PersonalFact
from customers.models.death import DeathCorrection
from customers.models.merge import CustomerMerge, CustomerUnmerge
from customers.models.registry import RegistryNumber, RegistryScrub
from customers.models.vehicle import Vehicle

__all__ = [
    "CHANNELS",
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
    "RegistryNumber",
    "RegistryScrub",
    "Vehicle",
]
