"""One random history of a group: what happens is drawn, how it happens is the product itself.

A step is a few small numbers; they pick among what there is at that moment, so that any steps make
a history and a shorter list of steps makes a shorter one.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple

from django.db import connection

from accountability.management.commands.run_due import run_everything_due
from customers.models import Customer
from dealerfollow.stores.models import Store, User
from dealerfollow.testing.cast import Cast

FIRST = date(2026, 1, 2)
NOON = datetime(2026, 1, 2, 17, tzinfo=UTC)
LONGEST_HOP = 4
"""Days between two rounds of the jobs when nothing happens: planning looks seven days ahead."""


class Step(NamedTuple):
    """`days` pass, then some time (`wait`), then something is done; `a` and `b` pick what."""

    doing: str
    days: int
    wait: int
    a: int
    b: int


@dataclass
class Story:
    """Where a history stands."""

    cast: Cast
    day: date = FIRST
    now: datetime = NOON
    told: list[str] = field(default_factory=list)
    refused: int = 0

    @property
    def stores(self) -> list[Store]:
        """As they are now."""
        return list(Store.objects.filter(group=self.cast.group).order_by("id"))

    @property
    def people(self) -> list[User]:
        """Who may do things."""
        return [self.cast.sam, self.cast.noor, self.cast.bea, self.cast.maya]

    def customers(self) -> list[Customer]:
        """Whom the group knows, oldest first."""
        return list(Customer.objects.order_by("id"))

    def pass_days(self, days: int) -> None:
        """Days pass; the jobs run in the evening of the first and every few days after."""
        left = days
        if days == 0 and self.now > datetime.combine(self.day, time(3), UTC) + timedelta(days=1):
            left = 1  # the day is over: the next begins
        while left > 0:
            self.run_jobs()
            hop = min(left, LONGEST_HOP)
            self.day += timedelta(days=hop)
            left -= hop

    def run_jobs(self) -> dict[str, int]:
        """One round of everything that runs by itself, after the day's end in every store."""
        self.now = datetime.combine(self.day + timedelta(days=1), time(4, 30), UTC)
        return run_everything_due(self.now)

    def play(self, step: Step, doings: dict[str, Callable[["Story", Step], Any]]) -> None:
        """One step. A refusal is an answer like any other."""
        self.pass_days(step.days)
        morning = datetime.combine(self.day, time(11), UTC)  # too early for anybody in America
        self.now = max(self.now + timedelta(minutes=5 + 9 * step.wait), morning)
        self.told.append(f"{self.now:%Y-%m-%d %H:%M} {step.doing} {step.a} {step.b}")
        doings[step.doing](self, step)

    def check_keys(self) -> None:
        """Lets the database check now what it would check at the end of each transaction."""
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
