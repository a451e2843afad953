"""Any contact that can be logged, asked for or not: who began it and how, and what it covers.

Source: decision 13 (an inbound call, a walk-in, the service drive, a text reply) and line 34 of the
product (notes, e-mails and letters are loggable contacts).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from followups.rules.merging import REACH, RELATIONSHIP_KINDS, Owed, gather
from followups.rules.outcomes import ONE_DAY_KINDS

STOPS: Mapping[str, str] = MappingProxyType(
    {"asked_to_stop_sales": "sales", "asked_to_stop_everything": "everything"}
)
"""What a form offers for a request to stop, and the scope of each."""


@dataclass(frozen=True, slots=True)
class Way:
    """How a contact came about. `outcomes` are on offer, the likeliest first; with `is_asked` it
    has to be picked, since nothing is likelier than the rest."""

    code: str
    is_inbound: bool
    outcomes: tuple[str, ...]
    is_asked: bool = False

    @property
    def default(self) -> str:
        """What happened when nothing else is said; "" when it has to be said."""
        return "" if self.is_asked else self.outcomes[0]


WAYS: Mapping[str, Way] = MappingProxyType(
    {
        way.code: way
        for way in (
            Way("they_called", True, ("spoke", "voicemail", "call_back", *STOPS)),
            Way("walked_in", True, ("met", *STOPS)),
            Way("service_drive", True, ("met", *STOPS)),
            Way("they_texted", True, ("text_answered", *STOPS)),
            Way("they_emailed", True, ("email_answered", *STOPS)),
            Way("they_wrote", True, ("sent", *STOPS)),
            Way(
                "i_called",
                False,
                (
                    "spoke",
                    "voicemail",
                    "no_answer",
                    "call_back",
                    "someone_else",
                    "wrong_number",
                    "stranger_stopped",
                    *STOPS,
                ),
                is_asked=True,
            ),
            Way("i_texted", False, ("texted", "text_answered")),
            Way("i_emailed", False, ("emailed", "email_answered")),
            Way("i_wrote", False, ("sent",)),
            Way("i_visited", False, ("met", *STOPS)),
        )
    }
)


def covered(rows: Iterable[Owed], *, today: date) -> tuple[Owed, ...]:
    """The open follow-ups that a contact of `today` answers unless told otherwise.

    What is due, and what keeps a person close within its merge reach (edge case 12): that one is
    made early. A birthday alone waits for its day, and a post-sale call or a promise for theirs:
    whoever spoke about it ticks it.
    """
    every = list(rows)
    due = [row for row in every if row.due_on <= today]
    later = [row for row in every if row.due_on > today]
    occasion = next((row for row in later if _is_occasion(row, today)), None)
    if occasion is not None:
        due, later = [*due, occasion], [row for row in later if row is not occasion]
    return tuple(row for row in gather(due, later, today=today).due if row.due_on <= today + REACH)


def _is_occasion(row: Owed, today: date) -> bool:
    is_close = row.kind in RELATIONSHIP_KINDS and row.kind not in ONE_DAY_KINDS
    return is_close and row.due_on <= today + REACH
