"""The card as the page draws it, and what the form and the log need of it."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from customers.models import Customer
from followups.models import FollowUp
from followups.queries.brief import BriefWords
from followups.queries.card_asks import CardAsks
from followups.queries.card_parts import NextTry, Said, Words
from followups.queries.known import OpenWeOwe
from followups.queries.reach import Reach
from followups.words.guidance import Guidance
from followups.words.heat import Chip
from followups.words.reasons import SpokenReason


@dataclass(frozen=True)
class CardPage:
    """The card as the page draws it, and what the form and the log need of it."""

    follow_up: FollowUp
    customer: Customer
    today: date  # the store's day on which it was shown
    rows: tuple[FollowUp, ...]  # what the card is about: ticked
    later: tuple[FollowUp, ...]  # due later, may be answered too: not ticked
    seen: int  # the newest attempt on this customer when the card was shown
    reach: Reach
    brief: BriefWords
    owes: tuple[OpenWeOwe, ...]
    chips: tuple[Chip, ...]
    co_buyers: tuple[Customer, ...]  # who bought with them, lives, and has not parted from them
    name: str
    banners: tuple[Words, ...]  # what happened around this customer that the caller must know
    used_reason: str  # what somebody else called with; this call needs another
    short_name: str
    cars: tuple[str, ...]  # each car that the call is about; many are counted
    delivered: str
    presence: Words | None
    last_said: Said | None
    next_tries: tuple[NextTry, ...]
    next_call: Words | None
    footnote: str
    guidance: Guidance
    picks: tuple[str, ...]  # reasons of the store, offered where nothing is on file
    why: tuple[str, ...]
    can_snooze: bool
    snoozes: int
    is_new_car: bool
    asks: CardAsks
    position: int
    total: int
    next_url: str
    next_id: int | None
    customer_url: str
    keep: str = ""  # what the address keeps from card to card

    @property
    def reasons(self) -> tuple[SpokenReason, ...]:
        """Why this call, at most three."""
        return self.brief.reasons

    def _url(self, name: str) -> str:
        """What is done on the card leads to the next one of what is asked for."""
        return reverse(f"followups:{name}", args=[self.follow_up.pk]) + self.keep

    @property
    def log_url(self) -> str:
        """Where the log is posted."""
        return self._url("log")

    @property
    def skip_url(self) -> str:
        """Where one goes past it; it stays due."""
        return self._url("skip")

    @property
    def snooze_url(self) -> str:
        """Where it is put off."""
        return self._url("snooze")

    @property
    def ask_url(self) -> str:
        """Where a desk is asked for a fact."""
        return self._url("ask-fact")

    @property
    def hand_off_url(self) -> str:
        """Where it is given to a manager."""
        return self._url("hand-off")

    @property
    def tap_url(self) -> str:
        """Where the tap on Call is noted."""
        return reverse("followups:tap", args=[self.follow_up.pk])

    @property
    def reasons_url(self) -> str:
        """The library of reasons of the card's store, which may not be the one on screen."""
        return f"{reverse('followups:reasons')}?stores={self.follow_up.store_id}"

    @property
    def why_url(self) -> str:
        """The chain of rules that made it due."""
        return reverse("followups:why", args=[self.follow_up.pk])

    @property
    def draft(self) -> str:
        """The name of the draft on this device."""
        return f"log:{self.follow_up.customer_id}"

    @property
    def needs_reason(self) -> bool:
        """No reason of value on file: the log asks for one."""
        return self.brief.needs_reason
