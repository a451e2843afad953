"""Writes of this app."""

from accountability.actions.sweep import DayNotEndedError, SweepResult, close_day

__all__ = ["DayNotEndedError", "SweepResult", "close_day"]
