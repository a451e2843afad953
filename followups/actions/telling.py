"""A customer is to be told about a promise: one open follow-up for it, and no second one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from customers.actions import lock_people
from customers.models import Customer
from dealerfollow.stores.models import User
from deliveries.models import WeOwe
from deliveries.rules.desk_words import CLOSED
from followups.actions.notes import notes_json
from followups.actions.promises import told_by
from followups.actions.telling_reads import Tellings, owners_for, read_tellings
from followups.models import FollowUp, Plan
from followups.rules.business_day import working_on
from followups.rules.due_days import Note
from followups.rules.lawful_days import days_for
from followups.rules.telling import Telling, tell_on, telling

TOUCHPOINT = "tell"
SETTLED = "promise_settled"


@dataclass(frozen=True)
class _ToTell:
    """One promise that the customer must hear of, why, and by when."""

    we_owe: WeOwe
    what: Telling
    due_on: date

    @property
    def note(self) -> list[dict[str, object]]:
        """The reason as the follow-up keeps it."""
        day = self.we_owe.promised_on
        return notes_json([Note(self.what, (day,) if day else ())])


def tell_customers(ids: Sequence[int], *, today: date, now: datetime) -> int:
    """Keeps one open "tell her" follow-up per promise that slipped or is ready (edge cases 81, 82).

    A second slip updates it; when there is nothing to tell any more it ends superseded. Returns
    rows made. The same number of statements for one promise and for sixty. Idempotent.
    """
    went_on = lock_people(WeOwe.objects.filter(pk__in=ids).values("customer"))
    read = read_tellings(ids, today=today)
    _name_who_goes_on(read.owes, went_on)
    why = [(one, _what(one, read)) for one in read.owes]
    _end([one for one, what in why if what is None], read, now)
    told = [_to_tell(one, what, read, today, now) for one, what in why if what]
    waiting = {one.we_owe.pk: _waiting(read.rows_of(one.we_owe)) for one in told}
    _update([(one, waiting[one.we_owe.pk][0]) for one in told if waiting[one.we_owe.pk]], today)
    new = [one for one in told if not waiting[one.we_owe.pk]]
    owners = owners_for([one.we_owe for one in new], read.plans)
    _make(new, _plans_of(new, owners, read, today, now), owners, read, now)
    return len(new)


def _name_who_goes_on(owes: Sequence[WeOwe], went_on: Mapping[int, int]) -> None:
    """A promise to somebody who was merged since is told to who goes on, by their channels and in
    their state (edge case 65). The promises themselves are not saved here."""
    merged = [one for one in owes if went_on[one.customer_id] != one.customer_id]
    people = Customer.objects.in_bulk({went_on[one.customer_id] for one in merged})
    for one in merged:
        one.customer = people[went_on[one.customer_id]]


def _what(we_owe: WeOwe, read: Tellings) -> Telling | None:
    since = read.ready_since.get(we_owe.pk)
    # What ended because it was settled told nobody: it may be open again.
    rows = [row for row in read.rows_of(we_owe) if row.state_reason != SETTLED]
    closed = [row.closed_at for row in rows if row.closed_at]
    return telling(
        status=we_owe.status,
        promised_on=we_owe.promised_on,
        told_on=we_owe.told_on,
        # Was a talk about it closed since it became ready?
        is_ready_told=since is not None and any(at >= since for at in closed),
    )


def _to_tell(we_owe: WeOwe, what: Telling, read: Tellings, today: date, now: datetime) -> _ToTell:
    store = we_owe.store
    day = max(today, working_on(now.astimezone(store.zone), store.day_ends_at))
    calendar = read.calendars[store.pk]
    return _ToTell(
        we_owe, what, tell_on(day, days_for(calendar, we_owe.customer.state, "phone", day))
    )


def _waiting(rows: Sequence[FollowUp]) -> list[FollowUp]:
    return [row for row in rows if row.state == FollowUp.State.OPEN]


def _end(owes: Sequence[WeOwe], read: Tellings, now: datetime) -> None:
    """There is nothing to tell any more."""
    ended: dict[str, list[int]] = {}
    for we_owe in owes:
        reason = SETTLED if we_owe.status in CLOSED else "nothing_to_tell"
        waiting = _waiting(read.rows_of(we_owe))
        ended.setdefault(reason, []).extend(
            row.pk for row in waiting if row.touchpoint == TOUCHPOINT
        )
    for reason, ids in ended.items():
        if ids:
            FollowUp.objects.filter(pk__in=ids).update(
                state=FollowUp.State.SUPERSEDED, state_reason=reason, closed_at=now
            )


def _update(told: Sequence[tuple[_ToTell, FollowUp]], today: date) -> None:
    """What waits already says the newest, and comes no later than it would."""
    for one, row in told:
        row.planning_note = one.note
        if not row.tries:
            row.due_on = min(row.due_on, max(one.due_on, today))
    if told:
        FollowUp.objects.bulk_update([row for _, row in told], ["planning_note", "due_on"])


def _plans_of(
    new: Sequence[_ToTell], owners: Mapping[int, User], read: Tellings, today: date, now: datetime
) -> dict[int, Plan]:
    """The plan of each promise: made where it has none yet, and that of who goes on."""
    bare = [one for one in new if one.we_owe.pk not in read.plans]
    made = [_plan(one, owners[one.we_owe.pk], today, now) for one in bare]
    Plan.objects.bulk_create(made)
    plans = {**read.plans, **{plan.we_owe_id: plan for plan in made if plan.we_owe_id}}
    merged = [one for one in new if plans[one.we_owe.pk].customer_id != one.we_owe.customer_id]
    for one in merged:
        plans[one.we_owe.pk].go_on_as(one.we_owe.customer_id)
    if merged:
        gone_on = [plans[one.we_owe.pk] for one in merged]
        Plan.objects.bulk_update(gone_on, ["customer", "merged_from"])
    return plans


def _plan(one: _ToTell, owner: User, today: date, now: datetime) -> Plan:
    we_owe = one.we_owe
    return Plan(
        group_id=we_owe.group_id,
        store_id=we_owe.store_id,
        customer_id=we_owe.customer_id,
        delivery=we_owe.delivery,
        we_owe=we_owe,
        anchor_kind=Plan.AnchorKind.PROMISE,
        anchor_on=we_owe.promised_on or one.due_on,
        condition=we_owe.delivery.condition if we_owe.delivery else "",
        owner=owner,
        starts_on=today,
        ended_on=today,
        ended_reason="walked_through",
        created_at=now,
    )


def _make(
    new: Sequence[_ToTell],
    plans: Mapping[int, Plan],
    owners: Mapping[int, User],
    read: Tellings,
    now: datetime,
) -> None:
    rows = []
    for one in new:
        we_owe, plan = one.we_owe, plans[one.we_owe.pk]
        known = [row for row in read.rows_of(we_owe) if row.touchpoint == TOUCHPOINT]
        channel, owner = told_by(we_owe.customer, we_owe.store, owners[we_owe.pk])
        rows.append(
            FollowUp(
                group_id=plan.group_id,
                store_id=plan.store_id,
                plan=plan,
                touchpoint=TOUCHPOINT,
                occurrence=len(known) + 1,
                kind="promise",
                channel=channel,
                tier=1,
                condition=plan.condition,
                customer_id=we_owe.customer_id,
                delivery_id=plan.delivery_id,
                owner=owner,
                first_due_on=one.due_on,
                due_on=one.due_on,
                planning_note=one.note,
                created_at=now,
            )
        )
    FollowUp.objects.bulk_create(rows)
