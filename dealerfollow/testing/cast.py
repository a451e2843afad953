"""The fixed cast of every test: who acts, and who must not see.

Grace is group admin over North and South, Maya manages North, Sam sells at North and Noor at
South, Bea is BDC at North. Otto is admin of an unrelated group.
"""

from dataclasses import dataclass
from datetime import date

from dealerfollow.stores.actions import create_user, hire, open_group, open_store
from dealerfollow.stores.models import Group, Store, User
from dealerfollow.stores.rules.rights import Role
from dealerfollow.tenancy.scope import enter_scope

PASSWORD = "correct horse battery"


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
    """Makes them all, and leaves the scope of Grace's group open. Needs an open transaction."""
    other = open_group("Orchard Autos", "orchard")
    west = _store(other, "West Orchard", "west", starts_on)
    otto = _person("otto@orchard.example", "Otto Brandt")
    hire(otto, Role.GROUP_ADMIN, group=other)

    group = open_group("Copperline Group", "copperline")
    north = _store(group, "Copperline North", "north", starts_on)
    south = _store(group, "Copperline South", "south", starts_on)
    grace = _person("grace@copperline.example", "Grace Lindqvist")
    maya = _person("maya@copperline.example", "Maya Torres")
    sam = _person("sam@copperline.example", "Sam Rivera")
    noor = _person("noor@copperline.example", "Noor Haddad")
    bea = _person("bea@copperline.example", "Bea Walsh")
    hire(grace, Role.GROUP_ADMIN, group=group)
    hire(maya, Role.SALES_MANAGER, group=group, store=north)
    hire(sam, Role.SALESPERSON, group=group, store=north, dms_id="101")
    hire(noor, Role.SALESPERSON, group=group, store=south, dms_id="201")
    hire(bea, Role.BDC_REP, group=group, store=north)
    enter_scope(group.pk)
    return Cast(group, north, south, grace, maya, sam, noor, bea, other, west, otto)


def _store(group: Group, name: str, slug: str, starts_on: date) -> Store:
    return open_store(
        group,
        name=name,
        slug=slug,
        phone="(480) 555-0100",
        state="NY",
        time_zone="America/New_York",
        follow_up_starts_on=starts_on,
    )


def _person(email: str, name: str) -> User:
    return create_user(email, name, password=PASSWORD)
