"""The lines that a start prints, each with the seconds since it began."""

import os
import sys
import time
from typing import NoReturn

# When the person pressed Enter: bin/_setup says it, since making the environment comes before us.
# Taken out, so that no program we start counts from there too.
_given_at = float(os.environ.pop("DEALERFOLLOW_BEGAN_AT", "") or time.time())
_began = time.monotonic() - max(time.time() - _given_at, 0.0)


def seconds() -> float:
    """Seconds since the command was given."""
    return time.monotonic() - _began


def say(line: str) -> None:
    """Print one line of progress for a person. Output goes to stderr: stdout is for results."""
    print(f"[{seconds():5.1f} s] {line}", file=sys.stderr, flush=True)


class Refused(Exception):
    """The start cannot go on. The words say what to do about it."""


def leave(words: str, code: int = 1) -> NoReturn:
    """Print `words` and end the program with `code`."""
    print(words, file=sys.stderr, flush=True)
    raise SystemExit(code)
