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
from dealerfollow.stores.models import Membership, Store, User
from dealerfollow.tenancy.scope import scope
from dealerfollow.testing.cast import Cast
from followups.tasks import keep_all_to_one_ring

FIRST = date(2026, 1, 2)
LAST = date(2028, 1, 2)
MORNING = datetime(2026, 1, 2, 11, tzinfo=UTC)
LONGEST_HOP = 7
"""Days between two rounds of the jobs when nothing happens: planning looks as far ahead."""
CAP = 5


class Step(NamedTuple):
    """`days` pass, then some time (`wait`), then something is done; `a` and `b` pick what."""

    doing: str
    days: int
    wait: int
    a: int
    b: int


Doing = Callable[["Story", Step], Any]


@dataclass
class Story:
    """Where a history stands. `watches` are asked when the jobs ran in the evening ("evening") and
    before anything is done on a day ("morning")."""

    cast: Cast
    watch: Callable[["Story", str], None] = lambda story, hour: None
    day: date = FIRST
    now: datetime = MORNING
    told: list[str] = field(default_factory=list)
    refused: int = 0
    rounds: int = 0

    def begin(self) -> None:
        """The stores' lists are short, and the unrelated group's store starts after the end."""
        with scope(self.cast.other_group.pk):
            Store.objects.update(follow_up_starts_on=LAST + timedelta(days=365))
        Store.objects.filter(group=self.cast.group).update(cards_a_day=CAP)

    @property
    def stores(self) -> list[Store]:
        """As they are now."""
        return list(Store.objects.filter(group=self.cast.group).order_by("id"))

    def store(self, n: int) -> Store:
        """North or South, as it is now."""
        return Store.objects.get(pk=(self.cast.north, self.cast.south)[n % 2].pk)

    def people_at(self, store: Store) -> list[User]:
        """Who works there just now."""
        rows = Membership.objects.active().at(store.pk).select_related("user")
        return [member.user for member in rows.order_by("id")]

    def customers(self) -> list[int]:
        """Ids of whom the group knows, oldest first."""
        return list(Customer.objects.order_by("id").values_list("pk", flat=True))

    def pass_days(self, days: int) -> None:
        """Days pass; the jobs run in the evening of the first, every few days after, and in the
        last evening, as they do every day: what happens next finds all days closed."""
        last = min(self.day + timedelta(days=days), LAST)
        while self.day < last:
            self.run_jobs()
            rest = (last - self.day).days
            hop = rest if rest == 1 else min(rest - 1, LONGEST_HOP)
            self.day += timedelta(days=hop)

    def run_jobs(self) -> dict[str, int]:
        """One round of everything that runs by itself, after the day's end in every store."""
        self.now = datetime.combine(self.day + timedelta(days=1), time(4, 30), UTC)
        self.rounds += 1
        done = run_everything_due(self.now)
        self.watch(self, "evening")
        return done

    def play(self, step: Step, doings: dict[str, Doing]) -> None:
        """One step. A refusal is an answer like any other."""
        if self.day >= LAST:
            return
        is_over = self.now >= datetime.combine(self.day + timedelta(days=1), time(3), UTC)
        self.pass_days(step.days or int(is_over))
        morning = datetime.combine(self.day, time(11), UTC)  # too early for anybody in America
        if self.now < morning:
            self.now = morning
            keep_all_to_one_ring(now=morning)
            self.watch(self, "morning")
        self.now += timedelta(minutes=5 + 9 * step.wait)
        self.told.append(f"{self.now:%Y-%m-%d %H:%M} {step.doing} {step.a} {step.b}")
        doings[step.doing](self, step)

    def check_keys(self) -> None:
        """Lets the database check now what it would check at the end of each transaction."""
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
