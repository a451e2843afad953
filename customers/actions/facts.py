"""What is worth asking a customer about: noted, corrected, no longer true. Nothing is erased."""

from datetime import datetime

from django.db import transaction

from customers.models import Customer, PersonalFact
from customers.queries.merged import of_person
from dealerfollow.stores.models import User
from dealerfollow.tenancy.plain_writes import insert

HOLDS = PersonalFact.Over.NOT


def note_fact(
    customer: Customer,
    text: str,
    *,
    by: User | None,
    now: datetime,
    topic: str = "",
    about: str = "",
) -> PersonalFact:
    """Keeps something worth asking about next time; the same words are kept once.

    What was said to be no longer true may be noted anew. Raises ValueError for a `topic` or an
    `about` that there is not.
    """
    if topic not in PersonalFact.Topic.values or about not in PersonalFact.About.values:
        raise ValueError(f"topic {topic!r}, about {about!r}")
    text = " ".join(text.split())[:200]
    same = PersonalFact.objects.filter(customer=customer, text__iexact=text, over=HOLDS)
    found = same.first()
    if found is None:
        found = PersonalFact(
            group_id=customer.group_id,
            customer=customer,
            text=text,
            topic=topic,
            about=about,
            noted_at=now,
            noted_by=by,
        )
        insert(found)
    return found


@transaction.atomic
def correct_fact(
    fact: PersonalFact, text: str, *, topic: str, about: str, by: User, now: datetime
) -> PersonalFact:
    """Says it in other words, which is a new fact; the old one stays on record as corrected, with
    who and when. The same words, topic and person again change nothing. Returns the one that holds.
    """
    text = " ".join(text.split())[:200]
    if (text, topic, about) == (fact.text, fact.topic, fact.about):
        return fact
    if not _end(fact, PersonalFact.Over.CORRECTED, by, now):
        return fact
    return note_fact(fact.customer, text, by=by, now=now, topic=topic, about=about)


@transaction.atomic
def end_fact(fact: PersonalFact, *, by: User, now: datetime) -> bool:
    """It is no longer true: nobody mentions it any more, and it stays on record with who said so
    and when, as do the same words on a merged entry. False when it was over already. Idempotent.
    """
    return _end(fact, PersonalFact.Over.NO_LONGER, by, now)


def _end(fact: PersonalFact, how: str, by: User, now: datetime) -> bool:
    customer = fact.customer
    top = customer.merged_into or customer
    same = PersonalFact.objects.filter(of_person(top), text__iexact=fact.text, over=HOLDS)
    ended = same.update(over=how, over_at=now, over_by=by)
    fact.refresh_from_db()
    return bool(ended)
