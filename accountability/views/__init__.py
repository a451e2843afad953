"""Screens of this app: one view, one screen or one file."""

from accountability.views.dashboard import dashboard
from accountability.views.misses import misses, misses_csv
from accountability.views.rows import rows, rows_csv
from accountability.views.table import table_csv

__all__ = ["dashboard", "misses", "misses_csv", "rows", "rows_csv", "table_csv"]
