"""Decisions about people and stores that depend only on their arguments."""
