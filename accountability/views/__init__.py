"""Screens of this app: one view, one screen or one file."""

from accountability.views.correct import correct
from accountability.views.dashboard import dashboard
from accountability.views.misses import misses, misses_csv
from accountability.views.one_miss import miss, review, void
from accountability.views.record import record
from accountability.views.rows import rows, rows_csv
from accountability.views.table import table_csv

__all__ = [
    "correct",
    "dashboard",
    "miss",
    "misses",
    "misses_csv",
    "record",
    "review",
    "rows",
    "rows_csv",
    "table_csv",
    "void",
]
