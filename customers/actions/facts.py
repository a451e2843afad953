"""What is worth asking a customer about: noted, corrected, no longer true. Nothing is erased."""

from datetime import datetime

from django.db import transaction

from customers.models import Customer, PersonalFact
from customers.queries.merged import of_person
from dealerfollow.stores.models import User
from dealerfollow.tenancy.plain_writes import insert

About = PersonalFact.About
HOLDS = PersonalFact.Over.NOT
# Who may read it: a fact about the customer alone always, one about a child with a right only.
CAUTION: dict[str, int] = {About.SELF: 0, About.UNTOLD: 1, About.FAMILY: 1, About.CHILD: 2}


def note_fact(
    customer: Customer,
    text: str,
    *,
    by: User | None,
    now: datetime,
    topic: str = "",
    about: str = "",
) -> PersonalFact:
    """Keeps something worth asking about next time; the same words are kept once, by the stricter
    word about whom they are: what is told as a child's is one's, in what was struck too.

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
    elif about and CAUTION[about] >= CAUTION[found.about] and about != found.about:
        found.about = about
        found.save(update_fields=["about"])
    if about == PersonalFact.About.CHILD:
        _keep_from_others(found)
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
    if about == About.CHILD:
        _keep_from_others(fact)
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


def _keep_from_others(fact: PersonalFact) -> None:
    """The same words, and those that they were put right from, are about the child as well: the
    timeline shows what was struck to those only who may read what holds."""
    top = fact.customer.merged_into or fact.customer
    texts, at = {fact.text}, {fact.noted_at}
    rows = PersonalFact.objects.filter(of_person(top)).order_by("-noted_at", "-id")
    kept = []
    for row in rows:
        was_corrected = row.over == PersonalFact.Over.CORRECTED and row.over_at in at
        if row.text.casefold() in {text.casefold() for text in texts} or was_corrected:
            texts.add(row.text)
            at.add(row.noted_at)
            kept.append(row.pk)
    PersonalFact.objects.filter(pk__in=kept).update(about=About.CHILD)
    fact.refresh_from_db(fields=["about"])
