"""Calls that were planned while they were lawful, to numbers that the registry closes by now."""

from datetime import date, datetime, time, timedelta

from django.db.models import F, Q, QuerySet

from customers.models import Customer
from customers.queries import contact_facts_of
from customers.rules.contactability import No, may_contact
from customers.rules.ways import channel_for
from dealerfollow.stores.models import Store
from followups.models import FollowUp, FollowUpEvent
from followups.rules.household import RINGING
from followups.rules.outcomes import SERVICE_KINDS
from followups.rules.touchpoints import LEAD_DAYS

BARRED = frozenset({"on_registry", "registry_not_checked"})


def respect_registry(store: Store, *, today: date, now: datetime) -> int:
    """Puts calls and texts that the registry bars on their day on a channel that is allowed (edge
    cases 57, 58): a number registered since, a file too old, a relationship that ended.

    Promises are exempt. Each move is recorded. Returns rows changed. Idempotent; one statement when
    every relationship lasts.
    """
    ringing = _without_relationship(store, today)
    rows = list(ringing.select_related("customer").order_by("pk"))
    if not rows:
        return 0
    facts = contact_facts_of({row.customer_id: row.customer for row in rows}.values())
    events = []
    for row in rows:
        noon = datetime.combine(max(row.due_on, today), time(12), store.zone)
        answer = may_contact(facts[row.customer_id], "phone", "relationship", noon)
        if isinstance(answer, No) and answer.reason in BARRED:
            events += _write_instead(row, row.customer, answer.reason, now)
    FollowUpEvent.objects.bulk_create(events)
    return len(events)


def _without_relationship(store: Store, today: date) -> QuerySet[FollowUp]:
    until = F("customer__relationship_until")
    ended = Q(customer__relationship_until=None) | Q(due_on__gt=until)
    return (
        FollowUp.objects.open()
        .filter(
            ended | Q(customer__relationship_until__lt=today),
            store=store,
            channel__in=RINGING,
            due_on__lte=today + timedelta(days=LEAD_DAYS),
        )
        .exclude(kind__in=SERVICE_KINDS)
    )


def _write_instead(
    row: FollowUp, customer: Customer, reason: str, now: datetime
) -> list[FollowUpEvent]:
    """The move, saved; none where nothing else is allowed: it stays, and the card says why."""
    was = row.channel
    channel = channel_for(
        was,
        ways=customer.ways,
        preferred=customer.preferred_channel,
        is_preferred_taken=False,
        is_related=False,
    )
    if channel is None or channel == was:
        return []
    row.channel = channel
    row.save(update_fields=["channel"])
    return [
        FollowUpEvent(
            group_id=row.group_id,
            follow_up=row,
            kind="channel_changed",
            was=was,
            became=channel,
            reason=reason,
            at=now,
        )
    ]
