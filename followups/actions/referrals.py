"""Asking for a name; given, it is a linked prospect, and the one who gave it is thanked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import models

from customers.actions import find_customer, link_household, lock_customers, upsert_customer
from customers.models import Customer, Prospect
from customers.rules.details import PersonDetails
from customers.rules.ways import channel_for
from dealerfollow.lib.workdays import WorkCalendar
from dealerfollow.stores.models import Store, User
from followups.models import Attempt, FollowUp, Plan, Referral

THANK_YOU = "thank_you"
THANKS_AFTER = 2
"""Open days after the name was given: soon enough to be about it (seed 002, line 37)."""


@dataclass(frozen=True)
class Given:
    """A referral with all the rows that it made, whoever's they are."""

    referral: Referral
    made: tuple[models.Model, ...]


def ask_referral(
    store: Store,
    customer: Customer,
    *,
    is_declined: bool = False,
    attempt: Attempt | None = None,
    by: User,
    now: datetime,
) -> Referral:
    """Keeps that they were asked for a name and gave none, today or at all."""
    state = Referral.State.DECLINED if is_declined else Referral.State.ASKED
    return Referral.objects.create(
        group_id=store.group_id,
        store=store,
        customer=customer,
        attempt=attempt,
        state=state,
        at=now,
        by=by,
    )


def give_referral(
    store: Store,
    customer: Customer,
    *,
    name: str,
    phone: str,
    words: str = "",
    kind: str = "friend",
    owner: User,
    calendar: WorkCalendar,
    attempt: Attempt | None = None,
    by: User,
    today: date,
    now: datetime,
) -> Given:
    """The name that they gave: a prospect linked to them as `kind`, and a thank-you owed to them.

    Somebody of that name and number is known already (decision 9): they stay as they are. One who
    is a prospect of the store already stays that prospect. A name that turns out to be their own
    makes no prospect. The customer is locked by the caller, and whoever is known by that name with
    them, in the order of their ids.
    """
    referred, made = _person(store, name, phone, now)
    prospect = None
    if referred.pk != customer.pk:
        link_household(customer, referred, kind, today=today)
        prospect, is_new = _prospect(store, customer, referred, words, owner, by, now)
        made += [prospect] if is_new else []
    referral = Referral.objects.create(
        group_id=store.group_id,
        store=store,
        customer=customer,
        attempt=attempt,
        state=Referral.State.GIVEN,
        name=name[:120],
        phone=phone,
        words=words[:200],
        prospect=prospect,
        at=now,
        by=by,
    )
    thanks = owe_thanks(referral, owner=owner, calendar=calendar, today=today, now=now)
    return Given(referral, (*made, referral, *thanks))


def owe_thanks(
    referral: Referral, *, owner: User, calendar: WorkCalendar, today: date, now: datetime
) -> Sequence[models.Model]:
    """The plan and the follow-up that thank for a name, two open days on; nothing for somebody who
    asked for silence, and nothing twice. Logging it sets `thanked_on`."""
    customer = referral.customer
    channel = _channel(customer, today)
    if channel is None or Plan.objects.filter(referral=referral).exists():
        return ()
    due_on = today
    for _ in range(THANKS_AFTER):
        due_on = calendar.open_day_after(due_on)
    plan = Plan.objects.create(
        group_id=referral.group_id,
        store_id=referral.store_id,
        customer=customer,
        referral=referral,
        anchor_kind=Plan.AnchorKind.THANKS,
        anchor_on=today,
        condition="",
        owner=owner,
        starts_on=today,
        ended_on=today,
        ended_reason="walked_through",
        created_at=now,
    )
    row = FollowUp.objects.create(
        group_id=referral.group_id,
        store_id=referral.store_id,
        plan=plan,
        touchpoint=THANK_YOU,
        kind=THANK_YOU,
        channel=channel,
        tier=2,
        condition="",
        customer=customer,
        owner=owner,
        first_due_on=due_on,
        due_on=due_on,
        created_at=now,
    )
    return plan, row


def _channel(customer: Customer, today: date) -> str | None:
    customer.refresh_from_db(fields=["ways", "relationship_until"])  # a stop may be as young
    return channel_for(
        "phone",
        ways=customer.ways,
        preferred=customer.preferred_channel,
        is_preferred_taken=True,
        is_related=bool(customer.relationship_until and customer.relationship_until >= today),
    )


def known_as(store: Store, name: str, phone: str) -> Customer | None:
    """Who of that name and number is on file already (decision 9); None for somebody new."""
    return find_customer(store, _details(name, phone))


def _details(name: str, phone: str) -> PersonDetails:
    """The last word is the last name."""
    first, _, last = " ".join(name.split()).rpartition(" ")
    return PersonDetails(
        first_name=(first or last)[:80],
        last_name=last[:120] if first else "",
        phones=((phone, "mobile"),),
    )


def _person(
    store: Store, name: str, phone: str, now: datetime
) -> tuple[Customer, list[models.Model]]:
    """Who was named, and the rows made for them."""
    details = _details(name, phone)
    known = find_customer(store, details)
    if known is not None:
        return known, []
    customer = upsert_customer(store, details, now=now, is_surely_new=True).customer
    return customer, [*customer.phones.all(), customer]


def _prospect(
    store: Store,
    customer: Customer,
    referred: Customer,
    words: str,
    owner: User,
    by: User,
    now: datetime,
) -> tuple[Prospect, bool]:
    lock_customers([referred.pk])
    return Prospect.objects.get_or_create(
        store=store,
        customer=referred,
        ended_at=None,
        defaults={
            "group_id": store.group_id,
            "source": Prospect.Source.REFERRAL,
            "referred_by": customer,
            "owner": owner,
            "words": words[:200],
            "opened_at": now,
            "opened_by": by,
        },
    )
