"""A snooze taken back: due as before, with both facts kept."""

from datetime import date, datetime

from django.db import transaction

from customers.models import Customer
from dealerfollow.stores.models import User
from followups.models import FollowUp, FollowUpEvent
from followups.rules.business_day import has_day_ended


class BringBackRefused(Exception):
    """Nothing was brought back; `code` says why."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


@transaction.atomic
def bring_back(follow_up: FollowUp, *, by: User, now: datetime) -> list[FollowUp]:
    """Takes this person's last snooze of the card back: every row that it put off is due as before.

    Twice is once: then nothing is left to bring back, and the list is empty. Raises
    BringBackRefused: not theirs, the day of the snooze is over and counted, or something happened
    to a row since (decision 12).
    """
    Customer.objects.select_for_update(no_key=True).get(pk=follow_up.customer_id)
    last = _newest_event(follow_up)
    if last is None or last.kind != "snoozed":
        if last is not None and last.kind == "brought_back":
            return []
        raise BringBackRefused("changed_since")
    if last.by_id != by.pk:
        raise BringBackRefused("not_yours")
    store = follow_up.store
    local, then = now.astimezone(store.zone), last.at.astimezone(store.zone)
    if has_day_ended(then, local, store.day_ends_at):
        raise BringBackRefused("day_is_over")
    together = FollowUpEvent.objects.filter(
        kind="snoozed", at=last.at, by=by, follow_up__customer=follow_up.customer_id
    )
    rows = FollowUp.objects.filter(events__in=together, store=store)
    locked = rows.select_for_update(no_key=True, of=("self",)).order_by("pk")
    return [_bring_back(row, by=by, now=now) for row in list(locked)]


def _bring_back(row: FollowUp, *, by: User, now: datetime) -> FollowUp:
    event = _newest_event(row)
    is_as_left = event is not None and event.kind == "snoozed" and row.snoozed_until is not None
    if row.state != FollowUp.State.OPEN or event is None or not is_as_left:
        raise BringBackRefused("changed_since")
    FollowUpEvent.objects.create(
        group_id=row.group_id,
        follow_up=row,
        kind="brought_back",
        was=event.became,
        became=event.was,
        reason="undo",
        at=now,
        by=by,
    )
    row.snoozed_until, row.due_on = None, date.fromisoformat(event.was)
    row.snoozes = max(row.snoozes - 1, 0)
    row.save(update_fields=["snoozed_until", "due_on", "snoozes"])
    return row


def _newest_event(row: FollowUp) -> FollowUpEvent | None:
    """Going past a card changes nothing of it."""
    return row.events.exclude(kind="skipped").order_by("-at", "-id").first()
