"""A day of delivery taken away: asked by whoever sold, done by a manager (edge case 37)."""

from datetime import datetime

from django.db import transaction

from dealerfollow.stores.models import User
from deliveries.actions.gathering import happened
from deliveries.actions.on_record import save_changes
from deliveries.events import delivery_dates_cleared
from deliveries.models import DateClearing, Delivery


class NothingToClear(ValueError):
    """The delivery has no date, or its sale was unwound."""


@transaction.atomic
def ask_to_clear(delivery: Delivery, reason: str, *, by: User, now: datetime) -> DateClearing:
    """Asks for it; nothing changes before the answer, so that no call can be asked away.

    The open wish of the same delivery when there is one. Raises NothingToClear. Idempotent.
    """
    row = Delivery.objects.select_for_update(no_key=True).get(pk=delivery.pk)
    anchor_on = row.anchor_on
    if anchor_on is None:
        raise NothingToClear(row.pk)
    asked = {"reason": " ".join(reason.split())[:200], "asked_by": by, "asked_at": now}
    wish, _ = DateClearing.objects.get_or_create(
        group_id=row.group_id,
        store_id=row.store_id,
        delivery=row,
        answered_at=None,
        defaults={"was": anchor_on, **asked},
    )
    return wish


@transaction.atomic
def answer_clearing(wish: DateClearing, *, is_approved: bool, by: User, now: datetime) -> bool:
    """A manager's yes or no; True when it is this one that counts, False when it came second.

    Yes takes the date away: the plan is paused, open follow-ups stop and come back with the right
    date, tries are kept. No leaves everything as it is.
    """
    delivery = Delivery.objects.select_for_update(no_key=True).get(pk=wish.delivery_id)
    answer = {"answered_at": now, "answered_by": by, "is_approved": is_approved}
    if not DateClearing.objects.waiting().filter(pk=wish.pk).update(**answer):
        return False
    if is_approved and delivery.anchor_on is not None:
        save_changes(delivery, {"delivered_on": None}, "approved", by, now)
        delivery_dates_cleared.emit(happened(delivery.store, delivery, now))
    wish.refresh_from_db()
    return True
