"""A customer died: nobody of the group contacts them from this second on."""

from datetime import datetime

from django.db import transaction

from customers.actions.ways import lock_customers, refresh_ways
from customers.events import CustomerDied, customer_died
from customers.models import Customer
from customers.queries.merged import rows_of_person
from dealerfollow.stores.models import User


@transaction.atomic
def record_death(
    customer: Customer, *, estate_contact: str = "", by: User | None, now: datetime
) -> bool:
    """Silences the person in every store at once, birthdays and letters included (edge case 70).

    Open follow-ups about them end, promises and title go to the manager with `estate_contact` (who
    settles the estate, and how to reach them), all in this transaction. True when it was news; told
    again, only a new estate contact is kept. There is no undo.
    """
    lock_customers([customer.pk])
    customer.refresh_from_db(fields=["merged_into", "died_on", "estate_contact"])
    if customer.merged_into_id:
        went_on = Customer.objects.select_related("store").get(pk=customer.merged_into_id)
        return record_death(went_on, estate_contact=estate_contact, by=by, now=now)
    estate_contact = " ".join(estate_contact.split())[:200] or customer.estate_contact
    is_news = customer.died_on is None
    customer.estate_contact = estate_contact
    customer.died_on = customer.died_on or customer.store.day_of(now)
    customer.save(update_fields=["died_on", "estate_contact"])
    if is_news:
        refresh_ways([customer.pk], now=now)
        rows = tuple(rows_of_person(customer.pk))
        customer_died.emit(CustomerDied(customer.pk, rows, estate_contact, by, now))
    return is_news
