"""What the due days of a plan depend on besides its anchor: the car, the store's calendar."""

from datetime import date
from typing import Any

from dealerfollow.stores.models import Store
from dealerfollow.stores.queries import calendar_of


def circumstances_of(store: Store, condition: str, *, today: date) -> dict[str, Any]:
    """The keyword arguments of the touchpoint rules for a car of that condition at the store."""
    is_surveyed = store.sells_new and condition == "new"
    return {
        "condition": condition,
        "calendar": calendar_of(store, today=today),
        "survey_opens_days": store.survey_opens_days if is_surveyed else None,
    }
