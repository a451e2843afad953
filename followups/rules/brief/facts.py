"""The facts that a brief is composed from: what the store knows on the day of the contact."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from deliveries.rules.we_owe import counted_day

WeOweStatus = Literal["open", "ready", "done"]


@dataclass(frozen=True, slots=True, kw_only=True)
class WeOweFact:
    """An item that the store owes: promised for a day, and the day that the customer was told.
    `is_asked`: not from the sale, they asked for it on a contact."""

    item: str
    department: str
    status: WeOweStatus = "open"
    promised_on: date | None = None
    told_on: date | None = None
    owed_days: int = 0
    updated_on: date | None = None
    is_asked: bool = False
    is_perk: bool = False
    uses: int | None = None
    used: int = 0

    @property
    def counted_on(self) -> date | None:
        """The day that it is late against."""
        return counted_day(self.told_on, self.promised_on)

    @property
    def is_moved(self) -> bool:
        """Planned for another day than the one that they were told."""
        return None not in (self.told_on, self.promised_on) and self.told_on != self.promised_on

    @property
    def left(self) -> int:
        """How many of a perk they have not had yet; one where nobody counted."""
        return max((self.uses or 1) - self.used, 0)


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


@dataclass(frozen=True, slots=True)
class Heat:
    """An upset customer's case that they have not confirmed to be over."""

    cause: str
    state: str
    next_update_on: date | None
    opened_on: date
    owner: str


@dataclass(frozen=True, slots=True)
class Survey:
    """The maker's survey after the new car, as far as it has come."""

    state: str
    score: int | None = None
    discussed_on: date | None = None
    answered_on: date | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A fact asked of a desk that has not answered yet."""

    department: str
    by: str
    on: date


@dataclass(frozen=True, slots=True)
class Answer:
    """What a desk answered, not yet talked about with the customer."""

    department: str
    text: str
    by: str
    on: date


class Facts(NamedTuple):
    """What is known about a customer on the day of the contact. `kinds` are those due on the card;
    `discomfort` the neutral flags of the delivery; `anniversary_years` from the step's note.
    `tag_expires_on` is None where plates are given at the sale; `thanks` are the names that they
    gave and nobody thanked them for yet, each with its day."""

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
    tag_expires_on: date | None = None
    heat: Heat | None = None
    survey: Survey | None = None
    low_under: int = 0
    is_review_due: bool = False
    thanks: tuple[tuple[str, date], ...] = ()
    asked: tuple[Question, ...] = ()
    answers: tuple[Answer, ...] = ()
    last_talk: LastAttempt | None = None
    how_they_use_it: str = ""
    serviced_on: date | None = None
    born_on: date | None = None

    @property
    def days_since_delivery(self) -> int | None:
        """Whole days, or None without a delivery."""
        return None if self.delivered_on is None else (self.today - self.delivered_on).days
