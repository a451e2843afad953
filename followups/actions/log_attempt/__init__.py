"""Logging what happened on a contact: one transaction, exactly undoable."""

from followups.actions.log_attempt.details import (
    AlreadyLogged,
    LogDetails,
    LogRefused,
    NewPromise,
)
from followups.actions.log_attempt.record import log_attempt, log_contact

__all__ = ["AlreadyLogged", "LogDetails", "LogRefused", "NewPromise", "log_attempt", "log_contact"]
