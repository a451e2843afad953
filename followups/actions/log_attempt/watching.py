"""What undo restores: every row that a log may change, as it was before, and what it makes."""

from django.db.models import Model, Q, QuerySet

from customers.models import Customer, CustomerPhone, HouseholdLink, Prospect
from customers.queries import rows_of_person
from deliveries.models import Delivery, WeOwe
from followups.actions.log_attempt.circumstances import Circumstances
from followups.models import (
    CsiSurvey,
    FollowUp,
    Plan,
    Referral,
    ReviewAsk,
)

LIFE: tuple[type[Model], ...] = (FollowUp, Plan, WeOwe, Delivery)
"""What goes with a car or a person that is gone."""


def watch(around: Circumstances, *, is_number_wrong: bool) -> None:
    """Remembers every row that this log may change. A wrong number binds all who have it; what
    came up on the contact may reach whatever is kept of the customer."""
    around.recorder.watch([around.customer, *around.rows, *around.owes.values()])
    around.reach = _reach(around)
    if around.reach:
        around.people = rows_of_person(around.customer.pk)
    for rows in _theirs(around):
        around.recorder.watch(rows)
    if not is_number_wrong or not around.number:
        return
    phones = list(CustomerPhone.objects.filter(number=around.number))
    others = {phone.customer_id for phone in phones}
    around.recorder.watch(phones)
    around.recorder.watch(Customer.objects.filter(pk__in=others))
    around.recorder.watch(FollowUp.objects.open().filter(customer__in=others))


def note_made(around: Circumstances) -> None:
    """Remembers what others' actions made of this customer meanwhile."""
    for rows in _theirs(around):
        for row in rows:
            around.recorder.made_unless_watched(row)


def _reach(around: Circumstances) -> tuple[type[Model], ...]:
    """The tables whose rows of this customer others' actions may change or make for this log."""
    log, owes = around.log, around.owes
    is_told_anew = any(pk in owes and owes[pk].told_on != on for pk, on in log.told)
    named = Referral, HouseholdLink, Prospect, FollowUp, Plan
    reached: list[tuple[bool, tuple[type[Model], ...]]] = [
        (bool(is_told_anew or log.settled or log.promise), (FollowUp, Plan)),
        (log.is_csi_discussed or log.surveyed is not None, (CsiSurvey,)),
        (log.reviewed is not None, (ReviewAsk,)),
        (log.named is not None, named),
        (bool(log.moved or log.elsewhere) or log.outcome == "died", LIFE),
    ]
    return tuple(dict.fromkeys(model for applies, models in reached if applies for model in models))


def _theirs(around: Circumstances) -> list[QuerySet[Model]]:
    """Those of the person, and those that name them; by id."""
    mine = Q(customer__in=around.people)
    also: dict[type[Model], Q] = {
        HouseholdLink: Q(other__in=around.people),
        Prospect: Q(referred_by__in=around.people),
    }
    return [
        model._default_manager.filter(mine | also.get(model, Q())).order_by("pk")
        for model in around.reach
    ]
