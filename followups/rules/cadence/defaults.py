"""The default cadences of product.md; every row can be changed by a store."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from followups.rules.cadence.shape import ANCHOR_KINDS, AnchorKind, Cadence, Touchpoint

DEFAULT_REPURCHASE_MONTHS = 48
"""People buy again every three to five years: a store's own estimate replaces it."""


def default_cadence(
    anchor_kind: AnchorKind, *, repurchase_months: int = DEFAULT_REPURCHASE_MONTHS
) -> Cadence:
    """The cadence of product.md for an anchor kind.

    A purchase anniversary is no row of its own by default: it always falls on the day of a
    six-month check-in, which then carries it as a note, so that nobody is asked twice on one day
    and one call not made is one miss. A store that wants its own (a letter, say) adds a row of
    kind "anniversary".
    """
    rows: tuple[Touchpoint, ...]
    if anchor_kind == "delivery":
        rows = _DELIVERY
    elif anchor_kind == "ownership":
        rows = (_CHECK_IN, _repurchase(repurchase_months))
    elif anchor_kind == "birthday":
        rows = (_BIRTHDAY,)
    elif anchor_kind == "tag":
        rows = (_PLATES,)
    elif anchor_kind == "orphan":
        rows = _INTRODUCTIONS
    else:
        rows = _LEASE
    return Cadence(anchor_kind, rows)


_DELIVERY = (
    Touchpoint(code="post_sale", kind="post_sale", channel="phone", tier=1, offset_days=2),
    Touchpoint(code="satisfaction", kind="satisfaction", channel="phone", tier=1, offset_days=7),
    Touchpoint(
        code="how_to",
        kind="how_to",
        channel="phone",
        tier=2,
        offset_days=30,
        is_in_preferred_channel=True,
    ),
    Touchpoint(
        code="check_in_90",
        kind="check_in",
        channel="phone",
        tier=2,
        offset_days=90,
        is_in_preferred_channel=True,
    ),
)
_CHECK_IN = Touchpoint(
    code="check_in",
    kind="check_in",
    channel="phone",
    tier=2,
    offset_months=6,
    every_months=6,
    is_in_preferred_channel=True,
)
_BIRTHDAY = Touchpoint(
    code="birthday", kind="birthday", channel="text", tier=2, offset_months=12, every_months=12
)
_LEASE = tuple(
    Touchpoint(
        code=f"lease_{days}",
        kind="lease",
        channel="phone",
        tier=1,
        offset_days=-days,
        deadline=True,
    )
    for days in (180, 90, 30)
)

# Before the tag expires, not on its last day.
_PLATES = Touchpoint(
    code="plates", kind="plates", channel="phone", tier=1, offset_days=-1, deadline=True
)

# Their salesperson left: who takes over says so, and comes back twice (edge case 74).
_INTRODUCTIONS = tuple(
    Touchpoint(
        code="introduction" if days == 0 else f"introduction_{days}",
        kind="introduction",
        channel="phone",
        tier=2,
        offset_days=days,
        is_in_preferred_channel=True,
    )
    for days in (0, 3, 30)
)


def _repurchase(months: int) -> Touchpoint:
    return Touchpoint(
        code="repurchase", kind="repurchase", channel="phone", tier=2, offset_months=months
    )


DEFAULT_CADENCES: Mapping[str, Cadence] = MappingProxyType(
    {kind: default_cadence(kind) for kind in ANCHOR_KINDS}
)
