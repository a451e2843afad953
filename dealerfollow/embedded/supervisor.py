"""The one parent: starts parts, restarts those that die, and stops all of them in order."""

import shutil
import signal
import time
from collections import Counter
from collections.abc import Callable
from types import FrameType
from typing import Any

from dealerfollow.embedded.folders import Folders
from dealerfollow.embedded.lock import Lock
from dealerfollow.embedded.part import Part
from dealerfollow.embedded.progress import say
from dealerfollow.embedded.reap import ORDER, STORES, reap

STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
FIRST_PAUSE = 0.5
LONGEST_PAUSE = 30.0
# A part that has lived this long had recovered: its next death begins the pauses anew.
STEADY_SECONDS = 60.0


class Stopped(BaseException):
    """Somebody asked us to stop (Ctrl-C, SIGTERM, a closed terminal)."""


class Supervisor:
    """Holds a data folder and the parts that run on it. Use it as a context manager.

    Entering takes the lock (raises lock.Taken) and ends what a killed parent left behind. Leaving
    stops every part: beat and worker, web, Valkey, PostgreSQL.
    """

    def __init__(self, folders: Folders, what: str) -> None:
        self.folders = folders
        self.lock = Lock(folders)
        self.what = what
        self.parts: list[Part] = []
        self.deaths: Counter[str] = Counter()
        self._before: dict[signal.Signals, Any] = {}
        self._due: dict[str, float] = {}
        self._pause: dict[str, float] = {}
        self._since: dict[str, float] = {}

    def __enter__(self) -> "Supervisor":
        self.lock.take(self.what)
        self._before = {
            number: signal.signal(number, _stop)
            for number in STOPPING
            # Under nohup a closed terminal must not stop us.
            if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN
        }
        reap(self.folders)
        return self

    def __exit__(self, *_: object) -> None:
        for number in STOPPING:
            signal.signal(number, signal.SIG_IGN)
        if self.parts:
            say("Stopping")
        ordered = sorted(self.parts, key=lambda part: ORDER.index(part.name))
        self.dismiss(*(part.name for part in ordered if part.name not in STORES))
        for part in ordered:
            part.stop()
        shutil.rmtree(self.folders.run, ignore_errors=True)
        self.lock.free()
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def start(self, part: Part) -> None:
        """Start a part and watch it from now on."""
        self.parts.append(part)
        part.start()

    def dismiss(self, *names: str) -> None:
        """Ask parts to stop that are not needed any more, and wait for nothing."""
        for part in self.parts:
            if part.name in names:
                part.ask_to_stop()

    def watch(self, until: Callable[[], bool] = lambda: False) -> None:
        """Restart parts that die, with a growing pause, until `until()` or a request to stop."""
        while not until():
            for part in self.parts:
                self._look_after(part, time.monotonic())
            time.sleep(0.2)

    def _look_after(self, part: Part, now: float) -> None:
        if part.is_running or part.is_asked:
            return
        if part.name not in self._due:
            self.deaths[part.name] += 1
            lived = now - self._since.get(part.name, now)
            pause = self._pause.get(part.name, 0) * 2 if lived < STEADY_SECONDS else 0
            self._pause[part.name] = min(max(pause, FIRST_PAUSE), LONGEST_PAUSE)
            self._due[part.name] = now + self._pause[part.name]
            say(
                f"{part.name} ended ({_ending(part)}); starting it again in "
                f"{self._pause[part.name]:g} s. Its log: {part.log}"
            )
        elif now >= self._due[part.name]:
            del self._due[part.name]
            self._since[part.name] = now
            part.start()
            say(f"{part.name} was started again")


def _ending(part: Part) -> str:
    code = part.process.returncode if part.process else None
    return f"signal {-code}" if code is not None and code < 0 else f"exit code {code}"


def _stop(number: int, frame: FrameType | None) -> None:
    # A second Ctrl-C must not break the stopping that the first one began.
    for each in STOPPING:
        signal.signal(each, signal.SIG_IGN)
    raise Stopped
