"""What a desk may say about a thing that is owed, and what the promise is after it was said.

One rule for one item and for sixty pasted ones: the page shows before the save what the save does.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

STAGES = frozenset({"papers", "sent", "ordered", "arrived"})
_STAGES_OF = {"title": ("papers", "sent", "arrived"), "finance": ("papers",), "sales": ("ordered",)}
_STAGES_OF_PARTS = ("ordered", "arrived")
_SETTLES = {"settled": "done", "cancelled": "cancelled"}
CLOSED = frozenset(_SETTLES.values())
"""How a promise stands that nobody owes any more."""
_COME = {"": 0, "papers": 1, "sent": 2, "ordered": 2, "arrived": 3}  # how far each stage is
WAITING, MOVED, READY, SETTLED, CANCELLED = "waiting", "moved", "ready", "settled", "cancelled"


@dataclass(frozen=True)
class Standing:
    """How one promise stands."""

    status: str
    stage: str
    promised_on: date | None
    word: str

    @property
    def is_settled(self) -> bool:
        """Nobody owes it any more."""
        return self.status in CLOSED


@dataclass(frozen=True)
class Said:
    """What a desk says: an outcome, in words that the customer may hear, and by when."""

    outcome: str
    word: str = ""
    promised_on: date | None = None
    why: str = ""  # of something that is no longer owed


def outcomes_of(department: str, *, owed_by: str, is_perk: bool = False) -> tuple[str, ...]:
    """What can have happened to it, in the order of the page.

    Title and plates go by way of the state, parts by way of an order. What the customer owes us
    (a signature, the trade's title, a key) and what is used up bit by bit are never "ready".
    """
    if owed_by == "customer" or is_perk:
        return (WAITING, SETTLED, CANCELLED)
    return (WAITING, *_STAGES_OF.get(department, _STAGES_OF_PARTS), READY, SETTLED, CANCELLED)


def many_outcomes_of(department: str) -> tuple[str, ...]:
    """What one pasted list may say of all its lines; a reason to cancel is each one's own."""
    return (*_STAGES_OF.get(department, _STAGES_OF_PARTS), READY, MOVED, SETTLED)


def after(now: Standing, said: Said) -> Standing:
    """The promise once `said` is saved. Something settled stays as it is: it is not open again.

    A moved date leaves ready what is ready; empty words leave those that were said before.
    """
    if now.is_settled:
        return now
    word = said.word or now.word
    if said.outcome in _SETTLES:
        return replace(now, status=_SETTLES[said.outcome], word=word)
    promised_on = said.promised_on or now.promised_on
    if said.outcome == MOVED:
        return replace(now, promised_on=promised_on, word=word)
    status = "ready" if said.outcome == READY else "open"
    stage = said.outcome if said.outcome in STAGES else now.stage
    return Standing(status, stage, promised_on, word)


def is_back(before: Standing, became: Standing) -> bool:
    """Is it less far than it was: ready and now sent to the state, here and now ordered? It may be
    so, so it is pointed out and not refused. What is settled takes no step."""
    if before.is_settled or became.is_settled:
        return False
    return _come(became) < _come(before)


def _come(standing: Standing) -> int:
    return len(_COME) if standing.status == "ready" else _COME[standing.stage]


def missing(said: Said, *, was: date | None, today: date) -> tuple[tuple[str, str], ...]:
    """What must still be said with it, as (field of Said, what): "news" of what is waited for, the
    "day" of an order or of a new date, the reason "why" it is no longer owed, a day that is not
    "over", and why a date has "moved". `was` is the date that stood there; None where each of many
    has its own. What is settled needs no day, so none is looked at."""
    found = []
    outcome, day = said.outcome, said.promised_on
    if outcome == WAITING and not said.word:
        found.append(("word", "news"))
    if outcome in (MOVED, "ordered") and day is None:
        found.append(("promised_on", "day"))
    if outcome == CANCELLED and not said.why:
        found.append(("why", "why"))
    is_new = day is not None and day != was and outcome not in _SETTLES
    if is_new and day is not None and day < today:
        found.append(("promised_on", "over"))
    if (outcome == MOVED or (is_new and was is not None)) and not said.word:
        found.append(("word", "moved"))
    return tuple(found)


def is_slip(was: date | None, promised_on: date | None) -> bool:
    """Is this a later day than the one that was promised? An earlier one breaks no promise."""
    return was is not None and promised_on is not None and promised_on > was
