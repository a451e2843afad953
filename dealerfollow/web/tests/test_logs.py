"""A refused page is one line of the log; an error keeps its traceback."""

import logging
import sys

import pytest
from django.core.exceptions import PermissionDenied

from dealerfollow.web.logs import PlainRefusals


@pytest.mark.parametrize(("problem", "is_kept"), [(PermissionDenied(), False), (KeyError(), True)])
def test_only_a_refusal_loses_its_traceback(problem, is_kept):
    try:
        raise problem
    except Exception:
        found = sys.exc_info()
    record = logging.LogRecord("django.request", 30, "", 0, "Forbidden", (), found)

    assert PlainRefusals().filter(record)
    assert (record.exc_info is not None) == is_kept
