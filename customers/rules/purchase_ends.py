"""Somebody bought: which unsold prospects end with it, who is told, and who is only asked.

Pure rules for edge cases 47, 48 and 49 and decision 9. A purchase ends the prospects of those who
signed, in every store of the group; a relative's purchase only proposes it, whatever number they
share.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class Purchase:
    """A sale as it was learned of. `signers` are the customer ids of buyer and co-buyer."""

    store_id: int
    signers: frozenset[int]
    salesperson_id: int | None
    learned_at: datetime
    phones: frozenset[str] = frozenset()
    household: frozenset[int] = frozenset()


@dataclass(frozen=True, kw_only=True)
class WorkingProspect:
    """A prospect who has not bought yet, of any store of the group."""

    prospect_id: int
    customer_id: int
    store_id: int
    owner_id: int | None
    phones: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Ended:
    """Ends now, together with its open follow-ups. `tells` is who worked on it and did not sell.

    Whose credit it is, is not for software to say: both names stay on record (edge case 48).
    """

    prospect_id: int
    tells: int | None
    is_sister_store: bool


@dataclass(frozen=True)
class Asked:
    """Stays as it is; its owner (a manager without one) is asked "same household?"."""

    prospect_id: int
    asks: int | None


def ends_with(
    purchase: Purchase, prospects: Iterable[WorkingProspect]
) -> tuple[list[Ended], list[Asked]]:
    """What the purchase ends and what it only asks about; a stranger's prospect is in neither.

    Asking twice about the same purchase gives the same answer.
    """
    ended, asked = [], []
    for one in prospects:
        if one.customer_id in purchase.signers:
            tells = one.owner_id if one.owner_id != purchase.salesperson_id else None
            ended.append(Ended(one.prospect_id, tells, one.store_id != purchase.store_id))
        elif one.customer_id in purchase.household or one.phones & purchase.phones:
            asked.append(Asked(one.prospect_id, one.owner_id))
    return ended, asked


@dataclass(frozen=True)
class BoughtMeanwhile:
    """The card was shown before the purchase was learned of: answered with 409 (edge case 47).

    The talk itself goes on the timeline if there was one; no prospect follow-up is answered by it.
    """

    store_id: int
    salesperson_id: int | None
    keeps_talk: bool


def conflict_of_log(
    customer_id: int, *, shown_at: datetime, is_talk: bool, purchases: Iterable[Purchase]
) -> BoughtMeanwhile | None:
    """The newest purchase of this customer that their unsold card did not show; None without."""
    newer = [p for p in purchases if customer_id in p.signers and p.learned_at > shown_at]
    if not newer:
        return None
    last = max(newer, key=lambda p: p.learned_at)
    return BoughtMeanwhile(last.store_id, last.salesperson_id, is_talk)
