"""Who takes care of a heat case, and who tells the customer: always somebody who works there."""

from collections.abc import Iterable
from datetime import datetime

from customers.models import Customer
from customers.rules.ways import is_silent
from dealerfollow.stores.models import User
from dealerfollow.stores.queries import fallback_owner_of, works_at
from followups.actions.effects import Recorder
from followups.actions.heat.notes import note_step
from followups.actions.promises import told_by
from followups.models import HeatCase, HeatStep, Plan
from followups.queries.heat_people import is_managers


def only_manager_tells(person: Customer) -> bool:
    """Whether nobody but the manager tells them, or their estate, how it stands (edge cases 59 and
    70)."""
    return person.died_on is not None or is_silent(person.ways)


def teller_of(case: HeatCase, person: Customer) -> tuple[str, User]:
    """On which channel they hear, and from whom."""
    channel, owner = told_by(person, case.store, case.owner)
    return channel, fallback_owner_of(case.store) if only_manager_tells(person) else owner


def keep_owned(case: HeatCase, *, by: User | None, now: datetime, recorder: Recorder) -> None:
    """Before a word is owed: a case whose owner has left is the manager's, on record. `case.owner`
    says who has it then."""
    if works_at(case.store, case.owner) or is_managers(case):
        return
    manager = fallback_owner_of(case.store)
    recorder.watch([case, *Plan.objects.filter(heat_case=case)])
    give_cases([case], manager, by=by, now=now)


def give_cases(
    cases: Iterable[HeatCase], to: User, *, words: str = "", by: User | None, now: datetime
) -> None:
    """Makes `to` the owner of these cases; their follow-ups are given by the caller."""
    for case in cases:
        said = " · ".join(
            part for part in (f"{case.owner.name} → {to.name}", words.strip()) if part
        )
        is_seen = by is not None and to.pk == by.pk
        case.owner = to
        case.acknowledged_at, case.acknowledged_by = (now, by) if is_seen else (None, None)
        case.save(update_fields=["owner", "acknowledged_at", "acknowledged_by"])
        Plan.objects.filter(heat_case=case).update(owner=to)
        note_step(case, HeatStep.Kind.HANDED_ON, words=said, by=by, now=now)
