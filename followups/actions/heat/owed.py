"""What an open heat case owes: one open follow-up by which the customer hears again.

Its plan makes nothing by itself, like that of a promise, and has no delivery: whatever happens to
the car, the customer is still owed an answer.
"""

from datetime import date, datetime

from customers.actions import lock_people
from customers.models import Customer
from customers.queries import goes_on
from dealerfollow.stores.actions import hold_staff
from dealerfollow.stores.models import User
from followups.actions.effects import Recorder
from followups.actions.heat.owners import keep_owned, teller_of
from followups.models import FollowUp, FollowUpEvent, HeatCase, Plan
from followups.queries.heat_day import HeatDay
from followups.rules.business_day import counted_on
from followups.rules.clock import clock_after
from followups.rules.handing_off import manager_due_at
from followups.rules.heat import HEAT
from followups.rules.lawful_days import days_for

HEAR = "hear"  # the touchpoint of an open case: they hear how it stands
CONFIRM = "confirm"  # that of a resolved one: they are asked whether it is settled


class HeatRefused(Exception):
    """Nothing was saved; `code` says why."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


def held(case: HeatCase) -> HeatCase:
    """The case as it is now, with the staff and its customer held before it, until the transaction
    ends."""
    hold_staff([case.store_id])
    lock_people([case.customer_id])
    rows = HeatCase.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("store", "customer", "owner").get(pk=case.pk)


def open_rows(case: HeatCase) -> list[FollowUp]:
    """The open follow-ups of the case: one, or none between two words."""
    rows = (
        FollowUp.objects.open()
        .filter(plan__heat_case=case)
        .select_related("store", "owner", "customer")
    )
    return list(rows.order_by("pk"))


def owe_word(
    case: HeatCase,
    on: date,
    day: HeatDay,
    *,
    touchpoint: str = HEAR,
    now: datetime,
    recorder: Recorder,
) -> FollowUp:
    """The follow-up by which they hear on `on` at the latest: by phone, by the owner of the case;
    by letter, by the manager to who asked for silence (edge case 59). To who goes on after a merge,
    from somebody who works there still: `case.owner` is the manager when its owner has left.

    A day on which their state allows no call is a deadline that moves back (decision 5).
    """
    keep_owned(case, by=None, now=now, recorder=recorder)
    plan = _plan(case, day, now, recorder)
    person = Customer.objects.get(pk=plan.customer_id)
    channel, owner = teller_of(case, person)
    lawful = days_for(day.calendar, person.state, channel, day.today, on)
    due_on = lawful.previous_open(on)
    if due_on < day.today:
        due_on = lawful.next_open(day.today)
    row = FollowUp.objects.create(
        group_id=case.group_id,
        store=case.store,
        plan=plan,
        touchpoint=touchpoint,
        occurrence=FollowUp.objects.filter(plan=plan, touchpoint=touchpoint).count() + 1,
        kind=HEAT,
        channel=channel,
        tier=1,
        condition="",
        customer_id=plan.customer_id,
        owner=owner,
        first_due_on=due_on,
        due_on=due_on,
        created_at=now,
    )
    recorder.made(row)
    return row


def give_time(row: FollowUp, day: HeatDay, *, now: datetime) -> None:
    """A word owed today by somebody who has yet to hear of it: less than two hours before the day's
    end theirs is the next open day, as of a follow-up that is handed off (decision 3, edge case
    79). The first due day stays: so long the customer waited."""
    store, local = row.store, now.astimezone(row.store.zone)
    until = manager_due_at(local, store.day_ends_at, day.calendar).date()
    if until <= row.due_on:
        return
    row.clock_on = clock_after(
        "hand_off",
        first_due_on=row.first_due_on,
        clock_on=row.clock_on,
        happened_on=counted_on(local, store.day_ends_at),
        until=until,
    )
    row.due_on = until
    row.save(update_fields=["due_on", "clock_on"])


def _plan(case: HeatCase, day: HeatDay, now: datetime, recorder: Recorder) -> Plan:
    """The plan of the case; made with it, or the one that goes on with who goes on (a merge)."""
    person_id = goes_on([case.customer_id])[case.customer_id]
    plan = Plan.objects.filter(heat_case=case).first()
    if plan is not None:
        if plan.customer_id != person_id:  # it owed nothing when they were merged, or taken apart
            recorder.watch([plan])
            plan.go_on_as(person_id)
            plan.save(update_fields=["customer", "merged_from"])
        return plan
    plan = Plan.objects.create(
        group_id=case.group_id,
        store=case.store,
        customer_id=person_id,
        heat_case=case,
        anchor_kind=Plan.AnchorKind.HEAT,
        anchor_on=day.today,
        condition="",
        owner=case.owner,
        starts_on=day.today,
        ended_on=day.today,
        ended_reason="walked_through",
        created_at=now,
    )
    recorder.made(plan)
    return plan


def end_rows(
    case: HeatCase, reason: str, *, by: User | None, now: datetime, recorder: Recorder
) -> None:
    """Ends what is open of the case: something else takes its place, and says so."""
    for row in open_rows(case):
        recorder.watch([row])
        FollowUpEvent.objects.create(
            group_id=row.group_id,
            follow_up=row,
            kind="closed",
            was=row.state,
            became=FollowUp.State.SUPERSEDED,
            reason=reason,
            at=now,
            by=by,
        )
        row.state, row.state_reason = FollowUp.State.SUPERSEDED, reason
        row.closed_at, row.snoozed_until = now, None
        row.save(update_fields=["state", "state_reason", "closed_at", "snoozed_until"])
