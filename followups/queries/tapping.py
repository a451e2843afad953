"""May this number be rung now? Asked again when Call is pressed: the card may be an hour old."""

from datetime import date, datetime

from django.db.models import Q

from customers.models import Customer
from customers.queries import contact_facts_of, facts_on_number
from customers.queries.household import parted_from
from customers.rules.contactability import Answer, No
from dealerfollow.stores.models import User
from followups.models import FollowUp
from followups.queries.number_tries import rung_lately
from followups.queries.ringing import purpose_of, ringing_of


def answer_to_call(
    follow_up: FollowUp, number: str, *, by: User, may_cover: bool, now: datetime
) -> Answer:
    """What the card says now, for the customer or for the co-buyer whose number it is: the law's
    answer (edge cases 18, 61), else one ring a day in a household and three tries a week (decision
    6). `may_cover`: the card shows others' follow-ups too.

    In 7 queries, 8 for a co-buyer.
    """
    today = follow_up.store.day_of(now)
    rows = _on_the_card(follow_up, today, may_cover=may_cover)
    purpose = purpose_of([row.kind for row in rows])
    customer: Customer = follow_up.customer
    ringing = ringing_of(customer.pk, purpose, by_id=by.pk, today=today, now=now)
    person = _person(customer, rows, number)
    if person.pk in parted_from(customer.pk, {person.pk} - {customer.pk}):
        return No("no_longer_together")  # the card was opened before the link ended
    rung = rung_lately([person.pk], now=now)
    facts = contact_facts_of([person], recent_tries=rung)[person.pk]
    return ringing.answer(facts_on_number(facts, person, number), now)


def _on_the_card(follow_up: FollowUp, today: date, *, may_cover: bool) -> list[FollowUp]:
    """The follow-up with what is due to the same customer at the store (queries/card_rows.py)."""
    due = FollowUp.objects.open().filter(
        customer=follow_up.customer_id, store=follow_up.store_id, due_on__lte=today
    )
    if not may_cover:
        due = due.filter(owner=follow_up.owner_id)
    return [follow_up, *due.exclude(pk=follow_up.pk).only("kind", "delivery")]


def _person(customer: Customer, rows: list[FollowUp], number: str) -> Customer:
    deals = {row.delivery_id for row in rows if row.delivery_id is not None}
    mine = Q(customer=customer) | Q(customer__merged_into=customer)
    if not deals or customer.phones.model.objects.filter(mine, number=number).exists():
        return customer
    co_buyers = Customer.objects.filter(co_deliveries__in=deals)
    has_it = Q(phones__number=number) | Q(merged__phones__number=number)
    return co_buyers.filter(has_it).first() or customer
