"""Whom a line of a paper list means, and what their call answers."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from customers.models import Customer
from customers.queries.search import find_customers
from customers.queries.visible import visible_to
from dealerfollow.stores.models import Store, User
from dealerfollow.stores.queries import StoreDay, calendar_of
from followups.models import Attempt, FollowUp
from followups.queries.call_sheet import SheetCard
from followups.queries.contact_page import answered_by_contact, open_rows, store_of_contact
from followups.queries.people import staff_of
from followups.words.days import short_day

MOST_PICKS = 6
LABEL = " · …"


@dataclass(frozen=True, slots=True)
class Meant:
    """The customer that a line names; or else those whom it may mean (id, words)."""

    customer: Customer | None = None
    picks: tuple[tuple[int, str], ...] = ()


def listed_labels(cards: Sequence[SheetCard]) -> dict[str, tuple[int, ...]]:
    """What the field offers for who is on today's list: the words -> the customers' ids. Two of one
    name and number are offered once and then picked."""
    found: dict[str, dict[int, None]] = {}
    for card in cards:
        found.setdefault(label_of(card), {})[card.customer_id] = None
    return {label: tuple(ids) for label, ids in found.items()}


def label_of(card: SheetCard) -> str:
    """ "Maria Delgado · …0119"."""
    return f"{card.name}{LABEL}{card.ways.number[-4:]}" if card.ways.number else card.name


def who_is_meant(
    scope: Any, text: str, picked: int | None, listed: Mapping[str, tuple[int, ...]]
) -> Meant:
    """By what was picked, by today's list, else as the search finds them. At most 5 queries."""
    working = scope.stores_with("calls.work")
    ids = (picked,) if picked else listed.get(text, ())
    if ids:
        seen = visible_to(scope, working).select_related("store", "merged_into")
        people = list(seen.filter(pk__in=ids).prefetch_related("phones").order_by("pk"))
        if len(ids) == 1:
            return Meant(people[0] if people else None)
        return Meant(picks=tuple(_picks(people)))
    name, _dots, last4 = text.partition(LABEL)
    found = find_customers(scope.narrowed("calls.work"), name, limit=MOST_PICKS)
    if last4:  # as the list offered it, and no longer on the list
        found = [one for one in found if last4 in _last_fours(one.customer)] or found
    if len(found) == 1 and found[0].how != "like":
        return Meant(found[0].customer)
    return Meant(picks=tuple(_picks(one.customer for one in found)))


def _picks(people: Iterable[Customer]) -> Iterable[tuple[int, str]]:
    for customer in people:
        parts = [customer.name, *(f"…{last}" for last in _last_fours(customer)[:1]), customer.city]
        if customer.last_contact_at:
            on = short_day(customer.last_contact_at.astimezone(customer.store.zone).date())
            parts.append(_("last contact %(day)s") % {"day": on})
        yield customer.pk, " · ".join(part for part in parts if part)


def _last_fours(customer: Customer) -> list[str]:
    return [str(phone.number)[-4:] for phone in customer.phones.all() if phone.wrong_at is None]


@dataclass(frozen=True, slots=True)
class LineCall:
    """Whose call a line is: the store's, of which card of the list, and what it answers."""

    store: Store
    card: SheetCard | None
    follow_ups: tuple[int, ...]


def calls_of_lines(
    scope: Any,
    day: StoreDay,
    cards: Sequence[SheetCard],
    people: Iterable[Customer],
    made_on: date,
) -> dict[int, LineCall]:
    """Customer id -> what a call of `made_on` with them is. A line of the list is a call of the
    list's store; any other of the one that knows them (see store_of_contact).

    Two queries for each store, two for each person who is not on the list.
    """
    on_list = {card.customer_id: card for card in cards}
    by_store: dict[Store, list[int]] = {}
    for who in {customer.pk: customer for customer in people}.values():
        card = on_list.get(who.pk)
        store = card.store if card else store_of_contact(scope, who) or day.store
        by_store.setdefault(store, []).append(who.pk)
    found: dict[int, LineCall] = {}
    for store, ids in by_store.items():
        staff = staff_of(store, today=made_on, calendar=calendar_of(store, today=made_on))
        may_cover = scope.has("calls.cover", store.pk)
        rows = open_rows(ids, store)
        for pk in ids:
            there = there_on(rows.get(pk, []), made_on)
            answered = answered_by_contact(there, made_on, staff, scope.user, may_cover=may_cover)
            card = on_list.get(pk)
            if made_on < store.day_of(day.now):  # today's list says nothing of an earlier day
                card = card if card and not set(card.follow_ups).isdisjoint(answered) else None
                ticked = tuple(answered)
            else:
                ticked = tuple(dict.fromkeys((*(card.follow_ups if card else ()), *answered)))
            found[pk] = LineCall(store, card, ticked)
    return found


def there_on(rows: Iterable[FollowUp], day: date) -> list[FollowUp]:
    """Those of the follow-ups that were made by the end of that day: a call of an earlier day
    answers none that nobody knew of."""
    return [row for row in rows if row.store.day_of(row.created_at) <= day]


def saved_before(keys: Collection[UUID], user: User) -> dict[UUID, Attempt]:
    """Which of these lines this person has saved already: sent twice, they are one. One query."""
    rows = Attempt.objects.filter(key__in=list(keys), by=user).select_related("store")
    return {row.key: row for row in rows}
