"""A desk answers what the salespeople asked, several questions in one save."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from dealerfollow.stores.models import User
from deliveries.actions.asked_facts import answer_fact
from deliveries.models import AskedFact


@transaction.atomic
def answer_many(
    answers: Mapping[AskedFact, str], *, by: User, now: datetime
) -> tuple[list[AskedFact], list[AskedFact]]:
    """Keeps all of the answers: those that count, and those that somebody had answered before.

    Raises EmptyAnswer, and then keeps none. Idempotent.
    """
    kept: list[AskedFact] = []
    late: list[AskedFact] = []
    for asked in sorted(answers, key=lambda one: one.pk):
        is_first = answer_fact(asked, answers[asked], by=by, now=now)
        (kept if is_first else late).append(asked)
    return kept, late
