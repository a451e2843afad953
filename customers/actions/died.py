"""A customer died: nobody of the group contacts them from this second on."""

from datetime import datetime

from django.db import transaction

from customers.actions.refused import CorrectionRefused
from customers.actions.ways import lock_customers, refresh_ways
from customers.events import CustomerDied, DeathCorrected, customer_died, death_corrected
from customers.models import Customer, DeathCorrection
from customers.queries.merged import rows_of_person
from dealerfollow.stores.models import User


@transaction.atomic
def record_death(
    customer: Customer, *, estate_contact: str = "", by: User | None, now: datetime
) -> bool:
    """Silences the person in every store at once, birthdays and letters included (edge case 70).

    Open follow-ups about them end, promises and title go to the manager with `estate_contact` (who
    settles the estate, and how to reach them), all in this transaction. True when it was news; told
    again, only a new estate contact is kept. There is no undo; a mistake needs correct_death.
    """
    lock_customers([customer.pk])
    customer.refresh_from_db(
        fields=["merged_into", "died_on", "death_recorded_at", "estate_contact"]
    )
    if customer.merged_into_id:
        went_on = Customer.objects.select_related("store").get(pk=customer.merged_into_id)
        return record_death(went_on, estate_contact=estate_contact, by=by, now=now)
    estate_contact = " ".join(estate_contact.split())[:200] or customer.estate_contact
    is_news = customer.died_on is None
    customer.estate_contact = estate_contact
    if is_news:
        customer.died_on, customer.death_recorded_at = customer.store.day_of(now), now
    customer.save(update_fields=["died_on", "death_recorded_at", "estate_contact"])
    if is_news:
        refresh_ways([customer.pk], now=now)
        rows = tuple(rows_of_person(customer.pk))
        customer_died.emit(CustomerDied(customer.pk, rows, estate_contact, by, now))
    return is_news


@transaction.atomic
def correct_death(customer: Customer, *, words: str, by: User, now: datetime) -> bool:
    """Takes back a death that was recorded by mistake, in words; the managers are told.

    They may be contacted as before, their stops unchanged; what the mistake had ended is owed again
    and their plans go on. What had been recorded is kept. True when it was news. Raises
    CorrectionRefused without words.
    """
    words = " ".join(words.split())[:200]
    if not words:
        raise CorrectionRefused("words_required")
    top = customer.merged_into_id or customer.pk
    rows = tuple(rows_of_person(top))
    lock_customers(rows)
    dead = list(Customer.objects.filter(pk__in=rows).exclude(died_on=None).order_by("pk"))
    for row in dead:
        assert row.died_on is not None
        DeathCorrection.objects.create(
            group_id=row.group_id,
            customer=row,
            died_on=row.died_on,
            estate_contact=row.estate_contact,
            words=words,
            at=now,
            by=by,
        )
        row.died_on, row.death_recorded_at, row.estate_contact = None, None, ""
        row.save(update_fields=["died_on", "death_recorded_at", "estate_contact"])
    if not dead:
        return False
    refresh_ways(rows, now=now)
    death_corrected.emit(DeathCorrected(top, rows, words, by, now))
    return True
