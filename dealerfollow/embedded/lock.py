"""Who runs on a data folder: a file that its holder keeps locked, with pid and address inside."""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO

from dealerfollow.embedded.folders import Folders


@dataclass(frozen=True)
class Holder:
    """What the holder of a data folder says of itself. `env` is empty until its stores are up."""

    what: str
    pid: int
    address: str = ""
    env: dict[str, str] = field(default_factory=dict)


class Taken(Exception):
    """Another living process holds the data folder."""

    def __init__(self, holder: Holder | None) -> None:
        super().__init__(holder)
        self.holder = holder


class Lock:
    """The lock of a data folder. The kernel frees it when its holder dies, however it dies."""

    def __init__(self, folders: Folders) -> None:
        self.path = folders.lock
        self._file: IO[str] | None = None

    def take(self, what: str) -> None:
        """Take the lock. Raises Taken, with what the holder says of itself, when it is held."""
        file = self.path.open("a+", encoding="utf-8")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.close()
            raise Taken(read_holder(self.path)) from None
        self._file = file
        self.tell(Holder(what, os.getpid()))

    def tell(self, holder: Holder) -> None:
        """Write what others may read of us."""
        assert self._file is not None
        self._file.seek(0)
        self._file.truncate()
        json.dump(asdict(holder), self._file)
        self._file.flush()
        self.path.chmod(0o600)

    def free(self) -> None:
        """Free the lock. Safe to repeat."""
        if self._file is not None:
            self._file.truncate(0)
            self._file.close()
            self._file = None


def read_holder(path: Path) -> Holder | None:
    """What the holder wrote, or None while it has not."""
    try:
        return Holder(**json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


@contextmanager
def using_stores(folders: Folders) -> Iterator[None]:
    """Say that somebody uses the stores of `folders`, so that their holder does not stop them."""
    with folders.users.open("a") as file:
        fcntl.flock(file, fcntl.LOCK_SH)
        yield


def await_no_users(folders: Folders) -> None:
    """Wait until nobody uses the stores any more."""
    with folders.users.open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
