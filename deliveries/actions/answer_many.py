"""A desk answers what the salespeople asked, several questions in one save."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from dealerfollow.stores.models import User
from deliveries.actions.asked_facts import answer_fact
from deliveries.models import AskedFact


@transaction.atomic
def answer_many(answers: Mapping[AskedFact, str], *, by: User, now: datetime) -> tuple[int, int]:
    """Keeps all of the answers: how many count, and how many questions somebody had answered first.

    Raises EmptyAnswer, and then keeps none. Idempotent.
    """
    kept = sum(
        answer_fact(asked, answers[asked], by=by, now=now)
        for asked in sorted(answers, key=lambda one: one.pk)
    )
    return kept, len(answers) - kept
