"""`bin/manage COMMAND …`: runs manage.py with its stores up, and returns its exit code."""

import os
import signal
import subprocess
import sys

from dealerfollow.embedded.borrow import stores_for
from dealerfollow.embedded.folders import folders_for
from dealerfollow.embedded.progress import Refused, leave, say
from dealerfollow.embedded.setup import has_tables, manage
from dealerfollow.embedded.supervisor import Stopped


def run_beside(command: list[str], env: dict[str, str]) -> int:
    """Run a command in our terminal and return its exit code; Ctrl-C and SIGTERM are its affair."""
    process = subprocess.Popen(command, env={**os.environ, **env})
    # A Python handler is not inherited, unlike SIG_IGN: the command itself still hears Ctrl-C.
    before = {signal.SIGINT: signal.signal(signal.SIGINT, lambda *_: None)}
    for number in (signal.SIGTERM, signal.SIGHUP):
        before[number] = signal.signal(number, lambda number, _: process.send_signal(number))
    code = process.wait()
    for number, handler in before.items():
        signal.signal(number, handler)
    return 128 - code if code < 0 else code


def make_tables(env: dict[str, str]) -> int:
    """Make the tables of a database of ours that has none yet; the exit code of migrate.

    Whoever begins with a command rather than with bin/start should not meet a missing table.
    """
    if "DATABASE_OWNER_URL" not in env or has_tables(env):
        return 0
    say("Making the tables")
    return run_beside(manage("migrate", "--noinput", "-v", "0"), env)


def main() -> None:
    """Run manage.py with the words of the command line; ends with its code."""
    command = manage(*sys.argv[1:])
    try:
        with stores_for(folders_for(), "bin/manage") as env:
            code = make_tables(env) or run_beside(command, env)
    except Refused as refused:
        leave(str(refused))
    except Stopped:
        code = 130
    raise SystemExit(code)


if __name__ == "__main__":
    main()
