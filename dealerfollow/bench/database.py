"""A database of the benchmark's own, filled set-based, used as the application role."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

import psycopg2
from django.conf import settings
from django.db import connection, transaction

from dealerfollow.stores.actions import create_user, hire, open_group, open_store
from dealerfollow.stores.models import Group, Store, User
from dealerfollow.stores.rules.rights import Role
from dealerfollow.tenancy.scope import as_owner

KEYS = ("USER", "PASSWORD", "HOST", "PORT")
NOW = datetime(2026, 6, 9, 15, tzinfo=UTC)  # a Tuesday: eleven o'clock in New York
CARDS = 25  # on one person's list

# One customer, car, delivery and two plans each: the one of the delivery walked through, the one
# of the owner due or to come. Anchors lie a whole number of half years before next Tuesday.
FILL = """
INSERT INTO customers_customer (group_id, store_id, kind, first_name, last_name, company, suffix,
       dms_number, language, preferred_channel, address, city, state, postal_code, how_they_use_it,
       ways, relationship_until, last_contact_at, created_at, estate_contact, legal_hold)
SELECT {group}, {store}, 'person', 'First' || n, 'Last' || n, '', '', '', 'en',
       (ARRAY['phone','text','email'])[1 + n % 3], '', 'Albany', 'NY', '12207', '',
       (ARRAY[15, 15, 15, 5])[1 + n % 4], '2028-01-01', '2026-03-01T15:00Z', '2026-01-01T15:00Z',
       '', ''
  FROM generate_series(1, {count}) n;
INSERT INTO customers_customerphone (group_id, customer_id, number, kind, rank)
SELECT {group}, id, '+1518555' || lpad((id % 10000)::text, 4, '0'), 'mobile', 0
  FROM customers_customer WHERE store_id = {store};
INSERT INTO customers_vehicle (group_id, vin, year, make, model, trim, color)
SELECT {group}, 'BENCH' || lpad((c.id)::text, 12, '0'), 2024, 'Honda', 'CR-V', '', ''
  FROM customers_customer c WHERE store_id = {store};
INSERT INTO deliveries_delivery (group_id, store_id, customer_id, vehicle_id, deal_number,
       stock_number, condition, sale_kind, sold_on, delivered_on, delivered_on_source,
       salesperson_id, flags, note, is_before_start, recorded_at, car_gone_how)
SELECT {group}, {store}, c.id, v.id, 'B' || c.id, '', (ARRAY['new','used'])[1 + c.id % 2],
       'retail', a.anchor_on, a.anchor_on, 'typed',
       ({people})[1 + c.id % array_length({people}, 1)], '{{}}', '', false, '2026-01-01T15:00Z', ''
  FROM customers_customer c
  JOIN customers_vehicle v ON v.vin = 'BENCH' || lpad((c.id)::text, 12, '0')
  CROSS JOIN LATERAL (SELECT CASE WHEN c.id % {one_in} = 0
       THEN ('2026-06-16'::date - (6 * (1 + c.id / {one_in} % 7)) * interval '1 month')::date
       ELSE ('2026-06-30'::date - (6 * (1 + c.id % 12)) * interval '1 month'
             + (c.id % 150) * interval '1 day')::date END AS anchor_on) a
 WHERE c.store_id = {store};
INSERT INTO followups_plan (group_id, store_id, customer_id, delivery_id, anchor_kind, anchor_on,
       condition, owner_id, starts_on, ended_on, ended_reason, created_at)
SELECT group_id, store_id, customer_id, id, 'delivery', delivered_on, condition, salesperson_id,
       delivered_on, delivered_on + 100, 'walked_through', recorded_at
  FROM deliveries_delivery WHERE store_id = {store};
INSERT INTO followups_plan (group_id, store_id, customer_id, delivery_id, anchor_kind, anchor_on,
       condition, owner_id, starts_on, next_on, next_touchpoint, next_occurrence, created_at)
SELECT group_id, store_id, customer_id, id, 'ownership', delivered_on, condition, salesperson_id,
       delivered_on, CASE WHEN customer_id % {one_in} = 0 THEN '2026-06-09'::date
       ELSE '2026-06-20'::date + (id % 150)::int END, 'check_in',
       greatest(1, round(('2026-06-16'::date - delivered_on) / 182.6)::int), recorded_at
  FROM deliveries_delivery WHERE store_id = {store};
INSERT INTO followups_followup (group_id, store_id, plan_id, touchpoint, occurrence, kind, channel,
       tier, condition, customer_id, delivery_id, owner_id, first_due_on, due_on, state,
       state_reason, closed_at, tries, first_tried_on, created_at)
SELECT p.group_id, p.store_id, p.id, t.code, 1, t.kind, 'phone', 1, p.condition, p.customer_id,
       p.delivery_id, p.owner_id, p.anchor_on + t.days, p.anchor_on + t.days, 'done', 'answered',
       '2026-03-01T15:00Z', 1, p.anchor_on + t.days, p.created_at
  FROM followups_plan p
  CROSS JOIN (VALUES ('post_sale', 'post_sale', 2), ('satisfaction', 'satisfaction', 7))
       t(code, kind, days)
 WHERE p.store_id = {store} AND p.anchor_kind = 'delivery';
INSERT INTO followups_followup (group_id, store_id, plan_id, touchpoint, occurrence, kind, channel,
       tier, condition, customer_id, delivery_id, owner_id, first_due_on, due_on, created_at)
SELECT group_id, store_id, id, 'how_to', 1, 'how_to', 'phone', 2, condition, customer_id,
       delivery_id, owner_id, '2026-06-09', '2026-06-09', created_at
  FROM (SELECT *, row_number() OVER (PARTITION BY owner_id ORDER BY id) AS place
          FROM followups_plan WHERE store_id = {store} AND anchor_kind = 'delivery') p
 WHERE place <= {cards}
"""


@dataclass(frozen=True)
class Filled:
    """What the benchmark works on."""

    group: Group
    stores: list[Store]
    seller: User
    due: int  # plans due, over all stores


def _role(settings_of: dict[str, str]) -> None:
    connection.close()
    for key in KEYS:
        connection.settings_dict[key] = settings_of[key]


@contextmanager
def own_database() -> Iterator[str]:
    """Creates and migrates a database as the owner, uses it as the application, and drops it."""
    kept = dict(connection.settings_dict)
    connection.settings_dict["TEST"]["NAME"] = f"{kept['NAME']}_bench"
    _role(settings.DATABASE_OWNER)
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    _role(settings.DATABASE_APPLICATION)
    try:
        yield str(connection.settings_dict["NAME"])
    finally:
        _role(settings.DATABASE_OWNER)
        connection.creation.destroy_test_db(kept["NAME"], verbosity=0)
        connection.settings_dict.update(kept)


def fill(rows: int, *, stores: int, one_in: int) -> Filled:
    """A group with `stores` stores and `rows` customers, one in `one_in` with a plan due today."""
    with as_owner(), transaction.atomic():
        group = open_group("Bench", "bench")
        made: list[Store] = []
        for number in range(stores):
            store = open_store(
                group,
                name=f"Bench {number}",
                slug=f"bench-{number}",
                state="NY",
                time_zone="America/New_York",
                follow_up_starts_on="2015-01-01",
            )
            people = [
                create_user(f"seller{number}-{n}@bench.example", f"Seller {n}") for n in range(6)
            ]
            for person in people:
                hire(person, Role.SALESPERSON, group=group, store=store)
            made.append(store)
            if number == 0:
                seller = people[0]
            manager = create_user(f"manager{number}@bench.example", "Manager")
            hire(manager, Role.SALES_MANAGER, group=group, store=store)
            _fill_store(group, store, people, rows // stores, one_in)
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM followups_plan WHERE next_on <= '2026-06-09'")
            due = cursor.fetchone()[0]
    vacuum("full")
    return Filled(group, made, seller, due)


def _fill_store(group: Group, store: Store, people: list[User], count: int, one_in: int) -> None:
    ids = ",".join(str(person.pk) for person in people)
    sql = FILL.format(
        group=group.pk,
        store=store.pk,
        count=count,
        one_in=one_in,
        cards=CARDS,
        people=f"ARRAY[{ids}]::bigint[]",
    )
    with connection.cursor() as cursor:
        for statement in sql.split(";"):
            cursor.execute(statement)
            cursor.execute("ANALYZE")  # else the next statement is planned for empty tables


def vacuum(what: str = "") -> None:
    """Takes away dead rows between rounds, as autovacuum would; everything when `what` is full."""
    owner = {**connection.settings_dict, **settings.DATABASE_OWNER}
    found = psycopg2.connect(
        dbname=connection.settings_dict["NAME"],
        user=owner["USER"],
        password=owner["PASSWORD"] or None,
        host=owner["HOST"] or None,
        port=owner["PORT"] or None,
    )
    found.autocommit = True
    with found.cursor() as cursor:
        tables = "" if what == "full" else " followups_plan, followups_followup"
        cursor.execute(f"VACUUM ANALYZE{tables}" if what == "full" else f"VACUUM{tables}")
    found.close()
