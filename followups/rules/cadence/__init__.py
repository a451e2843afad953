"""Which touchpoints are owed from an anchor: the default cadences and a store's own rows."""

from followups.rules.cadence.defaults import (
    DEFAULT_CADENCES,
    DEFAULT_REPURCHASE_MONTHS,
    default_cadence,
)
from followups.rules.cadence.rows import CadenceError, RowProblem, cadence_from_rows, to_rows
from followups.rules.cadence.shape import (
    ANCHOR_KINDS,
    APPLIES_TO,
    CHANNELS,
    ENDS,
    KINDS,
    AnchorKind,
    Cadence,
    Channel,
    Condition,
    Touchpoint,
    UnknownTouchpointError,
)

__all__ = [
    "ANCHOR_KINDS",
    "APPLIES_TO",
    "CHANNELS",
    "DEFAULT_CADENCES",
    "DEFAULT_REPURCHASE_MONTHS",
    "ENDS",
    "KINDS",
    "AnchorKind",
    "Cadence",
    "CadenceError",
    "Channel",
    "Condition",
    "RowProblem",
    "Touchpoint",
    "UnknownTouchpointError",
    "cadence_from_rows",
    "default_cadence",
    "to_rows",
]
