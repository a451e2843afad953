"""Days declared closed: what was due then is due later, spread under the cap (edge case 6)."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q

from customers.rules.ways import BITS
from dealerfollow.lib.workdays import WorkCalendar
from dealerfollow.stores.models import ClosedDay, Store
from dealerfollow.stores.queries import fallback_owner_of
from followups.actions.kept_deadlines import earlier_of, say_now
from followups.actions.moving import Moves, already_due_of, written_channel
from followups.models import FollowUp, HeatCase
from followups.queries.facts_of_plans import circumstances_of, survey_days_at
from followups.queries.named import named_for
from followups.rules.lawful_days import days_ahead, days_for
from followups.rules.spreading import Movable, spread

DECLARED_LATE = timedelta(days=31)
"""So far back a day can be declared closed after it passed."""
CLOSED = "closed_day"


def redate_for_calendar(store_id: int, *, now: datetime) -> int:
    """Open follow-ups due on a day that is closed now move to open days, each person's spread under
    the cap; those with a deadline to the open day before it where that is still to come (decision
    5), else they are written where that is allowed, else they are the manager's.

    Nothing is pulled earlier when a closed day is revoked (edge case 7); what was missed stays
    missed. Each moved day is recorded with the days that were skipped (edge case 4). A row that a
    person had put off from a day closed since is not late for it (edge case 5). Returns rows
    moved. Idempotent.
    """
    store = Store.objects.get(pk=store_id)
    today = store.day_of(now)
    around = {c: circumstances_of(store, c, today=today) for c in ("new", "used", "")}
    calendar: WorkCalendar = around[""]["calendar"]
    closed = _closed_days(store, calendar, today)
    if not closed:
        return 0
    due = FollowUp.objects.open().filter(store=store, missed_on=None)
    # Somebody was named for that very day while the customer was on the phone (edge case 22).
    touched = (
        due.exclude(pk__in=named_for(store.pk, closed))
        .filter(Q(due_on__in=closed) | Q(first_due_on__in=closed, first_tried_on=None))
        .select_for_update(no_key=True, of=("self",))
    )
    rows = list(touched.select_related("plan", "customer", "delivery__vehicle").order_by("pk"))
    was_due = {row.pk: row.due_on for row in rows}
    for row in rows:
        row.store = store
    moves = Moves(store, calendar, CLOSED, now)
    back, on = _sorted_out(rows, around, today)
    for row, due_on in back:
        moves.move(row, due_on)
    _spread(on, moves, today)
    for row in rows:
        if row.first_due_on in closed and row.first_tried_on is None:  # put off by a person
            moves.move_first(row, _days_of(row, calendar).next_open(row.first_due_on))
    moved = moves.save()
    _keep_words([row for row in rows if row.due_on != was_due[row.pk] and not row.tries], closed)
    return moved


def _keep_words(moved: Iterable[FollowUp], closed: Collection[date]) -> None:
    """A heat case whose word was due on a day that is closed now names the day on which its
    follow-up is due instead. A word that was not kept before, or waits for its next try, stays."""
    due_on = {row.plan.heat_case_id: row.due_on for row in moved if row.plan.heat_case_id}
    if not due_on:
        return
    cases = list(HeatCase.objects.live().filter(pk__in=due_on, next_update_on__in=closed))
    for case in cases:
        case.next_update_on = due_on[case.pk]
    HeatCase.objects.bulk_update(cases, ["next_update_on"])


def _closed_days(store: Store, calendar: WorkCalendar, today: date) -> list[date]:
    """Days on which something open is due and the store is closed: from today on, and those
    declared closed after they had passed."""
    since = today - DECLARED_LATE
    late = ClosedDay.objects.filter(store=store, revoked_at=None, on__range=(since, today))
    declared = set(late.values_list("on", flat=True))
    due = FollowUp.objects.open().filter(store=store, missed_on=None)
    days: set[date] = set()
    for name in ("due_on", "first_due_on"):
        rows = due.filter(**{f"{name}__gte": since}).order_by(name)
        days |= set(rows.values_list(name, flat=True).distinct())
    return sorted(
        day for day in days if not calendar.is_open(day) and (day >= today or day in declared)
    )


def _sorted_out(
    rows: Iterable[FollowUp], around: Mapping[str, dict[str, Any]], today: date
) -> tuple[list[tuple[FollowUp, date]], list[tuple[FollowUp, date | None]]]:
    """Rows that move back, with their day; and those that move on, with a deadline that passed."""
    calendar = around[""]["calendar"]
    back: list[tuple[FollowUp, date]] = []
    on: list[tuple[FollowUp, date | None]] = []
    for row in rows:
        if calendar.is_open(row.due_on):
            continue
        earlier = earlier_of(row, _around_of(row, around))
        if earlier is None or (earlier.due_on and earlier.due_on >= row.due_on):
            on.append((row, None))
        elif earlier.due_on and earlier.due_on >= today:
            say_now(row, earlier.notes)
            back.append((row, earlier.due_on))
        else:
            say_now(row, () if earlier.due_on else earlier.notes)
            on.append((row, earlier.deadline_on))
    return back, on


def _spread(on: list[tuple[FollowUp, date | None]], moves: Moves, today: date) -> None:
    """Each person's rows under the cap, beside what is on their list anyway."""
    by_owner: dict[int, list[tuple[FollowUp, date | None]]] = defaultdict(list)
    for row, deadline_on in on:
        by_owner[row.owner_id].append((row, deadline_on))
    there = already_due_of(moves.store, by_owner, from_day=today, without=[r.pk for r, _ in on])
    for owner_id, theirs in sorted(by_owner.items()):
        placed = spread(
            [_movable(row, deadline_on, moves.calendar) for row, deadline_on in theirs],
            calendar=moves.calendar,
            cap=moves.store.cards_a_day,
            already_due=there[owner_id],
            from_day=today,
        )
        for row, _ in theirs:
            due_on, how = placed[row.pk]
            if how == "manager":
                moves.hand_on(row, fallback_owner_of(moves.store), "deadline_passed")
            elif how == "write":
                moves.write(row, written_channel(row.customer))
            moves.move(row, due_on)


def _days_of(row: FollowUp, calendar: WorkCalendar) -> WorkCalendar:
    """The store's days, without those on which the customer's state allows no call (17)."""
    return days_for(calendar, row.customer.state, row.channel, row.first_due_on, row.due_on)


def _around_of(row: FollowUp, around: Mapping[str, dict[str, Any]]) -> Mapping[str, dict[str, Any]]:
    """The circumstances with the row's own days, where those are fewer than the store's."""
    calendar = around[""]["calendar"]
    own = _days_of(row, calendar)
    days = survey_days_at(row.store, row.condition, row.delivery)
    if own is calendar and days == around[row.condition or ""]["survey_opens_days"]:
        return around
    mine = {"calendar": own, "survey_opens_days": days}
    return {condition: {**facts, **mine} for condition, facts in around.items()}


def _movable(row: FollowUp, deadline_on: date | None, calendar: WorkCalendar) -> Movable:
    return Movable(
        row_id=row.pk,
        who=row.customer_id,
        kind=row.kind,
        tier=row.tier,
        earliest_on=row.due_on,
        deadline_on=deadline_on,
        can_write=bool(row.customer.ways & (BITS["email"] | BITS["letter"])),
        calendar=days_ahead(calendar, row.customer.state, row.channel, row.due_on),
    )
