"""One customer on a Tuesday in March: what is on file, and whether they may be reached."""

from datetime import date, timedelta

from customers.models import Customer
from customers.queries import contact_facts_of
from customers.rules.contactability import may_contact
from dealerfollow.testing.sales import noon

TUESDAY = date(2026, 3, 3)
NOW = noon(TUESDAY)
LATER = NOW + timedelta(hours=1)
NUMBER, OTHER = "+12125550177", "+12125550188"


def fresh(customer):
    """The customer as the database has them."""
    return Customer.objects.get(pk=customer.pk)


def is_open(customer, channel, purpose="relationship"):
    """Whether they may be reached so at noon on Tuesday."""
    facts = contact_facts_of([fresh(customer)])[customer.pk]
    return may_contact(facts, channel, purpose, NOW).is_allowed
