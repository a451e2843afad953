"""The steps between running stores and a running DealerFollow: files, tables, demo."""

import os
import sys
from collections.abc import Mapping
from contextlib import closing
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

    What the seed prints (who can sign in) is kept, so that every later start can print it again. A
    demo that was interrupted is written anew.
    """
    say("Updating the tables")
    manage.run("migrate", "--noinput", "-v", "0")
    is_half_written = folders.demo_begun.exists()
    if has_demo and (is_half_written or is_empty(env)):
        say("Writing the demo: two stores and 90 days of history (about a minute)")
        folders.demo_begun.touch()
        folders.demo.write_text(manage.run("seed", *(["--reset"] if is_half_written else [])))
        folders.demo_begun.unlink()


def is_empty(env: Mapping[str, str]) -> bool:
    """Whether nobody can sign in yet."""
    return _ask(env, "SELECT NOT EXISTS (SELECT 1 FROM stores_user)")


def has_tables(env: Mapping[str, str]) -> bool:
    """Whether the tables were ever made."""
    return _ask(env, "SELECT to_regclass('django_migrations') IS NOT NULL")


def _ask(env: Mapping[str, str], question: str) -> bool:
    url = env.get("DATABASE_OWNER_URL") or os.environ["DATABASE_OWNER_URL"]
    with closing(psycopg2.connect(url)) as connection, connection.cursor() as cursor:
        cursor.execute(question)
        row = cursor.fetchone()
    return bool(row and row[0])
