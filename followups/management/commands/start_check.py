"""The part of `bin/start --check` inside the project: record, tell the worker, wait for its row."""

import json
import secrets
import time
from argparse import ArgumentParser
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from customers.rules.details import PersonDetails
from dealerfollow.stores.actions import create_user, hire, open_group, open_store
from dealerfollow.stores.models import Store, User
from dealerfollow.stores.rules.rights import Role
from dealerfollow.tenancy.scope import scope
from deliveries.actions import record_delivery
from deliveries.models import Delivery
from deliveries.rules.sale import SaleDetails, VehicleDetails
from followups.models import FollowUp
from followups.tasks import plan_due_follow_ups

TOUCHPOINT = "satisfaction"  # due on day 7: recorded on the day of delivery, made by the planner
DELIVERED_DAYS_AGO = 12  # its due day is past even when closed days pushed it back

# Somewhere it is daytime now: the check must pass at any hour, and calls are bound to local time.
# State, zone, a number of that place: the window asks the address and the area code.
PLACES = (
    ("NY", "America/New_York", "+12125550142"),
    ("HI", "Pacific/Honolulu", "+18085550142"),
    ("GU", "Pacific/Guam", "+16715550142"),
    ("PR", "America/Puerto_Rico", "+17875550142"),
)


class Command(BaseCommand):
    """manage.py start_check"""

    requires_system_checks = []  # `migrate` has just made them
    help = "Only for bin/start --check, on its own empty data. Prints who can sign in and log what."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """--wait and --json."""
        parser.add_argument("--wait", type=float, default=30.0, help="seconds for the worker")
        parser.add_argument("--json", action="store_true", help="the last line is JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Prints email, password, follow_up and planned. Fails when the worker made no row."""
        password = secrets.token_urlsafe(16)
        delivery, seller = record(password, now=timezone.now())
        plan_due_follow_ups.apply_async()
        rows = await_rows(delivery, options["wait"])
        if not rows:
            raise CommandError(f"The worker planned nothing within {options['wait']:g} seconds.")
        made = {
            "email": seller.email,
            "password": password,
            "follow_up": rows[0],
            "planned": len(rows),
        }
        self.stdout.write(json.dumps(made) if options["json"] else f"planned {len(rows)}")


@transaction.atomic
def record(password: str, *, now: datetime) -> tuple[Delivery, User]:
    """A group of its own with one store and one seller, and a delivery told when it happened."""
    state, zone, phone = daytime_place(now)
    then = now - timedelta(days=DELIVERED_DAYS_AGO)
    group = open_group("Start check", "start-check")
    store = open_store(
        group,
        name="Start check",
        slug="start-check",
        state=state,
        time_zone=zone,
        follow_up_starts_on=then.date() - timedelta(days=30),
    )
    seller = create_user("seller@start-check.example", "Start Check", password=password)
    hire(seller, Role.SALESPERSON, group=group, store=store)
    manager = create_user("manager@start-check.example", "Check Manager")
    hire(manager, Role.SALES_MANAGER, group=group, store=store)
    return _deliver(store, seller, phone, then), seller


def _deliver(store: Store, seller: User, phone: str, then: datetime) -> Delivery:
    day = store.day_of(then)
    sale = SaleDetails(
        condition="used",
        sold_on=day,
        delivered_on=day,
        buyer=PersonDetails(
            first_name="Pat",
            last_name="Check",
            phones=((phone, "mobile"),),
            state=store.state,
        ),
        vehicle=VehicleDetails(year=2024, make="Honda", model="Civic"),
        deal_number="CHECK-1",
    )
    return record_delivery(store, sale, by=seller, now=then, salesperson=seller).delivery


def daytime_place(now: datetime) -> tuple[str, str, str]:
    """A state, its zone and a phone number there, where people may be called now."""
    for state, zone, phone in PLACES:
        if 8 <= now.astimezone(ZoneInfo(zone)).hour < 20:
            return state, zone, phone
    return PLACES[0]


def await_rows(delivery: Delivery, seconds: float) -> list[int]:
    """The ids of the due touchpoint's follow-ups, as soon as there are any. Only reads."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with scope(delivery.group_id):
            rows = FollowUp.objects.filter(delivery=delivery, touchpoint=TOUCHPOINT)
            if found := list(rows.values_list("pk", flat=True)):
                return found
        time.sleep(0.1)
    return []
