"""The small parts of a card, and what asks for one."""

from dataclasses import dataclass

from followups.models import FollowUp


@dataclass(frozen=True)
class Words:
    """A title and a line under it."""

    title: str
    words: str


@dataclass(frozen=True)
class Said:
    """What somebody said, and who, when."""

    words: str
    source: str


@dataclass(frozen=True)
class NextTry:
    """What an unreached try leads to."""

    outcome: str
    title: str
    words: str


@dataclass(frozen=True)
class Asked:
    """Which follow-up a card was asked for, and what finds the rest of the card."""

    pk: int
    customer_id: int
    store_id: int
    owner_id: int

    @classmethod
    def of(cls, row: FollowUp) -> "Asked":
        """From the row itself."""
        return cls(row.pk, row.customer_id, row.store_id, row.owner_id)
