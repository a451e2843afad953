"""The lines that a start prints, each with the seconds since it began."""

import sys
import time
from typing import NoReturn

_began = time.monotonic()


def seconds() -> float:
    """Seconds since this program began."""
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
