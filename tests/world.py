"""A North store with one row of everything, each carrying a canary that nobody else may read."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from accountability.models import Miss
from customers.actions import note_fact, record_stop
from dealerfollow.stores.actions import add_absence, close_store_on, create_user, hire
from dealerfollow.stores.models import Membership, User
from dealerfollow.stores.rules.rights import Role
from dealerfollow.testing.cast import Cast
from dealerfollow.testing.sales import buyer, deliver, noon
from deliveries.actions import ask_to_clear, owe
from deliveries.models import ImportBatch, SalespersonMatch
from followups.actions.heat import open_heat
from followups.actions.library import propose_reason
from followups.models import Attempt, FollowUp

CANARY = "Quetzalcanary"
TODAY = date(2026, 3, 5)


@dataclass(frozen=True)
class World:
    """The ids that an address can take, by the name of its argument or kind of row."""

    cast: Cast
    carla: User  # manages South, the sister store: she holds every right, elsewhere
    ids: dict[str, Any]

    def person(self, name: str) -> User:
        """Carla, or one of the cast."""
        return self.carla if name == "carla" else getattr(self.cast, name)


def make_world(cast: Cast) -> World:
    """Everything at North, recorded two days before TODAY."""
    now = noon(TODAY)
    delivery = deliver(
        cast.north,
        TODAY - timedelta(days=2),
        salesperson=cast.sam,
        buyer=buyer(last_name=CANARY, emails=(f"{CANARY.lower()}@example.com",)),
        co_buyer=buyer(first_name=CANARY),
        note=CANARY,
    )
    customer = delivery.customer
    follow_up = FollowUp.objects.get(delivery=delivery, kind="post_sale")
    we_owe = owe(
        cast.north,
        customer,
        f"{CANARY} key",
        department="parts",
        promised_on=TODAY,
        by=cast.sam,
        today=TODAY,
        delivery=delivery,
    )
    fact = note_fact(customer, f"{CANARY} plays chess", by=cast.sam, now=now)
    stop = record_stop(
        customer, scope="sales", channel="letter", words=CANARY, by=cast.sam, now=now
    )[0]
    attempt = Attempt.objects.create(
        group=cast.group,
        store=cast.north,
        customer=customer,
        by=cast.sam,
        by_role="salesperson",
        at=now,
        made_on=TODAY,
        channel="phone",
        outcome="no_answer",
        is_try=True,
        is_talk=False,
        proof="claimed",
        note=CANARY,
        key="00000000-0000-4000-8000-000000000001",
    )
    miss = Miss.objects.create(
        group=cast.group,
        store=cast.north,
        follow_up=follow_up,
        counted_for=cast.sam,
        because="owner",
        due_on=TODAY,
        day=TODAY,
        created_at=now,
    )
    batch = ImportBatch.objects.create(
        group=cast.group,
        store=cast.north,
        content_hash="x",
        filename=f"{CANARY}.csv",
        received_at=now,
        content=b"",
    )
    match = SalespersonMatch.objects.create(
        group=cast.group, store=cast.north, name=CANARY, first_seen_at=now
    )
    closed = close_store_on(
        cast.north, TODAY + timedelta(days=60), reason=CANARY, by=cast.maya, now=now
    )
    absence = add_absence(
        cast.north,
        cast.sam,
        starts_on=TODAY + timedelta(days=50),
        ends_on=TODAY + timedelta(days=51),
        reason=CANARY,
        by=cast.maya,
        now=now,
    )
    heat_case = open_heat(
        cast.north,
        customer,
        severity="upset",
        cause="vehicle",
        words=CANARY,
        by=cast.sam,
        now=now,
        delivery=delivery,
    )
    reason = propose_reason(cast.north, f"{CANARY} tire check", by=cast.sam, now=now)[0]
    carla = create_user("carla@copperline.example", "Carla Jensen")
    hire(carla, Role.SALES_MANAGER, group=cast.group, store=cast.south)
    return World(
        cast,
        carla,
        {
            "delivery": delivery.pk,
            "customer": customer.pk,
            "other_customer": delivery.co_buyer.pk,
            "phone": customer.phones.get().pk,
            "email": customer.emails.get().pk,
            "follow_up": follow_up.pk,
            "call_reason": reason.pk,
            "we_owe": we_owe.pk,
            "fact": fact.pk,
            "stop": stop.pk,
            "attempt": attempt.pk,
            "heat_case": heat_case.pk,
            "miss": miss.pk,
            "batch": batch.pk,
            "clearing": ask_to_clear(delivery, CANARY, by=cast.sam, now=now).pk,
            "match": match.pk,
            "closed_day": closed.pk,
            "absence": absence.pk,
            "membership": Membership.objects.get(user=cast.sam).pk,
            "user": cast.sam.pk,
            "store": cast.north.pk,
            "slug": cast.north.slug,
        },
    )
