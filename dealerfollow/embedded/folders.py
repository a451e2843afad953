"""Where the files of one installation lie: its data folder, and the run folder of its sockets."""

import hashlib
import os
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]


class RunFolderRefused(Exception):
    """The run folder exists and belongs to somebody else."""


@dataclass(frozen=True)
class Folders:
    """The paths of one installation. Two installations share nothing when their `data` differs."""

    data: Path

    @property
    def mark(self) -> str:
        """Names this installation: eight hexadecimal digits of the data folder's full path."""
        return hashlib.sha256(str(self.data).encode()).hexdigest()[:8]

    @property
    def run(self) -> Path:
        """The folder of the sockets.

        Short whatever the clone's path, because a socket's path may have 104 characters at most.
        """
        return Path(tempfile.gettempdir()) / f"df-{os.getuid()}-{self.mark}"

    @property
    def postgres(self) -> Path:
        """The database files."""
        return self.data / "pg"

    @property
    def valkey(self) -> Path:
        """The broker's append-only file."""
        return self.data / "valkey"

    @property
    def beat(self) -> Path:
        """Beat's schedule file."""
        return self.data / "beat"

    @property
    def logs(self) -> Path:
        """The parts' logs, one file each."""
        return self.data / "log"

    @property
    def lock(self) -> Path:
        """Who runs on this data (see lock)."""
        return self.data / "running.json"

    @property
    def users(self) -> Path:
        """Locked by those who borrow the stores (see borrow)."""
        return self.data / "in-use.lock"

    @property
    def demo(self) -> Path:
        """Who can sign in to the demo, as the seed printed it."""
        return self.data / "demo.txt"

    @property
    def demo_begun(self) -> Path:
        """There while the demo is written, so that an interrupted one is noticed."""
        return self.data / "demo.begun"

    @property
    def secret_key(self) -> Path:
        """The trial secret key."""
        return self.data / "secret_key"


def folders_for(data: str | os.PathLike[str] | None = None) -> Folders:
    """The folders for `data`, else for DEALERFOLLOW_DATA, else for `var/` in the project.

    Makes the data folder and its plain subfolders; safe to call again.
    """
    path = Path(data or os.environ.get("DEALERFOLLOW_DATA") or "var")
    folders = Folders((PROJECT / path.expanduser()).resolve())
    for folder in (folders.data, folders.logs, folders.valkey, folders.beat):
        folder.mkdir(parents=True, exist_ok=True)
    return folders


def make_run_folder(folders: Folders, owner: int) -> Path:
    """Make the run folder, mode 0700 and owned by user id `owner`, and return it.

    PostgreSQL and Valkey trust whoever reaches their sockets, so this folder's mode is their lock.
    Raises RunFolderRefused when the path is taken by somebody else's folder or by a link.
    """
    run = folders.run
    try:
        run.mkdir(mode=0o700)
    except FileExistsError:
        found = run.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid not in {os.getuid(), owner}:
            raise RunFolderRefused(
                f"{run} exists and is not ours. Remove it, or set TMPDIR to another folder."
            ) from None
    os.chown(run, owner, -1)
    run.chmod(0o700)
    return run
