"""The shape of a cadence: touchpoints with offsets from an anchor, and the words they use."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

AnchorKind = Literal["delivery", "ownership", "birthday", "lease", "tag", "orphan"]
Channel = Literal["phone", "text", "email", "letter", "in_person"]
Condition = Literal["new", "used"]

ANCHOR_KINDS: tuple[AnchorKind, ...] = (
    "delivery",
    "ownership",
    "birthday",
    "lease",
    "tag",
    "orphan",
)
ENDS: frozenset[AnchorKind] = frozenset({"lease", "tag"})
"""Anchors that lie ahead: their touchpoints come before them."""
CHANNELS: tuple[Channel, ...] = ("phone", "text", "email", "letter", "in_person")
APPLIES_TO = ("both", "new", "used")
KINDS = (
    "post_sale",
    "satisfaction",
    "how_to",
    "check_in",
    "anniversary",
    "repurchase",
    "birthday",
    "lease",
    "plates",
    "introduction",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Touchpoint:
    """One row of a cadence: a contact owed some days *or* months from the anchor.

    `every_months` = 0 is owed once; otherwise it returns that often without end. A `deadline`
    falls on the previous open day instead of the next. `is_in_preferred_channel` lets the planner
    replace `channel` by the one that the customer prefers.
    """

    code: str
    kind: str
    channel: Channel
    tier: int
    offset_days: int | None = None
    offset_months: int | None = None
    every_months: int = 0
    deadline: bool = False
    applies_to: Literal["both", "new", "used"] = "both"
    is_in_preferred_channel: bool = False

    def applies(self, condition: Condition | None) -> bool:
        """Is it owed for a car of that condition? None asks for rows that do not depend on it."""
        return self.applies_to in ("both", condition)


@dataclass(frozen=True, slots=True)
class Cadence:
    """The ordered touchpoints of an anchor kind; none at all when the store turned it off."""

    anchor_kind: AnchorKind
    touchpoints: tuple[Touchpoint, ...]

    def position(self, code: str) -> int:
        """Where the touchpoint of that code stands. Raises UnknownTouchpointError."""
        for position, touchpoint in enumerate(self.touchpoints):
            if touchpoint.code == code:
                return position
        raise UnknownTouchpointError(f"the {self.anchor_kind} cadence has no touchpoint {code!r}")


class UnknownTouchpointError(LookupError):
    """A pointer names a touchpoint that its cadence does not have."""
