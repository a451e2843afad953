"""Runs one manage.py command after another: reads words from stdin, writes answers to stdout.

Each line in is a JSON list of words; each line out is `[exit code, what it printed]`. Ends with its
stdin, so it never outlives its parent (see warm_manage).
"""

import gc
import json
import os
import sys
import traceback
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO

import django
from django.core.management import execute_from_command_line


def load() -> None:
    """Load Django; the garbage collector need neither run meanwhile nor look at it ever after."""
    gc.disable()
    django.setup()
    gc.freeze()
    gc.enable()


def run(words: list[str]) -> tuple[int, str]:
    """Run one command as manage.py would; its exit code and all that it printed."""
    printed, code = StringIO(), 0
    with redirect_stdout(printed), redirect_stderr(printed):
        try:
            execute_from_command_line(["manage.py", *words])
        except SystemExit as ending:
            code = ending.code if isinstance(ending.code, int) else int(ending.code is not None)
        except Exception:
            traceback.print_exc()
            code = 1
    return code, printed.getvalue()


def main() -> None:
    """Load Django at once, then serve until stdin ends."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dealerfollow.settings")
    # Whatever a library writes past Python's own stdout must not come between the answers.
    with os.fdopen(os.dup(1), "w") as answers:
        os.dup2(2, 1)
        load()
        for line in sys.stdin:
            print(json.dumps(run(json.loads(line))), file=answers, flush=True)


if __name__ == "__main__":
    main()
