"""May this number be rung now? Asked again when Call is pressed: the card may be an hour old."""

from datetime import datetime, timedelta

from django.db import connection

from customers.models import Customer
from customers.queries import contact_facts_of
from customers.rules.contactability import Answer, Purpose, may_contact
from followups.models import FollowUp
from followups.rules.outcomes import SERVICE_KINDS

DAY = timedelta(hours=24)
TRIES = """
SELECT a.at FROM followups_attempt a
 WHERE a.customer_id = %s AND a.at > %s AND a.direction = 'out' AND a.channel IN ('phone', 'text')
   AND NOT EXISTS (SELECT 1 FROM followups_attemptundo u WHERE u.attempt_id = a.id)
"""


def answer_to_call(follow_up: FollowUp, number: str, *, now: datetime) -> Answer:
    """may_contact's answer for the customer, or for the co-buyer whose number it is (edge case 61).

    In 3 queries; one more for a number that is not the customer's own.
    """
    person = _person(follow_up, number)
    with connection.cursor() as cursor:
        cursor.execute(TRIES, [person.pk, now - DAY])
        tries = tuple(at for (at,) in cursor.fetchall())
    facts = contact_facts_of([person], recent_tries={person.pk: tries})[person.pk]
    purpose: Purpose = "promise" if follow_up.kind in SERVICE_KINDS else "relationship"
    return may_contact(facts, "phone", purpose, now)


def _person(follow_up: FollowUp, number: str) -> Customer:
    customer: Customer = follow_up.customer
    if follow_up.delivery_id is None or customer.phones.filter(number=number).exists():
        return customer
    co_buyer = Customer.objects.filter(
        co_deliveries__follow_ups=follow_up, phones__number=number
    ).first()
    return co_buyer or customer
