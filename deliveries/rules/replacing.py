"""A buyer takes another car instead of the one that came back (edge case 40)."""

from dataclasses import dataclass
from datetime import date, timedelta

REPLACED_WITHIN = timedelta(days=30)


@dataclass(frozen=True)
class UndoneSale:
    """A sale of the same buyer at the same store that was unwound."""

    pk: int
    vin: str
    sold_on: date
    unwound_on: date


def replaced_sale(undone: list[UndoneSale], *, vin: str, sold_on: date) -> int | None:
    """The unwound sale that this one takes the place of, the latest first; None for a plain sale.

    Another car, not sold before the first one was, and within a month of its coming back.
    """
    fitting = [
        sale
        for sale in undone
        if not (vin and vin == sale.vin)
        and sale.sold_on <= sold_on <= sale.unwound_on + REPLACED_WITHIN
    ]
    return max(fitting, key=lambda sale: (sale.unwound_on, sale.pk)).pk if fitting else None
