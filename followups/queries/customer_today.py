"""What a customer's page begins with: may they be rung now, and why today."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from customers.models import Customer
from customers.queries import of_person
from dealerfollow.stores.models import User
from dealerfollow.stores.queries import store_day
from dealerfollow.web.days import weekday_words
from followups.models import FollowUp
from followups.queries.brief import BriefWords, brief_of, speaker_of
from followups.queries.card_banners import quiet_for
from followups.queries.card_rows import CardRows, car_of
from followups.queries.known import known_about
from followups.queries.reach import reach_of
from followups.queries.reach_buttons import Call
from followups.queries.ringing import purpose_of, ringing_of
from followups.words.labels import kind_name, overdue_label

MOST = 20


@dataclass(frozen=True)
class Why:
    """What is due and why it is worth their time."""

    follow_up: FollowUp
    title: str
    due: str
    owner: str
    is_late: bool
    brief: BriefWords


def open_rows_seen(scope: Any, customer: Customer) -> list[FollowUp]:
    """Open follow-ups of the person in stores where the reader works calls, the first due first.
    One query."""
    rows = FollowUp.objects.open().filter(
        of_person(customer),
        group_id=scope.group_id,
        store__in=scope.stores_with("calls.work"),
    )
    related = rows.select_related("store", "owner", "delivery__vehicle")
    return list(related.order_by("due_on", "tier", "id")[:MOST])


def call_now(scope: Any, customer: Customer, rows: list[FollowUp], now: datetime) -> Call | None:
    """The button that rings them about the first of these, open or closed with when it opens; None
    without a number, or when they may not be rung at all. 5 queries, 6 when stopped."""
    store = rows[0].store
    day = store_day(store, now=now)
    ringing = ringing_of(
        customer.pk,
        purpose_of([row.kind for row in rows]),
        by_id=scope.user.pk,
        today=day.today,
        now=now,
    )
    return reach_of(
        customer,
        (),
        store=store,
        purpose=ringing.purpose,
        channel="phone",
        now=now,
        quiet=quiet_for(ringing.hush, day),
    ).call


def why_today(customer: Customer, rows: list[FollowUp], user: User, now: datetime) -> Why:
    """The first of these with the brief, as `user` says it, of all that are due by today, or of
    itself before its day. One query."""
    first = rows[0]
    day = store_day(first.store, now=now)
    due = tuple(row for row in rows if row.due_on <= day.today) or (first,)
    delivery = next((car for row in due if (car := car_of(row))), None)
    known = known_about([customer.pk], day.store)[customer.pk]
    speaker = speaker_of(customer, delivery, user, day)
    return Why(
        follow_up=first,
        title=kind_name(first.kind),
        due=_due(first, day.today),
        owner=first.owner.name,
        is_late=first.due_on < day.today,
        brief=brief_of(customer, delivery, CardRows(due, ()), known, day, speaker),
    )


def _due(row: FollowUp, today: date) -> str:
    if row.due_on < today:
        return overdue_label(row.due_on, today)
    if row.due_on == today:
        return _("due today")
    return _("due %(day)s") % {"day": weekday_words(row.due_on, today)}
