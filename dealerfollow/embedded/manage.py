"""`bin/manage COMMAND …`: runs manage.py with its stores up, and returns its exit code."""

import os
import signal
import subprocess
import sys

from dealerfollow.embedded.borrow import stores_for
from dealerfollow.embedded.folders import PROJECT, folders_for
from dealerfollow.embedded.progress import Refused, leave
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


def main() -> None:
    """Run manage.py with the words of the command line; ends with its code."""
    command = [sys.executable, str(PROJECT / "manage.py"), *sys.argv[1:]]
    try:
        with stores_for(folders_for(), "bin/manage") as env:
            code = run_beside(command, env)
    except Refused as refused:
        leave(str(refused))
    except Stopped:
        code = 130
    raise SystemExit(code)


if __name__ == "__main__":
    main()
