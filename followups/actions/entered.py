"""An hour of calls typed in from paper, logged in one go."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from customers.actions import lock_people
from dealerfollow.stores.models import Store, User
from followups.actions.log_attempt import LogDetails, LogRefused, log_contact
from followups.models import Attempt


@dataclass(frozen=True, slots=True)
class EnteredCall:
    """One line: where it was made, with whom, and what it logs."""

    store: Store
    customer_id: int
    log: LogDetails


@transaction.atomic
def log_entered(
    calls: Sequence[EnteredCall], *, by: User, now: datetime
) -> tuple[dict[UUID, Attempt], dict[UUID, dict[str, str]]]:
    """Logs the lines in their order: key -> what was saved, and key -> the problems of each field
    of a line that was refused. A refusal keeps none of the others back.

    Everybody on them is locked first, by id: two people who type in the same customers in two
    orders would wait for each other. Each line as log_contact; the same key is the same call.
    """
    lock_people([call.customer_id for call in calls])
    saved: dict[UUID, Attempt] = {}
    refused: dict[UUID, dict[str, str]] = {}
    for call in calls:
        try:
            saved[call.log.key] = log_contact(
                call.store, call.customer_id, call.log, by=by, now=now
            )
        except LogRefused as problem:
            refused[call.log.key] = dict(problem.problems)
    return saved, refused
