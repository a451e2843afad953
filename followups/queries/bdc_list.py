"""The BDC's list: of one store or several, by kind and person, without stealing a card."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import gettext as _

from dealerfollow.stores.models import User
from dealerfollow.stores.queries import StoreDay
from followups.queries.card_reads import pressed_calls
from followups.queries.list_rows import RowGroup, cover_words, left_words, need_words
from followups.queries.today import CallList, bar_of, call_list
from followups.rules.call_list import PLACES, Card
from followups.words.labels import kind_name


@dataclass(frozen=True, slots=True)
class Lens:
    """What of the list is asked for: a kind of follow-up, one person's, which stores. Empty: all of
    the store on screen. `keep` is the address's query, kept from card to card."""

    kind: str = ""
    person: int | None = None
    stores: str = ""
    keep: str = ""


EVERYTHING = Lens()


@dataclass(frozen=True, slots=True)
class Filter:
    """One select over the list."""

    name: str
    label: str
    value: str
    choices: tuple[tuple[str, str], ...]


def bdc_list(
    calls: CallList,
    day: StoreDay,
    others: Sequence[StoreDay],
    user: User,
    lens: Lens,
    *,
    current_customer_id: int | None,
) -> tuple[CallList, tuple[Filter, ...]]:
    """The list narrowed to what is asked for, and the selects that ask.

    In the evening those who asked for these hours are first; a card on which somebody else pressed
    Call a moment ago says so. One query, and four for each further store.
    """
    lists = [(day, calls)]
    for other in others:
        found = call_list(other, user, may_cover=True, current_customer_id=current_customer_id)
        lists.append((other, found))
    joined = _joined(lists)
    filters = _filters(joined, lens)
    return _marked(_narrowed(joined, lens, day), user, day.now), filters


def _joined(lists: Sequence[tuple[StoreDay, CallList]]) -> CallList:
    """One list: the cards of each group together, the stores in their order."""
    calls = lists[0][1]
    by_code: dict[str, list[RowGroup]] = {}
    for day, one in lists:
        for group in one.groups:
            named = _of_store(group, day) if len(lists) > 1 else group
            by_code.setdefault(group.code, []).append(named)
    are_hours_now = any(one.are_hours_now for _day, one in lists)
    groups = tuple(
        _together(by_code[code])
        for code in sorted(by_code, key=lambda code: _place(code, are_hours_now))
    )
    days = {day.store.pk: (day, one.staff) for day, one in lists} if len(lists) > 1 else {}
    joined = replace(
        calls,
        groups=groups,
        days=days,
        logged=sum(one.logged for _day, one in lists),
        held_back=sum(one.held_back for _day, one in lists),
        asleep=sum(one.asleep for _day, one in lists),
    )
    found = {
        card.lead.follow_up_id: (card, store)
        for _day, one in lists
        for card, store in zip(one.cards, one.stores, strict=True)
    }
    return _in_order(joined, found)


def _together(groups: Sequence[RowGroup]) -> RowGroup:
    """One group of the rows of all, in whose heading everybody is named."""
    names = tuple(dict.fromkeys(name for group in groups for name in group.names))
    label = cover_words(names) if names else groups[0].label
    rows = tuple(row for group in groups for row in group.rows)
    return replace(groups[0], label=label, names=names, rows=rows)


def _place(code: str, are_hours_now: bool) -> tuple[bool, int]:
    """Those who asked for just these hours are first; else as every list."""
    return not (are_hours_now and code == "hours"), PLACES[code]  # type: ignore[index]


def _of_store(group: RowGroup, day: StoreDay) -> RowGroup:
    """With the store's name beside the car."""
    names = (
        (row, " · ".join(part for part in (row.car, day.store.name) if part)) for row in group.rows
    )
    return replace(group, rows=tuple(row._replace(car=car) for row, car in names))


def _in_order(calls: CallList, found: Mapping[int, tuple[Card, int]]) -> CallList:
    """The list with its columns in the order of its groups; `found` gives each card its store."""
    rows = [row for group in calls.groups for row in group.rows]
    cards = [found[row.follow_up_id] for row in rows]
    return replace(
        calls,
        ids=tuple(row.follow_up_id for row in rows),
        urls=tuple(row.url for row in rows),
        customers=tuple(row.customer_id for row in rows),
        owners=tuple(card.lead.owner_id for card, _store in cards),
        stores=tuple(store for _card, store in cards),
        cards=tuple(card for card, _store in cards),
    )


def _narrowed(calls: CallList, lens: Lens, day: StoreDay) -> CallList:
    """Only the cards asked for, each with an address that keeps what was asked."""
    places = zip(calls.ids, calls.cards, calls.stores, strict=True)
    found = {pk: (card, store) for pk, card, store in places if is_asked(card, lens)}
    groups = []
    for group in calls.groups:
        rows = (row for row in group.rows if row.follow_up_id in found)
        kept = tuple(row._replace(url=f"{row.url}{lens.keep}") for row in rows)
        if kept:
            groups.append(replace(group, rows=kept))
    late = sum(card.group in ("overdue", "missed") for card, _store in found.values())
    parts, label = bar_of(calls.logged, late, len(found) - late)
    narrowed = replace(
        calls,
        groups=tuple(groups),
        left_words=_left_words(calls, [store for _card, store in found.values()], day),
        bar_parts=parts,
        bar_label=label,
        keep=lens.keep,
    )
    return _in_order(narrowed, found)


def _left_words(calls: CallList, stores: Sequence[int], day: StoreDay) -> str:
    """How long the cards of these stores take; until closing where they are of one store."""
    if not calls.days:
        return left_words(len(stores), day)
    need = sum(calls.days[pk][0].store.minutes_a_call for pk in stores)
    return need_words(len(stores), need)


def is_asked(card: Card, lens: Lens) -> bool:
    """Is it of the kind and the person that are asked for?"""
    is_kind = not lens.kind or any(due.kind == lens.kind for due in card.rows)
    return is_kind and lens.person in (None, card.lead.owner_id)


def _filters(calls: CallList, lens: Lens) -> tuple[Filter, ...]:
    """The kinds and people of what is due; what was asked for stays on offer when it is done."""
    kinds = {due.kind for card in calls.cards for due in card.rows} | {lens.kind} - {""}
    people = set(calls.owners) | ({lens.person} if lens.person else set())
    names = dict(calls.staff.names)
    for _day, staff in calls.days.values():
        names |= staff.names
    by_kind = sorted((kind_name(kind), kind) for kind in kinds)
    by_name = sorted((names[pk], str(pk)) for pk in people if pk in names)
    return (
        Filter(
            "kind",
            _("Kind"),
            lens.kind,
            (("", _("Every kind")), *((code, name) for name, code in by_kind)),
        ),
        Filter(
            "person",
            _("Person"),
            str(lens.person or ""),
            (("", _("Everybody’s")), *((pk, name) for name, pk in by_name)),
        ),
    )


def _marked(calls: CallList, user: User, now: datetime) -> CallList:
    """Rows on which somebody else pressed Call a moment ago say whose call it is."""
    pressed = pressed_calls(calls.customers, not_by=user.pk, now=now)
    if not pressed:
        return calls
    groups = []
    for group in calls.groups:
        rows = (
            row._replace(when=_on_it(pressed[row.customer_id][0]), when_tone="late")
            if row.customer_id in pressed
            else row
            for row in group.rows
        )
        groups.append(replace(group, rows=tuple(rows)))
    return replace(calls, groups=tuple(groups))


def _on_it(name: str) -> str:
    return _("%(name)s is on it") % {"name": name.split()[0]}
