"""Days that end, for tests: all stores close at 21:00 in New York."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

from accountability.actions import close_day
from accountability.models import Excuse, Miss
from dealerfollow.stores.actions import add_absence
from dealerfollow.testing.sales import deliver
from followups.models import Attempt, AttemptEffect, FollowUp, FollowUpEvent

NEW_YORK = ZoneInfo("America/New_York")
TUESDAY = date(2026, 3, 3)  # delivered; the post-sale call is due on Thursday
THURSDAY, FRIDAY, SATURDAY, SUNDAY, MONDAY = (TUESDAY + timedelta(days=n) for n in range(2, 7))


def at(day, hour, minute=0):
    """A moment of New York's wall clock, in UTC."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=NEW_YORK).astimezone(UTC)


def close(store, day, *, now=None, **options):
    """Closes the day, at a quarter past its end unless told otherwise."""
    return close_day(store, day, now or at(day, 21, 15), **options)


def post_sale(store, seller, *, delivered_on=TUESDAY, **told):
    """The post-sale follow-up of a car delivered that day."""
    delivery = deliver(store, delivered_on, salesperson=seller, **told)
    return FollowUp.objects.get(delivery=delivery, kind="post_sale")


def tried(
    follow_up, user, moment, *, outcome="no_answer", next_on=None, role="salesperson", number=""
):
    """A try that is logged at that moment: done, or due again on `next_on`."""
    made_on = moment.astimezone(NEW_YORK).date()
    follow_up.refresh_from_db()
    before = {"tries": follow_up.tries, "due_on": follow_up.due_on.isoformat()}
    attempt = Attempt.objects.create(
        group_id=follow_up.group_id,
        store_id=follow_up.store_id,
        customer_id=follow_up.customer_id,
        by=user,
        by_role=role,
        at=moment,
        made_on=made_on,
        channel="phone",
        outcome=outcome,
        is_try=True,
        is_talk=outcome == "spoke",
        proof="claimed",
        number=number,
        key=uuid4(),
    )
    AttemptEffect.objects.create(
        group_id=follow_up.group_id,
        attempt=attempt,
        follow_up=follow_up,
        table="followups_followup",
        row_id=follow_up.pk,
        before=before,
    )
    follow_up.tries += 1
    follow_up.first_tried_on = follow_up.first_tried_on or made_on
    follow_up.counted_for = follow_up.counted_for or user
    if outcome == "spoke":
        follow_up.state, follow_up.closed_at = FollowUp.State.DONE, moment
        follow_up.reached_on, follow_up.closed_by = made_on, attempt
    else:
        follow_up.due_on = next_on
    follow_up.save()
    return attempt


def event(follow_up, kind, moment, **changes):
    """Something that happened to the follow-up, with the changes it made."""
    FollowUpEvent.objects.create(
        group_id=follow_up.group_id, follow_up=follow_up, kind=kind, at=moment
    )
    FollowUp.objects.filter(pk=follow_up.pk).update(**changes)


def misses():
    """Whom each miss is counted for, why, and its day."""
    return list(Miss.objects.order_by("id").values_list("counted_for__name", "because", "day"))


def excuses():
    """Why each was excused, and its day."""
    return list(Excuse.objects.order_by("day", "id").values_list("reason", "day"))


def off(cast, user, *, entered_at, day=THURSDAY):
    """The person is off on that day, as entered at that moment."""
    return add_absence(cast.north, user, starts_on=day, ends_on=day, by=cast.maya, now=entered_at)
