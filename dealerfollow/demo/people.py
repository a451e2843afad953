"""The demo's groups, stores and staff. Everybody signs in with the same password."""

from dataclasses import dataclass
from datetime import date, time
from functools import cache

from django.contrib.auth.hashers import make_password

from dealerfollow.stores.actions import create_user, hire, open_group, open_store
from dealerfollow.stores.models import Group, Membership, Store, User
from dealerfollow.stores.rules.rights import Role

PASSWORD = "demo-follow-2026"  # printed at every start of the demo


@dataclass(frozen=True)
class Seller:
    """A salesperson and how they work: the share of calls made, and the share of sales."""

    user: User
    diligence: float
    share: float
    sold_from: date | None = None


@dataclass(frozen=True)
class DemoStore:
    """A store with those who sell in it, and how many cars a day it delivers."""

    store: Store
    sellers: tuple[Seller, ...]
    manager: User
    bdc: User | None
    desk: User | None
    a_day: float


def unrelated_group(starts_on: date) -> DemoStore:
    """Orchard Autos: Otto is its admin, and nobody of it may see the other group."""
    group = open_group("Orchard Autos", "orchard")
    west = _store(group, "Orchard Autos West", "west", starts_on, sells_new=False)
    otto = _hire(group, None, "otto@orchard.example", "Otto Brandt", Role.GROUP_ADMIN)
    ines = _hire(group, west, "ines@orchard.example", "Ines Okoro", Role.SALESPERSON, "301")
    return DemoStore(west, (Seller(ines, 0.8, 1.0),), otto, None, None, 0.3)


def copperline(starts_on: date, rookie_from: date) -> list[DemoStore]:
    """Copperline Group: North and South, with the cast and their colleagues."""
    group = open_group("Copperline Group", "copperline")
    north = _store(group, "Copperline North", "north", starts_on)
    south = _store(group, "Copperline South", "south", starts_on)
    _hire(group, None, "grace@copperline.example", "Grace Lindqvist", Role.GROUP_ADMIN)
    maya = _hire(group, north, "maya@copperline.example", "Maya Torres", Role.SALES_MANAGER)
    sam = _hire(group, north, "sam@copperline.example", "Sam Rivera", Role.SALESPERSON, "101")
    alicia = _hire(
        group, north, "alicia@copperline.example", "Alicia Fuentes", Role.SALESPERSON, "102"
    )
    marcus = _hire(
        group, north, "marcus@copperline.example", "Marcus Bell", Role.SALESPERSON, "103"
    )
    tom = _hire(group, north, "tom@copperline.example", "Tom Haugen", Role.SALESPERSON, "104")
    bea = _hire(group, north, "bea@copperline.example", "Bea Walsh", Role.BDC_REP)
    desk = _hire(
        group, north, "tess@copperline.example", "Tess Nakai", Role.DEPARTMENT, department="title"
    )
    Membership.objects.filter(user=sam).update(cover=alicia)
    Membership.objects.filter(user=tom).update(
        weekly_hours={str(d): ["09:00", "18:00"] for d in (0, 1, 3, 4, 5)}
    )
    carla = _hire(group, south, "carla@copperline.example", "Carla Jensen", Role.SALES_MANAGER)
    noor = _hire(group, south, "noor@copperline.example", "Noor Haddad", Role.SALESPERSON, "201")
    joey = _hire(group, south, "joey@copperline.example", "Joey Park", Role.SALESPERSON, "202")
    return [
        DemoStore(
            north,
            (
                Seller(sam, 0.93, 0.38),
                Seller(alicia, 0.88, 0.27),
                Seller(marcus, 0.55, 0.18),
                Seller(tom, 0.78, 0.17),
            ),
            maya,
            bea,
            desk,
            2.3,
        ),
        DemoStore(
            south,
            (Seller(noor, 0.9, 0.8), Seller(joey, 0.8, 0.2, rookie_from)),
            carla,
            None,
            None,
            0.7,
        ),
    ]


def _store(group: Group, name: str, slug: str, starts_on: date, *, sells_new: bool = True) -> Store:
    return open_store(
        group,
        name=name,
        slug=slug,
        phone="(480) 555-0100",
        state="AZ",
        time_zone="America/Phoenix",
        follow_up_starts_on=starts_on,
        sells_new=sells_new,
        review_sites=[{"name": "Google", "url": f"https://reviews.example/{slug}"}],
        sold_file_expected_at=time(6) if slug == "north" else None,
    )


@cache
def _password() -> str:
    """Hashed once: thirteen times would be half of the seed's time."""
    return make_password(PASSWORD)


def _hire(
    group: Group,
    store: Store | None,
    email: str,
    name: str,
    role: Role,
    dms_id: str = "",
    department: str = "",
) -> User:
    user = create_user(email, name)
    User.objects.filter(pk=user.pk).update(password=_password())
    hire(user, role, group=group, store=store, dms_id=dms_id, department=department)
    return user
