"""News of their life: they moved, bought elsewhere, or died."""

from customers.actions import correct_customer, record_death
from deliveries.actions import end_ownership
from deliveries.models import Delivery
from followups.actions.log_attempt.circumstances import Circumstances


def record_news(around: Circumstances, *, has_died: bool) -> None:
    """Writes down what became of them. Our care goes on unless they died (edge cases 46 and 70)."""
    log = around.log
    if log.moved is not None:
        _move(around)
    if log.elsewhere is not None and log.elsewhere.is_car_gone:
        _lose_car(around, Delivery.CarGone.TRADED_IN)
    if has_died:
        record_death(
            around.customer, estate_contact=log.estate_contact, by=around.by, now=around.now
        )


def _move(around: Circumstances) -> None:
    """The address that they have left is taken away: what was not said is not known any more."""
    moved = around.log.moved
    assert moved is not None
    place = {
        "address": moved.address,
        "city": moved.city,
        "state": moved.state,
        "postal_code": moved.postal_code,
    }
    if any(place.values()):
        correct_customer(around.customer, place, now=around.now)
    if moved.is_car_sold:
        _lose_car(around, Delivery.CarGone.SOLD)


def _lose_car(around: Circumstances, how: str) -> None:
    if around.car is not None:
        end_ownership(around.car, around.today, how, by=around.by, now=around.now)
