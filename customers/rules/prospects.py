"""A lead arrives: is it a prospect that we know, or a new one?

Pure rules for edge cases 52 and 55. One customer is one working prospect per store, however many
sites send them; a lost one stays lost, and who returns begins anew with the old one linked.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

State = Literal["working", "paused", "save_a_deal", "sold", "lost", "stopped"]
UNDER_WAY: frozenset[str] = frozenset({"working", "paused", "save_a_deal"})


@dataclass(frozen=True)
class Lead:
    """As a site sent it; `source_id` is the site's own id for it, "" when it gives none."""

    store_id: int
    customer_id: int
    source: str
    source_id: str
    received_at: datetime


@dataclass(frozen=True, kw_only=True)
class KnownProspect:
    """What is on file. `received_at` is when the first lead came: the clock and the cadence run
    from it."""

    prospect_id: int
    store_id: int
    customer_id: int
    state: State
    received_at: datetime
    sources: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True)
class SameProspect:
    """The lead is of this prospect; `adds_source` is False when this very lead came before.

    Neither the answer clock nor the cadence begins again: they run from `clock_from`.
    """

    prospect_id: int
    adds_source: bool
    clock_from: datetime


@dataclass(frozen=True)
class NewProspect:
    """A prospect of its own; `returns` is the earlier one it links to, which keeps its state."""

    returns: int | None
    clock_from: datetime


def placed(lead: Lead, known: Iterable[KnownProspect]) -> SameProspect | NewProspect:
    """Where the lead belongs. Safe to ask twice: the same lead is never taken for a second one."""
    mine = [
        one
        for one in known
        if one.customer_id == lead.customer_id and one.store_id == lead.store_id
    ]
    told = (lead.source, lead.source_id)
    repeated = [one for one in mine if lead.source_id and told in one.sources]
    under_way = [one for one in mine if one.state in UNDER_WAY]
    if found := repeated or under_way:
        same = max(found, key=_newest)
        return SameProspect(same.prospect_id, told not in same.sources, same.received_at)
    before = max(mine, key=_newest, default=None)
    return NewProspect(before.prospect_id if before else None, lead.received_at)


def _newest(one: KnownProspect) -> tuple[datetime, int]:
    return one.received_at, one.prospect_id
