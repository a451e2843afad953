"""One process that we start, watch and stop: a store, the web server, the worker or beat."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from dealerfollow.embedded.system_user import Account

MARK = "DEALERFOLLOW_MARK"
PART = "DEALERFOLLOW_PART"

# What a part is told to end by, and for how many seconds we wait before the next, harder one.
POLITE = ((signal.SIGTERM, 10.0),)
POSTGRES = ((signal.SIGINT, 15.0), (signal.SIGQUIT, 5.0))


@dataclass
class Part:
    """A process in its own session, so that Ctrl-C in a terminal reaches only its parent.

    Every part carries MARK and PART in its environment: that is how a later start finds what a
    killed parent left behind.
    """

    name: str
    command: Sequence[str]
    log: Path
    mark: str
    env: Mapping[str, str] = field(default_factory=dict)
    account: Account = field(default_factory=Account)
    farewell: Sequence[tuple[signal.Signals, float]] = POLITE
    process: subprocess.Popen[bytes] | None = None
    is_asked: bool = field(default=False, init=False)

    def start(self) -> None:
        """Start the process; its output is added to the log."""
        with self.log.open("ab") as log:
            self.is_asked = False
            self.process = subprocess.Popen(
                self.command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                cwd="/" if self.account.uid is not None else None,
                env={**os.environ, **self.env, MARK: self.mark, PART: self.name},
                **self.account.for_popen,
            )

    @property
    def is_running(self) -> bool:
        """Whether it was started and has not ended."""
        return self.process is not None and self.process.poll() is None

    def ask_to_stop(self) -> None:
        """Send the polite signal and wait for nothing, so that several can end at once."""
        if self.process is not None and self.is_running and not self.is_asked:
            self.process.send_signal(self.farewell[0][0])
            self.is_asked = True

    def stop(self) -> None:
        """End the process: politely, then harder, and at last its whole group. Safe to repeat."""
        if self.process is None:
            return
        for place, (number, patience) in enumerate(self.farewell):
            if not self.is_running:
                break
            if place or not self.is_asked:
                self.process.send_signal(number)
            try:
                self.process.wait(patience)
            except subprocess.TimeoutExpired:
                continue
        # Children that outlived their parent (a worker's pool) share its group.
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def last_words(self, lines: int = 12) -> str:
        """The end of the log, for a person who must find out why the part ended."""
        try:
            text = self.log.read_text(errors="replace")
        except OSError:
            return ""
        return "\n".join(text.splitlines()[-lines:])


def wait_until(ready: Callable[[], bool], part: Part, seconds: float) -> bool:
    """Ask `ready()` until it is true; False when `part` ended or `seconds` went by."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if ready():
            return True
        if not part.is_running:
            return False
        time.sleep(0.05)
    return False
