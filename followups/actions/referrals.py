"""Asking for a name; given, it is a linked prospect, and the one who gave it is thanked."""

from datetime import date, datetime

from django.db import models

from customers.actions import find_customer, link_household, lock_customers, upsert_customer
from customers.models import Customer, Prospect
from customers.rules.details import PersonDetails
from customers.rules.ways import channel_for
from dealerfollow.lib.workdays import WorkCalendar
from dealerfollow.stores.models import Store, User
from followups.models import Attempt, FollowUp, Plan, Referral
from followups.rules.asks import thanks_on
from followups.rules.lawful_days import days_for

THANK_YOU = "thank_you"


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
) -> tuple[Referral, list[models.Model]]:
    """The name that they gave: a prospect linked to them as `kind`, and a thank-you owed to them.

    Somebody of that name and number is known already (decision 9): they stay as they are. One who
    is a prospect of the store already stays that prospect. A name that turns out to be their own
    makes no prospect. The customer is locked by the caller, and whoever is known by that name with
    them, in the order of their ids. The second value: the rows of somebody who was not known.
    """
    referred, made = _person(store, name, phone, now)
    prospect = None
    if referred.pk != customer.pk:
        link_household(customer, referred, kind, today=today)
        prospect = _prospect(store, customer, referred, words, owner, by, now)
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
    owe_thanks(referral, owner=owner, calendar=calendar, today=today, now=now)
    return referral, made


def owe_thanks(
    referral: Referral, *, owner: User, calendar: WorkCalendar, today: date, now: datetime
) -> None:
    """The plan and the follow-up that thank for a name given on `today`, two open days after it is
    known here; nothing for somebody who asked for silence. Logging it sets `thanked_on`. Raises
    IntegrityError the second time."""
    customer, known_on = referral.customer, referral.store.day_of(now)
    channel = _channel(customer, known_on)
    if channel is None:
        return
    due_on = thanks_on(known_on, days_for(calendar, customer.state, channel, known_on))
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
    FollowUp.objects.create(
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
) -> Prospect:
    lock_customers([referred.pk])
    prospect, _is_new = Prospect.objects.get_or_create(
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
    return prospect
