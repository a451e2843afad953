"""The facts that a brief is composed from: what the store knows on the day of the contact."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

WeOweStatus = Literal["open", "ready", "done"]


@dataclass(frozen=True, slots=True, kw_only=True)
class WeOweFact:
    """An item that the store owes: promised for a day, and the day that the customer was told."""

    item: str
    department: str
    status: WeOweStatus = "open"
    promised_on: date | None = None
    told_on: date | None = None
    owed_days: int = 0
    updated_on: date | None = None


@dataclass(frozen=True, slots=True)
class PersonalFact:
    """Something about the person, not the car, and when it was noted."""

    text: str
    noted_on: date


@dataclass(frozen=True, slots=True)
class LastAttempt:
    """The contact before this one."""

    outcome: str
    made_on: date
    note: str = ""


class Facts(NamedTuple):
    """What is known about a customer on the day of the contact. `kinds` are those due on the card;
    `discomfort` the neutral flags of the delivery; `anniversary_years` from the step's note."""

    today: date
    kinds: tuple[str, ...]
    delivered_on: date | None = None
    condition: Literal["new", "used"] | None = None
    vehicle: str = ""
    we_owes: tuple[WeOweFact, ...] = ()
    csi_opens_on: date | None = None
    csi_discussed: bool = False
    anniversary_years: int = 0
    lease_ends_on: date | None = None
    discomfort: tuple[str, ...] = ()
    preferred_channel: str | None = None
    personal: tuple[PersonalFact, ...] = ()
    last_attempt: LastAttempt | None = None
    voicemails: int = 0
    wanted_car: str = ""
    wanted_car_sold_on: date | None = None

    @property
    def days_since_delivery(self) -> int | None:
        """Whole days, or None without a delivery."""
        return None if self.delivered_on is None else (self.today - self.delivered_on).days
