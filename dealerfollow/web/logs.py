"""What stands in the log: a refusal is one line, so that errors can be found."""

import logging

from django.core.exceptions import PermissionDenied


class PlainRefusals(logging.Filter):
    """Takes the traceback off a page that was refused: it went as it should."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Lets every record pass."""
        if record.exc_info and isinstance(record.exc_info[1], PermissionDenied):
            record.exc_info = None
        return True
