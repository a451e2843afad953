"""A sold file from its bytes to deliveries: receive, check, start, import rows, purge."""

from deliveries.actions.import_file.receive import (
    change_columns,
    purge_import_content,
    receive_file,
    start_import,
)
from deliveries.actions.import_file.rows import (
    CHUNK,
    Counts,
    claim_batch,
    count_failure,
    import_rows,
)

__all__ = [
    "CHUNK",
    "Counts",
    "change_columns",
    "claim_batch",
    "count_failure",
    "import_rows",
    "purge_import_content",
    "receive_file",
    "start_import",
]
