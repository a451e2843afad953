"""Two changes of what one customer allows, at the same moment: a stop is never written over."""

from datetime import date, timedelta
from threading import Event

import pytest
from django.db import transaction

from customers.actions import record_consent, record_stop, upsert_customer
from customers.models import ContactStop, Customer
from customers.rules.ways import STOPPED
from dealerfollow.tenancy.scope import scope
from dealerfollow.testing.cast import make_cast
from dealerfollow.testing.sales import buyer, noon
from dealerfollow.testing.together import together

NOW = noon(date(2026, 3, 3))


@pytest.fixture
def known(transactional_db):
    """A committed customer, and what a file says of her."""
    with transaction.atomic():
        cast = make_cast()
        told = buyer()
        return cast, told, upsert_customer(cast.north, told, now=NOW).customer


def stop_and(cast, customer, other) -> int:
    """`other` runs while a stop of everything is recorded; returns her ways afterwards."""
    asked = Event()

    def stop() -> None:
        with scope(cast.group.pk):
            told = {"scope": "everything", "channel": "all", "words": "No", "by": None}
            record_stop(customer, **told, now=NOW)
            asked.set()
            Event().wait(0.7)

    def go() -> None:
        with scope(cast.group.pk):
            other(lambda: asked.wait(10))

    together(stop, go)
    with scope(cast.group.pk):
        assert ContactStop.objects.filter(customer=customer, value="").count() == 1
        return Customer.objects.get(pk=customer.pk).ways


def test_a_consent_of_the_same_moment_does_not_lift_a_stop(known):
    cast, _, customer = known

    def consent(wait) -> None:
        wait()
        record_consent(customer, channel="text", state="withdrawn", source="typed", now=NOW)

    assert stop_and(cast, customer, consent) == STOPPED


def test_a_file_of_the_same_moment_does_not_lift_a_stop(known):
    cast, told, customer = known

    def import_row(wait) -> None:
        mine = Customer.objects.get(pk=customer.pk)
        wait()
        moved = {**vars(told), "city": "Albany"}
        upsert_customer(cast.north, type(told)(**moved), now=NOW + timedelta(hours=1), known=mine)

    assert stop_and(cast, customer, import_row) == STOPPED


def test_a_new_number_that_somebody_stopped_is_bound_at_once(cast):
    stranger = upsert_customer(cast.north, buyer(), now=NOW).customer
    told = {"scope": "sales", "channel": "phone", "words": "No", "by": None}
    record_stop(stranger, **told, now=NOW)
    number = str(stranger.phones.get().number)
    heard: list[int] = []
    from customers.events import ways_changed

    def hear(happened) -> None:
        heard.extend(happened[0])

    ways_changed.subscribe(hear)
    try:
        person = buyer()
        known = upsert_customer(cast.north, person, now=NOW).customer
        more = {**vars(person), "phones": ((number, "mobile"),)}
        upsert_customer(cast.north, type(person)(**more), now=NOW, known=known)
    finally:
        ways_changed.unsubscribe(hear)
    assert heard == [known.pk]
