"""Making the demo: its groups, then day after day of history, then what waits this morning."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from django.apps import apps
from django.db import connection, transaction
from django.db.models import F

from accountability.models import SweepRun
from dealerfollow.demo.history import History
from dealerfollow.demo.people import DemoStore, copperline, unrelated_group
from dealerfollow.demo.sales import demo_sale
from dealerfollow.lib.workdays import add_months
from dealerfollow.stores.models import Store
from dealerfollow.stores.queries import calendar_of
from dealerfollow.tenancy.checks import tenant_models
from dealerfollow.tenancy.scope import as_owner, scope
from deliveries.actions import record_delivery
from deliveries.actions.gathering import Gathering
from followups.actions import plan_follow_ups
from followups.models import FollowUp, Notice

DAYS = 90
ROOKIE_DAYS = 14
SEED = 2026
ANALYZE_DAYS = 30
FIRST_NUMBERS = {"west": 9_000, "south": 5_000, "north": 1_000}

Say = Callable[[str], None]


def is_empty() -> bool:
    """Whether the database has no user yet."""
    return not apps.get_model("stores", "User").objects.exists()


def wipe() -> None:
    """Empties every tenant table and every user. Needs the owner of the tables."""
    tables = [m._meta.db_table for m in tenant_models()]
    tables += ["stores_user", "jobs_jobrun", "django_session"]
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {_names(tables)} RESTART IDENTITY CASCADE")


def _names(tables: Iterable[str]) -> str:
    return ", ".join(connection.ops.quote_name(table) for table in tables)


def make_demo(*, now: datetime, days: int = DAYS, say: Say = lambda line: None) -> dict[str, int]:
    """Makes both groups with `days` days of history that end yesterday; returns rows by table.

    Deterministic: the same `now` gives the same rows. Raises IntegrityError where it was made
    before (see wipe).
    """
    starts_on = now.date() - timedelta(days=days)
    with transaction.atomic():
        west = unrelated_group(starts_on)
    with transaction.atomic():
        stores = copperline(starts_on, now.date() - timedelta(days=ROOKIE_DAYS))
    counts: dict[str, int] = {}
    for demo in (west, *stores):
        say(f"{demo.store.name}: {days} days")
        _live(demo, now, days)
        with scope(demo.store.group_id):
            for name, rows in _counts(demo.store).items():
                counts[name] = counts.get(name, 0) + rows
    analyze()
    return counts


def analyze() -> None:
    """Tells the planner how full the tables are: it would read empty ones from end to end."""
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {_names(m._meta.db_table for m in tenant_models())}")


def _live(demo: DemoStore, now: datetime, days: int) -> None:
    store, today = demo.store, demo.store.day_of(now)
    with scope(store.group_id):
        calendar = calendar_of(store, today=today)
        history = History(demo, Random(f"{SEED} {store.slug}"), calendar, FIRST_NUMBERS[store.slug])
        _owners_from_before(history, today, days)
    for n in range(days, 0, -1):
        with scope(store.group_id):
            history.live(today - timedelta(days=n))
        if n % ANALYZE_DAYS == 0:
            analyze()
    with scope(store.group_id):
        _waiting(history, today)
        plan_follow_ups(store, today=today, now=now)
        _this_morning(history, today, now)
        _were_read(now)


def _were_read(now: datetime) -> None:
    """The notices of the past mornings left on those mornings: none of them leaves tonight."""
    past = Notice.objects.filter(send_after__lte=now, sent_at=None)
    past.update(sent_at=F("send_after"), tries=1)


def _owners_from_before(history: History, today: date, days: int) -> None:
    """Older owners, recorded at go-live: no post-sale call, but their check-ins come (decision 1).

    Most of them have their six months within the history, a few just now.
    """
    go_live = today - timedelta(days=days)
    gathering = Gathering(history.demo.store, history.at(go_live, 0, 1))
    for n in range(30):
        joins_on = today + timedelta(days=3 - n // 3 if n < 15 else -n * 2)
        seller = history.demo.sellers[0 if n < 15 else n % len(history.demo.sellers)]
        sold_on = add_months(joins_on, -6 * (1 + n % 5))
        if sold_on >= go_live:
            continue
        sale = demo_sale(history.rng, history.number, sold_on, sells_new=True)
        history.number += 1
        record_delivery(
            history.demo.store,
            sale,
            by=history.demo.manager,
            now=gathering.now,
            salesperson=seller.user,
            gathered=gathering,
        )
    gathering.tell()


def _this_morning(history: History, today: date, now: datetime) -> None:
    """The first calls of the day are made already, where the day is old enough."""
    if not history.calendar.is_open(today) or now < history.at(today, 11):
        return
    seller = history.demo.sellers[0]
    rows = list(
        FollowUp.objects.open().owned_by(seller.user).due_by(today).order_by("due_on", "id")
    )
    cards = history.cards(rows)
    seen: set[int] = set()
    for row in rows:
        if row.customer_id not in seen and len(seen) < 3:
            seen.add(row.customer_id)
            now = history.at(today, 10, 9 * len(seen))
            history.log(row, cards[row.customer_id], seller, now)


def _waiting(history: History, today: date) -> None:
    """Sold, not delivered: nothing is owed yet, and nobody forgets them either."""
    for n in (2, 8):
        sold_on = today - timedelta(days=n)
        sale = demo_sale(history.rng, history.number, sold_on, sells_new=True)
        history.number += 1
        record_delivery(
            history.demo.store,
            replace(sale, delivered_on=None),
            by=history.demo.manager,
            now=datetime.combine(sold_on, time(19), UTC),
            salesperson=history.demo.sellers[0].user,
        )


def _counts(store: Store) -> dict[str, int]:
    return {
        "deliveries": store.deliveries.count(),
        "follow_ups": FollowUp.objects.filter(store=store).count(),
        "misses": store.misses.count(),
        "sweeps": SweepRun.objects.filter(store=store).count(),
        "we_owes": store.we_owes.count(),
    }
