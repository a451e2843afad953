"""Follow-ups that a rule gives another day, channel or owner: collected, saved, recorded."""

import json
from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from django.db import connection

from customers.models import Customer
from customers.rules.ways import BITS
from dealerfollow.lib.workdays import WorkCalendar
from dealerfollow.stores.models import Store, User
from followups.actions.notes import notes_json
from followups.models import FollowUp, FollowUpEvent
from followups.rules.call_backs import moment_of
from followups.rules.due_days import skipped_days
from followups.rules.spreading import SPREAD, slid_from

# One statement for thousands of rows: Django's bulk_update took 1.7 ms a row.
SAVE = """
UPDATE followups_followup f
   SET due_on = v.due_on, first_due_on = v.first_due_on, planning_note = v.note::jsonb,
       channel = v.channel, owner_id = v.owner_id, due_at = v.due_at
  FROM unnest(%s::bigint[], %s::date[], %s::date[], %s::text[], %s::text[], %s::bigint[],
              %s::timestamptz[])
       v(id, due_on, first_due_on, note, channel, owner_id, due_at)
 WHERE f.id = v.id
"""
MOST_WORDS = 120


class Moves:
    """What changes in one store for one reason; `save` writes it in two statements. Every row must
    be locked by the caller."""

    def __init__(self, store: Store, calendar: WorkCalendar, reason: str, now: datetime) -> None:
        self.store, self.calendar, self.reason, self.now = store, calendar, reason, now
        self._rows: dict[int, FollowUp] = {}
        self._events: list[FollowUpEvent] = []
        self._names: dict[int, str] = {}

    def move(self, row: FollowUp, due_on: date) -> None:
        """Another due day, at the same hour where one was promised (edge case 5); the first one too
        as long as nothing else had moved it."""
        if due_on == row.due_on:
            return
        is_first = row.first_due_on == row.due_on
        self._record(row, "first_due_moved" if is_first else "moved", row.due_on, due_on)
        self._name_skipped(row, row.due_on, due_on)
        self._put(row, due_on)
        row.first_due_on = due_on if is_first else row.first_due_on

    def slide(self, row: FollowUp, due_on: date) -> None:
        """Later because its day is full; the note keeps the day that it comes from."""
        if due_on == row.due_on:
            return
        if slid_from(row.planning_note) is None:
            own = [{"code": SPREAD, "days": [row.first_due_on.isoformat()], "number": 0}]
            row.planning_note = [*row.planning_note, *own]
        self.move(row, due_on)

    def move_first(self, row: FollowUp, first_due_on: date) -> None:
        """Another first due day only: a person had put the row off already."""
        self._record(row, "first_due_moved", row.first_due_on, first_due_on)
        self._name_skipped(row, row.first_due_on, first_due_on)
        row.first_due_on = first_due_on
        self._put(row, max(row.due_on, first_due_on))

    def write(self, row: FollowUp, channel: str) -> None:
        """By e-mail or letter instead."""
        if channel != row.channel:
            self._event(row, "channel_changed", row.channel, channel, self.reason)
            row.channel = channel

    def hand_on(self, row: FollowUp, heir: User, reason: str) -> None:
        """To somebody else's list."""
        if row.owner_id != heir.pk:
            self._event(row, "reassigned", self._name_of(row.owner_id), heir.name, reason)
            self._events[-1].was_owner_id = row.owner_id
            row.owner = heir

    def save(self) -> int:
        """Writes everything; returns how many rows changed."""
        FollowUpEvent.objects.bulk_create(self._events, batch_size=5000)
        rows = list(self._rows.values())
        if rows:
            columns: list[Any] = [
                [row.pk for row in rows],
                [row.due_on for row in rows],
                [row.first_due_on for row in rows],
                [json.dumps(row.planning_note) for row in rows],
                [row.channel for row in rows],
                [row.owner_id for row in rows],
                [row.due_at for row in rows],
            ]
            with connection.cursor() as cursor:
                cursor.execute(SAVE, columns)
        return len(rows)

    def _put(self, row: FollowUp, due_on: date) -> None:
        zone = self.store.zone
        if row.due_at is not None and due_on != row.due_on:
            row.due_at = moment_of(due_on, row.due_at.astimezone(zone).time(), zone)
        row.due_on = due_on

    def _name_of(self, user_id: int) -> str:
        """One query a person, however many of their rows change hands."""
        if user_id not in self._names:
            self._names[user_id] = User.objects.get(pk=user_id).name
        return self._names[user_id]

    def _record(self, row: FollowUp, kind: str, was: date, became: date) -> None:
        self._event(row, kind, was.isoformat(), became.isoformat(), self.reason)

    def _event(self, row: FollowUp, kind: str, was: str, became: str, reason: str) -> None:
        self._rows[row.pk] = row
        self._events.append(
            FollowUpEvent(
                group_id=row.group_id,
                follow_up=row,
                kind=kind,
                was=was[:MOST_WORDS],
                became=became[:MOST_WORDS],
                reason=reason,
                at=self.now,
            )
        )

    def _name_skipped(self, row: FollowUp, was: date, became: date) -> None:
        """The closed days between are named on the card and in the event (edge case 4)."""
        note = notes_json(skipped_days(was, became, self.calendar))
        if self.reason == "closed_day" and note and became > was:
            row.planning_note = [*row.planning_note, *note]
            self._events[-1].days = note[0]["days"]


def already_due_of(
    store: Store, owner_ids: Collection[int], *, from_day: date, without: Collection[int]
) -> Mapping[int, dict[date, set[int]]]:
    """Owner id -> day -> customers on their list from `from_day` on, what is overdue on that day;
    one query."""
    found: dict[int, dict[date, set[int]]] = defaultdict(lambda: defaultdict(set))
    rows = FollowUp.objects.open().filter(store=store, owner__in=owner_ids).exclude(pk__in=without)
    for owner_id, due_on, customer_id in rows.values_list("owner_id", "due_on", "customer_id"):
        found[owner_id][max(due_on, from_day)].add(customer_id)
    return found


def written_channel(customer: Customer) -> str:
    """E-mail where there is an address that may be used, else a letter."""
    return "email" if customer.ways & BITS["email"] else "letter"
