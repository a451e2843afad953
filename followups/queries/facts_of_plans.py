"""What the due days of a plan depend on besides its anchor: the car, the store's calendar."""

from datetime import date
from typing import Any

from dealerfollow.stores.models import Store
from dealerfollow.stores.queries import calendar_of
from deliveries.models import Delivery
from followups.rules.survey_window import survey_days
from followups.rules.surveys import is_surveyed


def circumstances_of(
    store: Store, condition: str, *, today: date, delivery: Delivery | None = None
) -> dict[str, Any]:
    """The keyword arguments of the touchpoint rules for a car of that condition at the store; of
    this delivery's make, where the post-sale call is among the days asked for."""
    return {
        "condition": condition,
        "calendar": calendar_of(store, today=today),
        "survey_opens_days": survey_days_at(store, condition, delivery),
    }


def survey_days_at(store: Store, condition: str, delivery: Delivery | None) -> int | None:
    """Days from delivery to the maker's survey; None where none comes. The car is read only where
    the store says that makes differ."""
    if not is_surveyed(condition, sells_new=store.sells_new):
        return None
    by_make = store.survey_days_by_make
    make = delivery.vehicle.make if by_make and delivery else ""
    return survey_days(make, days_by_make=by_make, days=store.survey_opens_days)
