"""Putting a card off: it stays late against its first due day, and it is counted."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from dealerfollow.lib.workdays import WorkCalendar
from dealerfollow.stores.models import User
from dealerfollow.stores.queries import store_day
from followups.models import FollowUp, FollowUpEvent
from followups.queries.people import staff_of
from followups.rules.days_off import works_after
from followups.rules.lawful_days import RINGING, days_for
from followups.rules.snoozing import offers, problems_with_snooze, until_of


class SnoozeRefused(Exception):
    """Nothing was put off; `problems` maps a field to a problem code."""

    def __init__(self, problems: dict[str, str]) -> None:
        self.problems = problems
        super().__init__(", ".join(f"{field}: {code}" for field, code in problems.items()))


@transaction.atomic
def snooze(
    follow_up_ids: Sequence[int],
    choice: str,
    *,
    picked_on: date | None = None,
    reason: str,
    words: str = "",
    by: User,
    now: datetime,
) -> datetime:
    """Puts the open ones of these follow-ups (of one store) off; returns until when.

    A later day moves the due day, never the first due day. Raises SnoozeRefused without a reason,
    for the fourth time, or for a moment that cannot be chosen.
    """
    rows = list(
        FollowUp.objects.open()
        .filter(pk__in=follow_up_ids)
        .select_for_update(no_key=True, of=("self",))
        .select_related("store", "customer")
        .order_by("pk")
    )
    if not rows:
        raise SnoozeRefused({"until": "until_required"})
    store = rows[0].store
    day = store_day(store, now=now)
    staff = staff_of(store, today=day.today, calendar=day.calendar)
    calendar = days_of_card(rows, day.calendar, day.today)
    local = now.astimezone(store.zone)
    problems = problems_with_snooze(
        choice,
        picked_on=picked_on,
        reason=reason,
        words=words,
        snoozes=max(row.snoozes for row in rows),
        today=day.today,
        calendar=calendar,
    )
    offered = offers(
        local,
        calendar=calendar,
        next_working_on=works_after(staff.workers.get(by.pk), day.today, calendar),
        day_ends_at=store.day_ends_at,
    )
    until = until_of(choice, offered, local, picked_on=picked_on, calendar=calendar)
    if until is None and not problems:
        problems = {"until": "until_required"}
    if problems or until is None:
        raise SnoozeRefused(problems)
    for row in rows:
        _put_off(row, until, words.strip() if reason == "other" else reason, by=by, now=now)
    return until


def days_of_card(rows: Sequence[FollowUp], calendar: WorkCalendar, today: date) -> WorkCalendar:
    """The days to which these follow-ups to one customer may be put off; their `customer` is at
    hand. Where one of them rings, none on which the customer's state allows no call (17)."""
    channel = next((row.channel for row in rows if row.channel in RINGING), None)
    return days_for(calendar, rows[0].customer.state, channel, today)


def _put_off(row: FollowUp, until: datetime, reason: str, *, by: User, now: datetime) -> None:
    FollowUpEvent.objects.create(
        group_id=row.group_id,
        follow_up=row,
        kind="snoozed",
        was=row.due_on.isoformat(),
        became=until.isoformat(),
        reason=reason[:120],
        at=now,
        by=by,
    )
    row.snoozed_until, row.snoozes = until, row.snoozes + 1
    row.due_on = max(row.due_on, until.date()) if until.date() > _day_of(row, now) else row.due_on
    row.save(update_fields=["snoozed_until", "snoozes", "due_on"])


def _day_of(row: FollowUp, now: datetime) -> date:
    return row.store.day_of(now)
