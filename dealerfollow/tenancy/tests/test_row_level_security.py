"""Row-level security by itself: no query here filters by group."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import ProgrammingError

from dealerfollow.stores.models import ClosedDay, Group, Store
from dealerfollow.tenancy.checks import application_role_problems
from dealerfollow.tenancy.scope import as_owner, current_group_id, group_ids, scope


def test_without_a_scope_there_are_no_rows(cast):
    with scope(None):
        assert list(Store.objects.all()) == []
        assert list(Group.objects.all()) == []


def test_a_scope_shows_its_own_group_only(cast):
    with scope(cast.other_group.pk):
        assert list(Store.objects.all()) == [cast.west]
    assert set(Store.objects.all()) == {cast.north, cast.south}


def test_the_former_scope_comes_back(cast):
    with scope(cast.other_group.pk):
        pass
    assert current_group_id() == cast.group.pk


def test_a_row_cannot_be_written_into_another_group(cast):
    with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        Store.objects.create(
            group=cast.other_group, name="x", slug="x", follow_up_starts_on="2026-01-01"
        )


def test_a_child_cannot_point_into_another_group(cast):
    with pytest.raises(IntegrityError, match="same_group"), transaction.atomic():
        ClosedDay.objects.create(
            group=cast.group, store=cast.west, on="2026-01-01", declared_at="2026-01-01T00:00Z"
        )


def test_update_of_a_foreign_row_touches_nothing(cast):
    assert Store.objects.filter(pk=cast.west.pk).update(name="taken") == 0


def test_sweeps_find_every_group_by_id(cast):
    with scope(None):
        assert group_ids() == sorted([cast.group.pk, cast.other_group.pk])


def test_the_application_role_could_not_bypass_a_policy(cast):
    assert application_role_problems() == []


@pytest.mark.django_db(transaction=True)
def test_the_owner_is_refused_inside_a_transaction():
    with transaction.atomic(), pytest.raises(transaction.TransactionManagementError), as_owner():
        pass


@pytest.mark.django_db(transaction=True)
def test_the_owner_sees_every_group():
    from dealerfollow.testing.cast import make_cast

    with transaction.atomic():
        make_cast()
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM stores_store")
        assert cursor.fetchone() == (3,)
