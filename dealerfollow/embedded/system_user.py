"""PostgreSQL refuses to run as root: who runs it then, and which folders that user must pass."""

import os
import pwd
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dealerfollow.embedded.progress import Refused, say

CANDIDATES = ("postgres", "nobody")


@dataclass(frozen=True)
class Account:
    """A system user that a part runs as. `uid` and `gid` are None for "whoever started us"."""

    uid: int | None = None
    gid: int | None = None

    @property
    def owner(self) -> int:
        """The user id that the part's files must belong to."""
        return os.getuid() if self.uid is None else self.uid

    @property
    def for_popen(self) -> dict[str, Any]:
        """What subprocess takes to run a process as this account."""
        if self.uid is None:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}


def account_for_postgres() -> Account:
    """Ourselves, or a system user when we are root. Raises Refused when root finds none."""
    if os.getuid() != 0:
        return Account()
    for name in CANDIDATES:
        try:
            found = pwd.getpwnam(name)
        except KeyError:
            continue
        if found.pw_uid != 0:
            return Account(found.pw_uid, found.pw_gid)
    raise Refused(
        "PostgreSQL does not run as root, and there is no system user to run it as. "
        "Run: useradd --system postgres"
    )


def open_parents(path: Path, account: Account) -> None:
    """Let `account` pass through the closed parent folders of `path`, saying each one aloud.

    Adds only o+x (pass through, not list) and only as root; does nothing for ourselves.
    """
    if account.uid is None:
        return
    parents = reversed(path.resolve().parents)
    closed = [parent for parent in parents if not parent.stat().st_mode & stat.S_IXOTH]
    if closed:
        names = " ".join(map(str, closed))
        say(f"chmod o+x {names} : PostgreSQL runs as a system user and must pass through")
    for parent in closed:
        parent.chmod(stat.S_IMODE(parent.stat().st_mode) | stat.S_IXOTH)


def open_tree(top: Path, account: Account) -> None:
    """Make `top` and all below it readable to `account`, when an umask had closed it. Root only."""
    if account.uid is None or top.stat().st_mode & stat.S_IROTH:
        return
    say(f"chmod -R o+rX {top} : PostgreSQL runs as a system user and must read it")
    for path in [top, *top.rglob("*")]:
        mode = stat.S_IMODE(path.stat().st_mode) | stat.S_IROTH
        path.chmod(mode | stat.S_IXOTH if mode & stat.S_IXUSR else mode)
