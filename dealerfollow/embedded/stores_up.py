"""Brings up the stores that the environment does not name, and says how to reach them."""

import os
import secrets

from dealerfollow.embedded import roles
from dealerfollow.embedded.folders import Folders, make_run_folder
from dealerfollow.embedded.part import Part
from dealerfollow.embedded.postgres import await_postgres, prepare_postgres
from dealerfollow.embedded.progress import Refused
from dealerfollow.embedded.system_user import account_for_postgres
from dealerfollow.embedded.valkey import await_valkey, prepare_valkey, valkey_url


def missing_stores() -> tuple[bool, bool]:
    """Whether PostgreSQL and whether Valkey must be brought up, since no URL names them.

    Raises Refused when DATABASE_URL is set without DATABASE_OWNER_URL.
    """
    has_database = bool(os.environ.get("DATABASE_URL"))
    if has_database and not os.environ.get("DATABASE_OWNER_URL"):
        raise Refused(
            "DATABASE_URL is set and DATABASE_OWNER_URL is not. Set both (the second is the role "
            "that owns the tables), or neither to have PostgreSQL brought up for you."
        )
    return not has_database, not os.environ.get("REDIS_URL")


def environment(folders: Folders) -> dict[str, str]:
    """How to reach the stores that are brought up for `folders`: known before they run.

    Raises Refused as `missing_stores` does.
    """
    needs_postgres, needs_valkey = missing_stores()
    env = {
        "DEALERFOLLOW_DATA": str(folders.data),
        "SECRET_KEY": os.environ.get("SECRET_KEY") or trial_secret_key(folders),
    }
    if needs_postgres:
        env["DATABASE_URL"] = roles.database_url(folders.run, roles.APP)
        env["DATABASE_OWNER_URL"] = roles.database_url(folders.run, roles.OWNER)
    if needs_valkey:
        env["REDIS_URL"] = valkey_url(folders)
    return env


def start_stores(
    folders: Folders, parts: list[Part], *, is_forgetful: bool = False
) -> dict[str, str]:
    """Start what is missing, adding each started part to `parts`; return the environment for it.

    `parts` is filled as they start, so that a caller can stop them whatever happens in between.
    """
    needs_postgres, needs_valkey = missing_stores()
    make_run_folder(folders, account_for_postgres().owner)
    if needs_valkey:
        valkey = prepare_valkey(folders, is_forgetful=is_forgetful)
        parts.append(valkey)
        valkey.start()
    if needs_postgres:
        postgres = prepare_postgres(folders, is_forgetful=is_forgetful)
        parts.append(postgres)
        postgres.start()
        await_postgres(postgres, folders)
    if needs_valkey:
        await_valkey(valkey, folders)
    return environment(folders)


def trial_secret_key(folders: Folders) -> str:
    """The secret key of this data folder, made at the first call. Readable by its owner only."""
    path = folders.secret_key
    if not path.exists():
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(48))
    return path.read_text().strip()
