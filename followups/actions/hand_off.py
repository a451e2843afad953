"""Giving a call that one would rather not make to a manager: no miss, and it is counted."""

from datetime import UTC, date, datetime

from django.db import transaction

from customers.models import Customer
from dealerfollow.stores.models import User
from dealerfollow.stores.queries import store_day
from followups.models import FollowUp, FollowUpEvent, HandOff, Notice
from followups.queries.asked_hours import wishes_of
from followups.queries.people import staff_of
from followups.rules.business_day import counted_on
from followups.rules.clock import clock_after
from followups.rules.handing_off import (
    MAX_WORDS,
    manager_due_at,
    manager_for,
    problems_with_hand_off,
)
from followups.rules.lawful_days import days_for


class HandOffRefused(Exception):
    """Nothing changed hands; `code` says why."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


@transaction.atomic
def hand_off(follow_up: FollowUp, *, by: User, now: datetime, words: str = "") -> HandOff:
    """Gives the follow-up to a manager, who is told and must act by `due_at` (edge case 79).

    The first due day stays; a miss that was written stays with its name. Handing it off twice is
    one hand-off while the manager has it; once it came back, it is another. Raises
    HandOffRefused: closed, not on this person's list, nobody to give it to.
    """
    Customer.objects.select_for_update(no_key=True).get(pk=follow_up.customer_id)
    rows = FollowUp.objects.select_for_update(no_key=True, of=("self",))
    row = rows.select_related("store", "owner", "customer").get(pk=follow_up.pk)
    done = HandOff.objects.filter(follow_up=row, by=by).order_by("-id").first()
    if done is not None and done.to_id == row.owner_id:
        return done
    store, local = row.store, now.astimezone(row.store.zone)
    day = store_day(store, now=now)
    staff = staff_of(store, today=day.today, calendar=day.calendar)
    days = days_for(day.calendar, row.customer.state, row.channel, day.today)
    due_at = manager_due_at(local, store.day_ends_at, days)
    off = (pk for pk, worker in staff.workers.items() if worker.is_off(due_at.date()))
    manager_id = manager_for(by.pk, staff.managers, off)
    wish = wishes_of([row], store, day.today).get(row.pk)
    code = problems_with_hand_off(
        is_open=row.state == FollowUp.State.OPEN,
        is_theirs=row.owner_id == by.pk or staff.stands_in(by.pk, row.owner_id, wish),
        has_manager=manager_id is not None,
    )
    if code or manager_id is None:
        raise HandOffRefused(code)
    made = HandOff.objects.create(
        group_id=row.group_id,
        store=store,
        follow_up=row,
        by=by,
        to_id=manager_id,
        at=now,
        due_at=due_at.astimezone(UTC),
        words=words.strip()[:MAX_WORDS],
    )
    _give(row, made, due_at, happened_on=counted_on(local, store.day_ends_at))
    _tell(made, due_at)
    return made


def _give(row: FollowUp, made: HandOff, due_at: datetime, *, happened_on: date) -> None:
    FollowUpEvent.objects.create(
        group_id=row.group_id,
        follow_up=row,
        kind="handed_off",
        was=row.owner.name[:120],
        was_owner_id=row.owner_id,
        became=made.to.name[:120],
        reason=made.words[:120],
        at=made.at,
        by=made.by,
    )
    row.clock_on = clock_after(
        "hand_off",
        first_due_on=row.first_due_on,
        clock_on=row.clock_on,
        happened_on=happened_on,
        until=due_at.date(),
    )
    if row.due_on <= due_at.date():
        row.due_on, row.due_at = due_at.date(), made.due_at
    row.owner, row.snoozed_until = made.to, None
    row.save(update_fields=["owner", "due_on", "due_at", "clock_on", "snoozed_until"])


def _tell(made: HandOff, due_at: datetime) -> None:
    facts = {
        "by": made.by.name,
        "words": made.words,
        "due_at": due_at.isoformat(),
        "day": due_at.date().isoformat(),
    }
    Notice.objects.get_or_create(
        group_id=made.group_id,
        dedupe_key=f"handed_off:{made.pk}",
        defaults={
            "store_id": made.store_id,
            "kind": "handed_off",
            "to_id": made.to_id,
            "facts": facts,
            "send_after": made.at,
        },
    )
