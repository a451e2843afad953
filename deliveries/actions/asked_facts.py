"""A fact that a card lacks: asked of the department's desk once, and answered there."""

from datetime import datetime

from django.db import transaction

from customers.models import Customer
from dealerfollow.stores.models import Store, User
from deliveries.models import AskedFact, Delivery

MOST_LETTERS = 200


class EmptyAnswer(ValueError):
    """An answer without a word in it is none."""


@transaction.atomic
def ask_fact(
    store: Store,
    customer: Customer,
    question: str,
    *,
    department: str,
    by: User,
    now: datetime,
    delivery: Delivery | None = None,
) -> tuple[AskedFact, bool]:
    """Asks the department's desk for a fact about the customer; it waits there with the others.

    The open question of the same customer, department and store when there is one, whoever asked
    it; the second value says whether this one is new. Idempotent, also at the same moment.
    """
    return AskedFact.objects.get_or_create(
        group_id=store.group_id,
        store=store,
        customer=customer,
        department=department,
        answered_at=None,
        defaults={
            "delivery": delivery,
            "question": " ".join(question.split())[:MOST_LETTERS],
            "asked_by": by,
            "asked_at": now,
        },
    )


@transaction.atomic
def answer_fact(asked: AskedFact, answer: str, *, by: User, now: datetime) -> bool:
    """What the desk knows; it stands on the customer's card as a fact from now on.

    True when this answer counts, False when somebody answered first: theirs is kept. Raises
    EmptyAnswer.
    """
    words = " ".join(answer.split())[:MOST_LETTERS]
    if not words:
        raise EmptyAnswer(asked.pk)
    told = {"answer": words, "answered_by": by, "answered_at": now}
    return AskedFact.objects.filter(pk=asked.pk, answered_at=None).update(**told) == 1
