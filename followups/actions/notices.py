"""Draining the outbox: take one notice, and write down what became of it."""

from datetime import datetime, timedelta

from followups.models import Notice

MOST_TRIES = 5
WAITS = (1, 5, 15, 60)  # minutes before the next try


def take_notice(*, now: datetime) -> Notice | None:
    """The oldest notice due in the group in scope, locked until the transaction ends.

    One that another process is sending just now is passed over. None when there is none.
    """
    due = Notice.objects.filter(sent_at=None, parked_at=None, send_after__lte=now)
    locked = due.select_for_update(skip_locked=True, of=("self",)).select_related("to", "store")
    return locked.order_by("send_after", "id").first()


def mark_sent(notice: Notice, *, now: datetime) -> None:
    """It left. A crash between leaving and this line sends it again: at least once, never lost."""
    notice.sent_at, notice.tries, notice.problem = now, notice.tries + 1, ""
    notice.save(update_fields=["sent_at", "tries", "problem"])


def mark_failed(notice: Notice, problem: str, *, now: datetime) -> None:
    """It did not leave: tried again later, and after five tries parked for a person."""
    notice.tries, notice.problem = notice.tries + 1, problem[:300]
    if notice.tries >= MOST_TRIES:
        notice.parked_at = now
    else:
        notice.send_after = now + timedelta(minutes=WAITS[notice.tries - 1])
    notice.save(update_fields=["tries", "problem", "parked_at", "send_after"])
