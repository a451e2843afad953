"""Days that have more cards than the cap: tier 2 slides within its slack (decision 4, edge 33)."""

from collections import defaultdict
from datetime import date, datetime, timedelta

from django.db import connection, transaction

from customers.rules.ways import BITS
from dealerfollow.lib.workdays import WorkCalendar
from dealerfollow.stores.models import Store, User
from followups.actions.moving import Moves, already_due_of, written_channel
from followups.models import FollowUp
from followups.queries.people import staff_of
from followups.rules.lawful_days import days_ahead
from followups.rules.spreading import Movable, last_day_of, spread

OVER_CAP = "over_cap"
FULL = """
SELECT f.owner_id, f.due_on FROM followups_followup f
 WHERE f.store_id = %s AND f.state = 'open' AND f.due_on > %s
 GROUP BY 1, 2 HAVING count(DISTINCT f.customer_id) > %s AND max(f.tier) = 2
"""


@transaction.atomic
def smooth_load(store: Store, calendar: WorkCalendar, *, today: date, now: datetime) -> int:
    """Moves what tier 2 has beyond the cap on days to come to days with room, within its slack.

    Where there is none it goes to the BDC's lists, as far as they have room; else it is written
    where that is allowed, and stays on the least full day. Tier 1 is never touched, nor what
    somebody tried, put off or missed. Each move is recorded. Returns rows changed. Idempotent: one
    statement when no day is over the cap.
    """
    with connection.cursor() as cursor:
        cursor.execute(FULL, [store.pk, today, store.cards_a_day])
        full = cursor.fetchall()
    if not full:
        return 0
    days_of: dict[int, set[date]] = defaultdict(set)
    for owner_id, due_on in full:
        days_of[owner_id].add(due_on)
    staff = staff_of(store, today=today, calendar=calendar)
    bdc = sorted(user_id for user_id in staff.roles if staff.is_bdc(user_id))
    moves = Moves(store, calendar, OVER_CAP, now)
    left: list[tuple[FollowUp, date]] = []
    for owner_id, days in sorted(days_of.items()):
        left += _slide(owner_id, days, moves, today)
    _hand_on(left, bdc, moves, today)
    return moves.save()


def _slide(
    owner_id: int, days: set[date], moves: Moves, today: date
) -> list[tuple[FollowUp, date]]:
    """Slides what finds room; returns what does not, with its least full day."""
    rows = _sliding_rows(moves.store, owner_id, days)
    there = already_due_of(moves.store, [owner_id], from_day=today, without=[r.pk for r in rows])
    placed = spread(
        [_movable(row, moves.calendar) for row in rows],
        calendar=moves.calendar,
        cap=moves.store.cards_a_day,
        already_due=there[owner_id],
        from_day=today + timedelta(days=1),
    )
    left = []
    for row in rows:
        due_on, how = placed[row.pk]
        if how == "hand_on":
            left.append((row, due_on))
        else:
            moves.slide(row, due_on)
    return left


def _hand_on(left: list[tuple[FollowUp, date]], bdc: list[int], moves: Moves, today: date) -> None:
    """To whoever of the BDC has room within the slack; the rest is written."""
    if not left:
        return
    there = already_due_of(moves.store, bdc, from_day=today, without=[])
    people = User.objects.in_bulk(bdc)
    for user_id in bdc:
        rows = [row for row, _ in left]
        placed = spread(
            [_movable(row, moves.calendar) for row in rows],
            calendar=moves.calendar,
            cap=moves.store.cards_a_day,
            already_due=there[user_id],
            from_day=today + timedelta(days=1),
        )
        taken = {pk: due_on for pk, (due_on, how) in placed.items() if how == "as_planned"}
        for row in rows:
            if row.pk in taken:
                moves.hand_on(row, people[user_id], OVER_CAP)
                moves.slide(row, taken[row.pk])
        left = [(row, due_on) for row, due_on in left if row.pk not in taken]
    for row, due_on in left:
        if row.customer.ways & (BITS["email"] | BITS["letter"]):
            moves.write(row, written_channel(row.customer))
        moves.slide(row, due_on)


def _sliding_rows(store: Store, owner_id: int, days: set[date]) -> list[FollowUp]:
    rows = FollowUp.objects.open().filter(
        store=store,
        owner=owner_id,
        due_on__in=days,
        tier=2,
        tries=0,
        snoozes=0,
        missed_on=None,
        due_at=None,
    )
    return list(
        rows.select_for_update(no_key=True, of=("self",)).select_related("customer").order_by("pk")
    )


def _movable(row: FollowUp, calendar: WorkCalendar) -> Movable:
    return Movable(
        row_id=row.pk,
        who=row.customer_id,
        kind=row.kind,
        tier=row.tier,
        earliest_on=row.due_on,
        slides_until=last_day_of(row.kind, row.first_due_on, row.planning_note),
        calendar=days_ahead(calendar, row.customer.state, row.channel, row.due_on),
    )
