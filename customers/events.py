"""What happens here that higher floors act on, in the same transaction."""

from dataclasses import dataclass
from datetime import datetime

from dealerfollow.lib.events import Event
from dealerfollow.stores.models import User

# (customer ids, now): somebody asked to stop, or a number turned out to be wrong
ways_changed: Event[tuple[list[int], datetime]] = Event("ways_changed")

# (customer ids, now): a birthday was learned, corrected or taken back
birthdays_changed: Event[tuple[list[int], datetime]] = Event("birthdays_changed")


@dataclass(frozen=True, slots=True)
class CustomersMerged:
    """`merged` was found to be the same person as `survivor`; also when that is taken back.

    `rows` are the ids of the merged row and of all that were merged into it before. `who_died`:
    when parted, the row with a death that may be either's; both are silent then (edge case 70).
    """

    survivor_id: int
    merged_id: int
    rows: tuple[int, ...]
    by: User | None
    now: datetime
    who_died: int | None = None


@dataclass(frozen=True, slots=True)
class CustomerDied:
    """One person died; `rows` are the ids of all their rows, who goes on first."""

    customer_id: int
    rows: tuple[int, ...]
    estate_contact: str
    by: User | None
    now: datetime


@dataclass(frozen=True, slots=True)
class DeathCorrected:
    """A death was recorded by mistake; `rows` are the ids of all rows of the person."""

    customer_id: int
    rows: tuple[int, ...]
    words: str
    by: User
    now: datetime


@dataclass(frozen=True, slots=True)
class MergeProposed:
    """Somebody says that two rows are one person, or that a merged row is another after all: a
    manager decides. `merged_id` is the other row."""

    customer_id: int
    merged_id: int
    is_parting: bool
    words: str
    by: User
    now: datetime


@dataclass(frozen=True, slots=True)
class StopCorrected:
    """A stop that nobody asked for was taken back in words. `customer_ids` are no longer bound."""

    stop_id: int
    asked_at: datetime
    customer_ids: tuple[int, ...]
    words: str
    by: User
    now: datetime


customers_merged: Event[CustomersMerged] = Event("customers_merged")
customers_unmerged: Event[CustomersMerged] = Event("customers_unmerged")
customer_died: Event[CustomerDied] = Event("customer_died")
registry_loaded: Event[tuple[int, datetime]] = Event("registry_loaded")
"""(group id, now): a new file of the national do-not-call registry is in force."""
death_corrected: Event[DeathCorrected] = Event("death_corrected")
merge_proposed: Event[MergeProposed] = Event("merge_proposed")
stop_corrected: Event[StopCorrected] = Event("stop_corrected")
