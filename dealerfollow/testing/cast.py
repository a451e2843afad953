"""The fixed cast of every test: who acts, and who must not see.

Grace is group admin over North and South, Maya manages North, Sam sells at North and Noor at
South, Bea is BDC at North. Otto is admin of an unrelated group.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from dealerfollow.stores.actions import open_group
from dealerfollow.stores.models import Group, Membership, Store, User
from dealerfollow.stores.rules.rights import Role

PASSWORD = "correct horse battery"
PEOPLE = (
    ("otto@orchard.example", "Otto Brandt"),
    ("grace@copperline.example", "Grace Lindqvist"),
    ("maya@copperline.example", "Maya Torres"),
    ("sam@copperline.example", "Sam Rivera"),
    ("noor@copperline.example", "Noor Haddad"),
    ("bea@copperline.example", "Bea Walsh"),
)


@dataclass(frozen=True)
class Cast:
    """Two groups, three stores, six people."""

    group: Group
    north: Store
    south: Store
    grace: User
    maya: User
    sam: User
    noor: User
    bea: User
    other_group: Group
    west: Store
    otto: User


def make_cast(*, starts_on: date = date(2020, 1, 1)) -> Cast:
    """Makes them all, and leaves the scope of Grace's group open. Needs an open transaction.

    Thousands of tests begin here: the rows are those that the actions make, written together.
    """
    people = [User(email=email, name=name, password=_hashed()) for email, name in PEOPLE]
    otto, grace, maya, sam, noor, bea = User.objects.bulk_create(people)
    EmailAddress.objects.bulk_create(
        EmailAddress(user=one, email=one.email, verified=True, primary=True) for one in people
    )
    other = open_group("Orchard Autos", "orchard")
    (west,) = Store.objects.bulk_create([_store(other, "West Orchard", "west", starts_on)])
    _hire(other, (otto, Role.GROUP_ADMIN, None, ""))
    group = open_group("Copperline Group", "copperline")
    north, south = Store.objects.bulk_create(
        [
            _store(group, "Copperline North", "north", starts_on),
            _store(group, "Copperline South", "south", starts_on),
        ]
    )
    _hire(
        group,
        (grace, Role.GROUP_ADMIN, None, ""),
        (maya, Role.SALES_MANAGER, north, ""),
        (sam, Role.SALESPERSON, north, "101"),
        (noor, Role.SALESPERSON, south, "201"),
        (bea, Role.BDC_REP, north, ""),
    )
    return Cast(group, north, south, grace, maya, sam, noor, bea, other, west, otto)


@cache
def _hashed() -> str:
    return make_password(PASSWORD)


def _store(group: Group, name: str, slug: str, starts_on: date) -> Store:
    return Store(
        group=group,
        name=name,
        slug=slug,
        phone="(480) 555-0100",
        state="NY",
        time_zone="America/New_York",
        follow_up_starts_on=starts_on,
    )


def _hire(group: Group, *told: tuple[User, Role, Store | None, str]) -> None:
    Membership.objects.bulk_create(
        Membership(group=group, store=store, user=user, role=role.value, dms_id=dms_id)
        for user, role, store, dms_id in told
    )
