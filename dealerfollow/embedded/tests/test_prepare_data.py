"""The demo is written into an empty database, and anew when its writing was interrupted."""

import os
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.db import connection

from dealerfollow.embedded.folders import Folders, folders_for
from dealerfollow.embedded.progress import Refused
from dealerfollow.embedded.setup import has_tables, prepare_data

SIGN_IN = "sam@copperline.example\n"


class Commands:
    """Notes which commands were run; the seed may be interrupted."""

    def __init__(self, *, fails: bool = False) -> None:
        self.run_so_far: list[tuple[str, ...]] = []
        self.fails = fails

    def run(self, *words: str) -> str:
        self.run_so_far.append(words)
        if words[0] == "seed" and self.fails:
            raise Refused("interrupted")
        return SIGN_IN

    def seeds(self) -> list[tuple[str, ...]]:
        return [words for words in self.run_so_far if words[0] == "seed"]


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    return folders_for(tmp_path)


@pytest.fixture
def env(transactional_db) -> dict[str, str]:
    """How to reach the test database, as the owner of its tables."""
    return {"DATABASE_OWNER_URL": owner_of(str(connection.settings_dict["NAME"]))}


def owner_of(database: str) -> str:
    """The address of a database, as its owner."""
    return urlunsplit(urlsplit(os.environ["DATABASE_OWNER_URL"])._replace(path=f"/{database}"))


def test_an_empty_database_gets_the_demo_once(folders, env):
    commands = Commands()

    prepare_data(folders, commands, env, has_demo=True)

    assert commands.seeds() == [("seed",)]
    assert folders.demo.read_text() == SIGN_IN
    assert not folders.demo_begun.exists()


def test_nobody_who_wants_none_gets_it(folders, env):
    commands = Commands()

    prepare_data(folders, commands, env, has_demo=False)

    assert commands.seeds() == [] and not folders.demo.exists()


def test_an_interrupted_demo_is_written_anew(folders, env, django_user_model):
    with pytest.raises(Refused):
        prepare_data(folders, Commands(fails=True), env, has_demo=True)
    django_user_model.objects.create_user("half@written.example", "x", name="Half")
    commands = Commands()

    prepare_data(folders, commands, env, has_demo=True)

    assert commands.seeds() == [("seed", "--reset")]
    assert folders.demo.exists() and not folders.demo_begun.exists()


def test_a_database_with_people_is_left_alone(folders, env, django_user_model):
    django_user_model.objects.create_user("own@store.example", "x", name="Own")
    commands = Commands()

    prepare_data(folders, commands, env, has_demo=True)

    assert commands.seeds() == []


def test_it_is_known_whether_there_are_tables(env):
    assert has_tables(env)
    assert not has_tables({"DATABASE_OWNER_URL": owner_of("postgres")})
