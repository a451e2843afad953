"""The cast of every test is written together; the actions would have made the same rows."""

from datetime import date

from allauth.account.models import EmailAddress
from django.db import transaction

from dealerfollow.stores.actions import create_user, hire, open_group, open_store
from dealerfollow.stores.models import Group, Membership, Store, User
from dealerfollow.stores.rules.rights import Role
from dealerfollow.tenancy.scope import scope
from dealerfollow.testing.cast import PASSWORD, PEOPLE, make_cast

STARTS = date(2020, 1, 1)
OWN = {"id", "password", "joined_at"}  # another with each row


def made_by_the_actions():
    """The same people of the same two groups; the groups, their stores, their people."""
    told = {"phone": "(480) 555-0100", "state": "NY", "time_zone": "America/New_York"}
    told["follow_up_starts_on"] = STARTS
    otto, grace, maya, sam, noor, bea = (
        create_user(email, name, password=PASSWORD) for email, name in PEOPLE
    )
    other = open_group("Orchard Autos", "orchard")
    west = open_store(other, name="West Orchard", slug="west", **told)
    hire(otto, Role.GROUP_ADMIN, group=other)
    group = open_group("Copperline Group", "copperline")
    north = open_store(group, name="Copperline North", slug="north", **told)
    south = open_store(group, name="Copperline South", slug="south", **told)
    hire(grace, Role.GROUP_ADMIN, group=group)
    hire(maya, Role.SALES_MANAGER, group=group, store=north)
    hire(sam, Role.SALESPERSON, group=group, store=north, dms_id="101")
    hire(noor, Role.SALESPERSON, group=group, store=south, dms_id="201")
    hire(bea, Role.BDC_REP, group=group, store=north)
    return (group, other), (north, south, west), (otto, grace, maya, sam, noor, bea)


def cast_of_tests():
    """As above."""
    cast = make_cast(starts_on=STARTS)
    people = cast.otto, cast.grace, cast.maya, cast.sam, cast.noor, cast.bea
    return (cast.group, cast.other_group), (cast.north, cast.south, cast.west), people


def told(row):
    """Each field of a row; another row by its name."""
    found = {field.name: getattr(row, field.name) for field in row._meta.concrete_fields}
    return {
        name: value.email if isinstance(value, User) else str(value)
        for name, value in found.items()
        if name not in OWN
    }


def state_of(make):
    """The rows in the database, the objects as they were handed out, and who may sign in."""
    with transaction.atomic():
        groups, stores, people = make()
        rows = [told(row) for row in (*groups, *stores, *people)]
        for model in (User, EmailAddress):
            rows += [told(row) for row in model._default_manager.order_by("pk")]
        for group in groups:
            with scope(group.pk):
                for model in (Group, Store, Membership):
                    rows += [told(row) for row in model._default_manager.order_by("pk")]
        rows.append([one.check_password(PASSWORD) for one in people])
        transaction.set_rollback(True)
    return rows


def test_the_cast_has_the_rows_that_the_actions_make(db):
    made = state_of(cast_of_tests)
    assert made == state_of(made_by_the_actions)
    assert made[-1] == [True] * 6
    assert len(made) == 5 + 6 + 12 + 2 + 3 + 6 + 1
