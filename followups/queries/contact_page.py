"""What logging any contact needs to know: whom, what is open, and who spoke to them today."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils.translation import gettext as _

from customers.models import Customer
from customers.queries import rows_of_person
from customers.rules.ways import STOPPED
from dealerfollow.stores.models import Store, User
from dealerfollow.stores.queries import StoreDay
from deliveries.models import Delivery
from followups.models import FollowUp
from followups.queries.card_parts import Words
from followups.queries.card_reads import PastAttempt, past_attempts, pressed_call, ways_of
from followups.queries.people import Staff
from followups.rules.contacts import covered
from followups.words.days import clock, day
from followups.words.labels import kind_name, outcome_name


@dataclass(frozen=True)
class Offered:
    """An open follow-up that the contact may answer; `is_ticked` unless told otherwise."""

    pk: int
    label: str
    is_ticked: bool


@dataclass(frozen=True)
class ContactPage:
    """The page to log any contact with one customer at one store."""

    customer: Customer
    store: Store
    offered: tuple[Offered, ...]
    seen: int  # the newest attempt when the page was shown
    banners: tuple[Words, ...]
    numbers: tuple[str, ...]  # theirs that are not known to be wrong
    is_stopped: bool

    @property
    def draft(self) -> str:
        """The name of the draft on this device."""
        return f"contact:{self.customer.pk}"


def contact_page(
    customer: Customer, day_: StoreDay, staff: Staff, user: User, *, may_cover: bool
) -> ContactPage:
    """The page as `user` sees it now. 5 queries."""
    rows = open_rows([customer.pk], day_.store).get(customer.pk, [])
    attempts = past_attempts(customer.pk)
    phones = (way for way in ways_of([customer.pk]) if way.kind == "phone" and way.is_good)
    return ContactPage(
        customer=customer,
        store=day_.store,
        offered=_offered(rows, day_.today, staff, user, may_cover=may_cover),
        seen=max((a.pk for a in attempts), default=0),
        banners=shared_words(customer, attempts, user, day_.store.zone, now=day_.now),
        numbers=tuple(way.value for way in phones),
        is_stopped=bool(customer.ways & STOPPED),
    )


def open_rows(customer_ids: Sequence[int], store: Store) -> dict[int, list[FollowUp]]:
    """Customer id -> what is open to them at the store, by day. One query."""
    found: dict[int, list[FollowUp]] = {}
    rows = FollowUp.objects.open().filter(customer__in=list(customer_ids), store=store)
    for row in rows.select_related("owner").order_by("due_on", "tier", "id"):
        row.store = store
        found.setdefault(row.customer_id, []).append(row)
    return found


def answered_by_contact(
    rows: Sequence[FollowUp], today: date, staff: Staff, user: User, *, may_cover: bool
) -> list[int]:
    """Ids of what a contact of `today` answers unless told otherwise: this person's own, and what
    they cover. What is somebody else's stays theirs. No query."""
    mine = [
        row
        for row in rows
        if may_cover or row.owner_id == user.pk or staff.stands_in(user.pk, row.owner_id)
    ]
    ids = {id(row) for row in covered(mine, today=today)}
    return [row.pk for row in mine if id(row) in ids]


def _offered(
    rows: Sequence[FollowUp], today: date, staff: Staff, user: User, *, may_cover: bool
) -> tuple[Offered, ...]:
    ticked = set(answered_by_contact(rows, today, staff, user, may_cover=may_cover))
    found = []
    for row in rows:
        words = f"{kind_name(row.kind)}, {day(row.due_on)}"
        if row.owner_id != user.pk:
            words = f"{words} · {row.owner.name}"
        found.append(Offered(row.pk, words, row.pk in ticked))
    return tuple(found)


def shared_words(
    customer: Customer,
    attempts: Sequence[PastAttempt],
    user: User,
    zone: ZoneInfo,
    *,
    now: datetime,
) -> tuple[Words, ...]:
    """Who else spoke to them today, and who pressed Call a moment ago: two people, one customer.

    One query.
    """
    found = []
    last = next((a for a in attempts if a.by_id != user.pk and _is_today(a, zone, now)), None)
    if last is not None:
        found.append(_spoke_words(customer, last, zone))
    tap = pressed_call(customer.pk, not_by=user.pk, now=now)
    if tap is not None:
        name, at = tap
        said = {"name": name, "time": clock(at.astimezone(zone))}
        title = _("%(name)s pressed Call at %(time)s") % said
        found.append(Words(title, _("They may be talking right now.")))
    return tuple(found)


def _is_today(attempt: PastAttempt, zone: ZoneInfo, now: datetime) -> bool:
    return attempt.at.astimezone(zone).date() == now.astimezone(zone).date()


def _spoke_words(customer: Customer, last: PastAttempt, zone: ZoneInfo) -> Words:
    said: dict[str, Any] = {
        "by": last.by_name,
        "name": customer.short_name,
        "time": clock(last.at.astimezone(zone)),
    }
    title = _("%(by)s tried %(name)s at %(time)s")
    if last.is_talk:
        title = _("%(by)s spoke to %(name)s at %(time)s")
    parts = [outcome_name(last.outcome), last.note]
    return Words(title % said, ". ".join(part.rstrip(".") for part in parts if part) + ".")


def stores_of_contact(scope: Any, customer: Customer) -> list[Store]:
    """Where a contact with them may be logged, an ask recorded, a case opened: the stores that know
    them, by whichever entry of theirs, and where this person makes calls. The one on screen first,
    then the store that they are of. 2 queries."""
    allowed = scope.stores_with("calls.work")
    people = rows_of_person(customer.pk)
    theirs = Q(customer__in=people) | Q(co_buyer__in=people)
    bought = Delivery.objects.filter(theirs, store__in=allowed).values_list("store_id", flat=True)
    entries = Customer.objects.filter(pk__in=people, store__in=allowed)
    known = set(bought.union(entries.values_list("store_id", flat=True)))
    on_screen = scope.store.pk if scope.store else None
    stores = [store for store in scope.stores if store.pk in known]
    return sorted(stores, key=lambda s: (s.pk != on_screen, s.pk != customer.store_id, s.pk))


def store_of_contact(scope: Any, customer: Customer) -> Store | None:
    """The first of stores_of_contact; None where this person makes no calls."""
    return next(iter(stores_of_contact(scope, customer)), None)
