"""A store always has an active manager; a role that ends tells the floors above, once."""

from datetime import date

import pytest

from dealerfollow.stores.actions import LastManagerError, end_membership, hire
from dealerfollow.stores.events import memberships_ended
from dealerfollow.stores.models import Membership, User
from dealerfollow.stores.rules.rights import Role
from dealerfollow.testing.sales import noon


@pytest.fixture
def told():
    """What was emitted, besides reaching the real receivers."""
    heard = []
    memberships_ended.subscribe(heard.append)
    yield heard
    memberships_ended.unsubscribe(heard.append)


NOW = noon(date(2026, 3, 3))


def maya_at_north(cast):
    return Membership.objects.get(user=cast.maya)


def test_the_last_manager_stays_and_nothing_is_written(cast):
    Membership.objects.filter(user=cast.grace).update(ended_at=NOW)
    with pytest.raises(LastManagerError):
        end_membership(maya_at_north(cast), by=cast.grace, now=NOW)
    assert maya_at_north(cast).ended_at is None


@pytest.mark.parametrize("role", [Role.SALES_MANAGER, Role.GM])
def test_a_manager_may_go_when_another_one_stays(cast, role):
    Membership.objects.filter(user=cast.grace).update(ended_at=NOW)
    hire(cast.noor, role, group=cast.group, store=cast.north)
    end_membership(maya_at_north(cast), by=cast.noor, now=NOW)
    assert maya_at_north(cast).ended_at == NOW


def test_a_manager_who_cannot_sign_in_does_not_count(cast):
    User.objects.filter(pk=cast.grace.pk).update(is_active=False)
    with pytest.raises(LastManagerError):
        end_membership(maya_at_north(cast), by=cast.maya, now=NOW)


def test_a_manager_of_the_other_store_does_not_count(cast):
    Membership.objects.filter(user=cast.grace).update(ended_at=NOW)
    hire(cast.noor, Role.SALES_MANAGER, group=cast.group, store=cast.south)
    with pytest.raises(LastManagerError):
        end_membership(maya_at_north(cast), by=cast.maya, now=NOW)


def test_it_is_told_once(cast, told):
    sam = Membership.objects.get(user=cast.sam)
    for _ in range(2):
        end_membership(Membership.objects.get(pk=sam.pk), by=cast.maya, now=NOW)
    assert [(e.store, e.user, e.by) for e in told] == [(cast.north, cast.sam, cast.maya)]
