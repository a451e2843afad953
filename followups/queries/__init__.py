"""Reads of this app that others may use."""

from followups.queries.cadences import cadence_of, current_cadence

__all__ = ["cadence_of", "current_cadence"]
