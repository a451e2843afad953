"""A request's own stores come with the days declared closed, in one statement."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from dealerfollow.stores.actions.calendar import close_store_on, open_store_after_all
from dealerfollow.stores.middleware import stores_of
from dealerfollow.stores.models import Store
from dealerfollow.stores.queries import calendar_of, calendars_of
from dealerfollow.stores.scope import Held
from dealerfollow.stores.sessions import StaffBackend

pytestmark = pytest.mark.django_db
NOW = timezone.now()
TODAY = date(2026, 6, 9)  # a Tuesday


def as_read(cast) -> list[Store]:
    return stores_of(cast.grace.pk, memberships_of(cast.grace))


def memberships_of(user) -> list[Held]:
    kept = StaffBackend().get_user(user.pk)
    return list(kept.held)


def test_they_are_the_rows_that_the_orm_reads(cast):
    fields = [field.attname for field in Store._meta.concrete_fields]
    by_orm = Store.objects.filter(group_id=cast.north.group_id).order_by("name")

    assert [[getattr(store, name) for name in fields] for store in as_read(cast)] == [
        [getattr(store, name) for name in fields] for store in by_orm
    ]


def test_their_calendars_know_the_closed_days_without_a_query(cast, django_assert_num_queries):
    revoked = close_store_on(cast.north, TODAY + timedelta(1), reason="?", by=None, now=NOW)
    close_store_on(cast.north, TODAY, reason="snow", by=None, now=NOW)
    open_store_after_all(revoked, now=NOW)
    stores = as_read(cast)

    with django_assert_num_queries(0):
        calendars = calendars_of(stores, today=TODAY)

    assert not calendars[cast.north.pk].is_open(TODAY)
    assert calendars[cast.north.pk].is_open(TODAY + timedelta(1))
    assert calendars[cast.south.pk].is_open(TODAY)


def test_a_day_declared_closed_meanwhile_is_known_to_the_same_store(cast):
    north = next(store for store in as_read(cast) if store.pk == cast.north.pk)

    close_store_on(north, TODAY, reason="snow", by=None, now=NOW)

    assert not calendar_of(north, today=TODAY).is_open(TODAY)


def test_a_salesperson_gets_only_the_stores_that_they_work_in(cast):
    assert [store.pk for store in stores_of(cast.sam.pk, memberships_of(cast.sam))] == [
        cast.north.pk
    ]
