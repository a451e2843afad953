"""The missed calls: who, which customer, how late, and what may have been in the way."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TypeVar

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accountability.models import Excuse, Miss
from accountability.queries.decisions import decisions
from accountability.queries.rows import State
from accountability.queries.words import (
    car_words,
    day_words,
    days_words,
    excuse_words,
    time_words,
    what_words,
)
from customers.models import Customer, CustomerPhone
from dealerfollow.lib.periods import Period
from dealerfollow.stores.models import Absence, Store
from deliveries.models import FLAGS, WeOwe
from followups.models import FollowUp

TABS = ("open", "closed", "excused")
LATE_DAYS, LONG_DAYS = 3, 7


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One miss, or one excuse, in words."""

    id: int
    customer_id: int
    name: str
    what: str
    person: str
    due: str
    wait: State
    why: str
    is_miss: bool = False


Written = TypeVar("Written", Miss, Excuse)


def misses_in(
    stores: Sequence[Store], period: Period, *, condition: str = "", person_id: int | None = None
) -> QuerySet[Miss]:
    """Misses written for days of the period, newest first."""
    who = {} if person_id is None else {"counted_for": person_id}
    return _written(Miss.objects.filter(**who), stores, period, condition)


def excuses_in(
    stores: Sequence[Store], period: Period, *, condition: str = "", person_id: int | None = None
) -> QuerySet[Excuse]:
    """Excuses written for days of the period, newest first; a person's are those they own."""
    who = {} if person_id is None else {"follow_up__owner": person_id}
    return _written(Excuse.objects.filter(**who), stores, period, condition)


def _written(
    rows: QuerySet[Written], stores: Sequence[Store], period: Period, condition: str
) -> QuerySet[Written]:
    sale = {"follow_up__condition": condition} if condition else {}
    days = (period.start, period.end)
    return rows.filter(store__in=stores, day__range=days, **sale).order_by("-day", "-id")


def in_tab(rows: QuerySet[Miss], tab: str) -> QuerySet[Miss]:
    """Those whose follow-up is still open, or closed since."""
    is_open = Q(follow_up__state=FollowUp.State.OPEN)
    return rows.filter(is_open if tab == "open" else ~is_open)


def people_in(rows: QuerySet[Miss]) -> list[tuple[int, str]]:
    """(id, name) of the people for whom something is counted, by name."""
    found = rows.order_by("counted_for__name").values_list("counted_for", "counted_for__name")
    return list(found.distinct())


def voided_in(rows: QuerySet[Miss]) -> int:
    """How many of the misses were voided: the other total is their count."""
    return rows.filter(void__isnull=False).count()


def earlier_in(rows: QuerySet[Miss], period: Period) -> int:
    """How many of the misses are of follow-ups first due before the period: a try that was due
    again was not made. The scorecard counts those on their first due day."""
    return rows.filter(follow_up__first_due_on__lt=period.start).count()


PARTS = ("follow_up__customer", "follow_up__delivery__vehicle", "follow_up__owner", "store")


def miss_rows(misses: QuerySet[Miss], *, now: datetime) -> list[LedgerRow]:
    """The misses of one page in words, in 7 queries."""
    rows = list(misses.select_related("counted_for", *PARTS))
    reasons, said = _reasons(rows), decisions(rows)
    return [
        LedgerRow(
            row.pk,
            row.follow_up.customer_id,
            row.follow_up.customer.name,
            f"{what_words(row.follow_up)} · {car_words(row.follow_up)}",
            row.counted_for.name,
            _due_words(row),
            _wait(row, row.store.day_of(now)),
            " · ".join([*said.get(row.pk, ()), *reasons[row.pk]]),
            is_miss=True,
        )
        for row in rows
    ]


def excuse_rows(excuses: QuerySet[Excuse]) -> list[LedgerRow]:
    """The excuses of one page in words, in 1 query."""
    return [
        LedgerRow(
            row.pk,
            row.follow_up.customer_id,
            row.follow_up.customer.name,
            f"{what_words(row.follow_up)} · {car_words(row.follow_up)}",
            row.follow_up.owner.name,
            day_words(row.day),
            State(_("Excused"), "line"),
            excuse_words(row.reason),
        )
        for row in excuses.select_related(*PARTS)
    ]


def _due_words(miss: Miss) -> str:
    """Nov 18; of a later try: Nov 20, try 2"""
    if miss.try_number == 1:
        return day_words(miss.due_on)
    words = _("%(day)s, try %(number)s")
    return words % {"day": day_words(miss.due_on), "number": miss.try_number}


def _wait(miss: Miss, today: date) -> State:
    closed_at = miss.follow_up.closed_at
    if closed_at is None:
        days = (today - miss.due_on).days
        words = _("Yesterday") if days == 1 else days_words(days)
        if days >= LONG_DAYS:
            return State(words, "miss", "alert-circle")
        return State(words, "late", "clock") if days >= LATE_DAYS else State(words)
    days = (closed_at.astimezone(miss.store.zone).date() - miss.due_on).days
    state = str(miss.follow_up.get_state_display())
    if days <= 0:
        return State(state)
    return State(
        ngettext("%(state)s a day later", "%(state)s %(days)s days later", days)
        % {"state": state, "days": days}
    )


def _reasons(misses: Sequence[Miss]) -> dict[int, list[str]]:
    customer_ids = {m.follow_up.customer_id for m in misses}
    owed = _open_we_owes(customer_ids)
    reachable = _with_numbers(customer_ids)
    absent = _absences(misses)
    found: dict[int, list[str]] = {}
    for miss in misses:
        follow_up, customer = miss.follow_up, miss.follow_up.customer
        words: list[str] = []
        if miss.because == "at_asked_hours":
            said = _("%(name)s was not there at the hours asked for")
            words.append(said % {"name": follow_up.owner.first_name})
        elif miss.because != "owner":
            words.append(_("%(name)s was off") % {"name": follow_up.owner.first_name})
        elif (miss.counted_for_id, miss.day) in absent:
            words.append(_("Absence entered later"))
        words += [_owe_words(w, miss.due_on) for w in owed[customer.pk] if _is_silent(w, miss)]
        if customer.pk not in reachable:
            words.append(_("No number on file"))
        words += _hours_words(customer)
        if follow_up.delivery:
            flags = [FLAGS[f] for f in follow_up.delivery.flags if f in FLAGS]
            words += [str(flag) for flag in flags[:2]]
        found[miss.pk] = words[:3]
    return found


def _open_we_owes(customer_ids: set[int]) -> dict[int, list[WeOwe]]:
    rows = WeOwe.objects.open().filter(customer__in=customer_ids, owed_by=WeOwe.OwedBy.STORE)
    found: dict[int, list[WeOwe]] = defaultdict(list)
    for row in rows.order_by("made_on", "id"):
        found[row.customer_id].append(row)
    return found


def _is_silent(owe: WeOwe, miss: Miss) -> bool:
    """Owed when the call was, and nobody had said a word about it for a day."""
    return _last_word_on(owe) < miss.due_on


def _last_word_on(owe: WeOwe) -> date:
    return max(owe.made_on, owe.word_at.date()) if owe.word_at else owe.made_on


def _owe_words(owe: WeOwe, due_on: date) -> str:
    days = days_words((due_on - _last_word_on(owe)).days)
    return _("%(item)s, %(days)s without an update") % {"item": owe.item, "days": days}


def _with_numbers(customer_ids: set[int]) -> set[int]:
    rows = CustomerPhone.objects.filter(customer__in=customer_ids, wrong_at=None)
    return set(rows.values_list("customer_id", flat=True))


def _absences(misses: Sequence[Miss]) -> set[tuple[int, date]]:
    """(person, day) of misses on a day on which that person was away, as is known now."""
    if not misses:
        return set()
    people = {m.counted_for_id for m in misses}
    rows = Absence.objects.filter(user__in=people, store__in={m.store_id for m in misses})
    spans = list(rows.values_list("user_id", "starts_on", "ends_on"))
    return {
        (m.counted_for_id, m.day)
        for m in misses
        if any(user == m.counted_for_id and a <= m.day <= b for user, a, b in spans)
    }


def _hours_words(customer: Customer) -> list[str]:
    start, end = customer.reach_from, customer.reach_until
    if not isinstance(start, time) or not isinstance(end, time):
        return []
    return [
        _("Wants calls %(start)s to %(end)s") % {"start": time_words(start), "end": time_words(end)}
    ]
