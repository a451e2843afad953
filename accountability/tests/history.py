"""A month of history by a fixed plan: every verdict occurs, at two stores, new and used."""

import csv
import io
from datetime import date, timedelta

from accountability.actions import close_day
from accountability.tests.sweeping import at, event, tried
from dealerfollow.stores.models import SystemOutage
from dealerfollow.testing.sales import buyer, deliver
from followups.actions import plan_follow_ups
from followups.models import FollowUp

FIRST = date(2026, 2, 27)
LAST = date(2026, 3, 18)
OUTAGE = LAST
TODAY = date(2026, 4, 1)
NOW = at(TODAY, 10, 40)
NAMES = ("Elena Brandt", "Owen Pratt", "Tasha Greene", "June Abernathy", "Luz Ferrer", "Amir Saleh")
WAYS = ("spoke", "no_answer", "missed", "spoke", "snoozed", "bdc", "left_open", "voicemail")


def live_a_month(cast, *, until=LAST):
    """Delivers a car a day at North, one every third at South; works each day; closes each day."""
    sellers = (cast.sam, cast.maya)
    SystemOutage.objects.create(group=cast.group, starts_on=OUTAGE, ends_on=OUTAGE, reason="Power")
    day, n = FIRST, 0
    while day <= until:
        for store in (cast.north, cast.south):
            if store == cast.south and n % 3:
                continue
            seller = sellers[n % 2] if store == cast.north else cast.noor
            first, last = NAMES[n % len(NAMES)].split()
            deliver(
                store,
                day,
                salesperson=seller,
                condition="used" if n % 3 == 1 else "new",
                buyer=buyer(first_name=first, last_name=last),
                now=at(day, 12),
            )
        for store in (cast.north, cast.south):
            plan_follow_ups(store, today=day, now=at(day, 13))
            _work(store, day, puts_off=day == until - timedelta(days=1))
            close_day(store, day, at(day, 21, 15))
        day += timedelta(days=1)
        n += 1


def _work(store, day, *, puts_off):
    due = FollowUp.objects.open().filter(store=store, due_on=day).order_by("id")
    for n, row in enumerate(due, start=day.toordinal()):
        way = "snoozed" if puts_off and row.first_due_on == day else WAYS[n % len(WAYS)]
        owner = row.owner
        if row.tries or (row.first_due_on < day and way == "snoozed"):
            way = "spoke" if n % 3 else "left_open"
        if way == "spoke":
            tried(row, owner, at(day, 15), outcome="spoke")
        elif way in ("no_answer", "voicemail"):
            tried(row, owner, at(day, 11), outcome=way, next_on=day + timedelta(days=3))
        elif way == "snoozed":
            event(row, "snoozed", at(day, 16), due_on=day + timedelta(days=2))
        elif way == "bdc":
            FollowUp.objects.filter(pk=row.pk).update(bdc_tried_on=day)
            tried(FollowUp.objects.get(pk=row.pk), owner, at(day, 18), outcome="spoke")
    late = FollowUp.objects.open().filter(store=store, missed_on__lt=day).order_by("id")
    for n, row in enumerate(late):
        if n % 2:
            tried(row, row.owner, at(day, 10), outcome="spoke")


def read_csv(response):
    """The rows of a file that was asked for."""
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
