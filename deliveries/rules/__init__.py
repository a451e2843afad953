"""Decisions about sales that depend only on their arguments."""
