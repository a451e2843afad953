"""The steps between running stores and a running DealerFollow: files, tables, demo."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

import psycopg2

from dealerfollow.embedded.assets import build_assets, collect_static
from dealerfollow.embedded.folders import PROJECT, Folders
from dealerfollow.embedded.progress import say
from dealerfollow.embedded.warm_manage import WarmManage


def manage(*words: str) -> list[str]:
    """The command line of a manage.py command."""
    return [sys.executable, str(PROJECT / "manage.py"), *words]


def prepare_files(env: Mapping[str, str]) -> dict[str, str]:
    """Build and gather the front-end files unless they are up to date; return `env` with where.

    They depend on the code and not on the data: every data folder uses the same.
    """
    target = Path(os.environ.get("STATIC_ROOT") or PROJECT / "var" / "static")
    env = {**env, "STATIC_ROOT": str(target)}
    build_assets(env)
    collect_static(env, target)
    return env


def prepare_data(
    folders: Folders, manage: WarmManage, env: Mapping[str, str], *, has_demo: bool
) -> None:
    """Make or update the tables, as their owner; put the demo group into an empty database.

    What the seed prints (who can sign in) is kept, so that every later start can print it again.
    """
    say("Updating the tables")
    manage.run("migrate", "--noinput", "-v", "0")
    if has_demo and is_empty(env):
        say("Writing the demo: two stores and 90 days of history")
        folders.demo.write_text(manage.run("seed"))


def is_empty(env: Mapping[str, str]) -> bool:
    """Whether nobody can sign in yet."""
    url = env.get("DATABASE_OWNER_URL") or os.environ["DATABASE_OWNER_URL"]
    with psycopg2.connect(url) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT NOT EXISTS (SELECT 1 FROM stores_user)")
        row = cursor.fetchone()
    connection.close()
    return bool(row and row[0])
