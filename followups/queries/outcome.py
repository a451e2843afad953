"""What became of a log: the words of a closed card, and of a lost race."""

from datetime import datetime

from django.utils.translation import gettext as _

from deliveries.models import Delivery
from followups.models import Attempt, FollowUp
from followups.words.days import moment, near_day
from followups.words.explaining import ended_because
from followups.words.labels import kind_name, outcome_name


def short_words(attempt: Attempt) -> str:
    """ "Maria: no answer"."""
    return f"{attempt.customer.short_name}: {outcome_name(attempt.outcome).lower()}"


def logged_words(attempt: Attempt, *, now: datetime) -> str:
    """ "Renee Watts, today 10:26 AM"."""
    return f"{attempt.by.name}, {moment(attempt.at, now, attempt.store.zone)}"


def ending_words(reason: str) -> str:
    """Why a follow-up ended without a log."""
    return ended_because(reason) or _("It was closed.")


def bought_words(customer_id: int, *, now: datetime) -> str:
    """ "Bought today from Noor Haddad": their newest car, for whoever had their card open meanwhile
    (edge case 47); "" without one."""
    cars = Delivery.objects.delivered().filter(customer=customer_id)
    car = cars.select_related("store", "salesperson").order_by("-delivered_on", "-id").first()
    if car is None or car.delivered_on is None:
        return ""
    seller = car.salesperson.name if car.salesperson else car.store.name
    day = near_day(car.delivered_on, car.store.day_of(now))
    return _("Bought %(day)s from %(name)s") % {"day": day, "name": seller}


def ended_words(follow_up: FollowUp, *, now: datetime) -> tuple[str, str]:
    """Title and words for a card on which nothing is open any more."""
    name = follow_up.customer.short_name
    title = _("%(name)s is done") % {"name": name}
    attempt = follow_up.closed_by
    if attempt is None:
        return title, ending_words(follow_up.state_reason)
    words = _("%(kind)s: %(outcome)s. %(who)s") % {
        "kind": kind_name(follow_up.kind),
        "outcome": outcome_name(attempt.outcome).lower(),
        "who": logged_words(attempt, now=now),
    }
    return title, words
