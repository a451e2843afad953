"""The stores come up with what the project needs, and keep what they acknowledged."""

import os
import stat
import time

import psycopg2
import pytest

from dealerfollow.embedded import valkey
from dealerfollow.embedded.folders import Folders, RunFolderRefused
from dealerfollow.embedded.progress import Refused
from dealerfollow.embedded.reap import left_behind
from dealerfollow.embedded.stores_up import start_stores, trial_secret_key
from dealerfollow.embedded.supervisor import Supervisor


def rows(url: str, sql: str) -> list[tuple[object, ...]]:
    connection = psycopg2.connect(url)
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchall() if cursor.description else []
    finally:
        connection.close()


ATTRIBUTES = "SELECT current_user, rolsuper, rolbypassrls, rolcreatedb FROM pg_roles"
EXTENSIONS = "SELECT extname FROM pg_extension WHERE extname <> 'plpgsql' ORDER BY 1"


def test_a_first_start_gives_two_plain_roles_and_the_extensions_and_leaves_nothing(
    folders: Folders,
) -> None:
    with Supervisor(folders, "a test") as supervisor:
        env = start_stores(folders, supervisor.parts, is_forgetful=True)
        app, owner = env["DATABASE_URL"], env["DATABASE_OWNER_URL"]

        mine = f"{ATTRIBUTES} WHERE rolname = current_user"
        assert rows(app, mine) == [("dealerfollow_app", False, False, False)]
        assert rows(owner, mine) == [("dealerfollow_owner", False, False, True)]
        wanted = [("btree_gin",), ("pg_trgm",), ("unaccent",)]
        assert rows(app, EXTENSIONS) == wanted
        rows(owner, "CREATE DATABASE made_by_a_test")
        copy = owner.replace("/dealerfollow?", "/made_by_a_test?")
        assert rows(copy, EXTENSIONS) == wanted
        assert env["REDIS_URL"] == f"redis+socket://{folders.run}/valkey.sock"
        assert valkey.is_answering(valkey.socket_path(folders))
        assert stat.S_IMODE(folders.run.stat().st_mode) == 0o700

    assert left_behind(folders) == {}
    assert not folders.run.exists()


def test_a_killed_postgres_is_started_again_and_keeps_what_it_acknowledged(
    folders: Folders, capsys: pytest.CaptureFixture[str]
) -> None:
    with Supervisor(folders, "a test") as supervisor:
        env = start_stores(folders, supervisor.parts)
        owner = env["DATABASE_OWNER_URL"]
        rows(owner, "CREATE TABLE kept (word text)")
        rows(owner, "INSERT INTO kept VALUES ('acknowledged')")
        postgres = next(part for part in supervisor.parts if part.name == "PostgreSQL")
        assert postgres.process is not None
        postgres.process.kill()
        until = time.monotonic() + 15

        def is_back() -> bool:
            try:
                return bool(rows(owner, "SELECT word FROM kept"))
            except psycopg2.OperationalError:
                return time.monotonic() > until

        postgres.process.wait()
        supervisor.watch(is_back)

        assert rows(owner, "SELECT word FROM kept") == [("acknowledged",)]
    assert "PostgreSQL ended (signal 9); starting it again in 0.5 s" in capsys.readouterr().err


def test_only_what_no_url_names_is_brought_up(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://app@db/one")
    monkeypatch.setenv("DATABASE_OWNER_URL", "postgresql://owner@db/one")

    with Supervisor(folders, "a test") as supervisor:
        env = start_stores(folders, supervisor.parts, is_forgetful=True)
        names = [part.name for part in supervisor.parts]

    assert names == ["Valkey"]
    assert "DATABASE_URL" not in env


def test_a_database_without_its_owner_is_refused(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://app@db/one")

    with pytest.raises(Refused, match="DATABASE_OWNER_URL is not"):
        start_stores(folders, [])


def test_somebody_elses_run_folder_is_refused(folders: Folders) -> None:
    folders.run.symlink_to(folders.data)
    try:
        with pytest.raises(RunFolderRefused, match="is not ours"):
            start_stores(folders, [])
    finally:
        folders.run.unlink()


def test_data_of_another_postgres_version_is_refused_with_words(folders: Folders) -> None:
    folders.postgres.mkdir()
    (folders.postgres / "PG_VERSION").write_text("9.6\n")

    with (
        Supervisor(folders, "a test") as supervisor,
        pytest.raises(Refused, match=r"was written by PostgreSQL 9\.6"),
    ):
        start_stores(folders, supervisor.parts)


def test_the_trial_secret_key_is_made_once_and_only_its_owner_reads_it(folders: Folders) -> None:
    first = trial_secret_key(folders)

    assert trial_secret_key(folders) == first
    assert len(first) >= 50
    assert stat.S_IMODE(os.stat(folders.secret_key).st_mode) == 0o600
