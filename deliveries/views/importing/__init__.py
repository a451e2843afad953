"""The import wizard: one step a module."""

from deliveries.views.importing.checking import check, problems
from deliveries.views.importing.mapping import columns
from deliveries.views.importing.receiving import batch, upload
from deliveries.views.importing.running import progress, start

__all__ = ["batch", "check", "columns", "problems", "progress", "start", "upload"]
