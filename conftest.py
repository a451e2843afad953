"""Tests run on real PostgreSQL as the application role; the owner makes the database."""

import gc
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.management.commands import flush
from pytest_django import fixtures

pytest_plugins = ["dealerfollow.testing.fixtures"]
OWNER_KEYS = ("USER", "PASSWORD", "HOST", "PORT")
PHONE_BELOW = 600  # pixels
OTHER_LOOKS = {(False, "dark"), (True, "light")}


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--long`: as many random histories as the nightly run plays."""
    parser.addoption("--long", action="store_true", help="500 histories, every look of a page")
    parser.addoption("--histories", type=int, help="the number of the first of them")


def pytest_configure() -> None:
    """A fast password hasher (the real one costs a second each), and static files as they are."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # The live server finds static files by their own names; hashed ones it would not find.
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    # Each client of a test makes the middleware anew: looking at every static file each time was a
    # seventh of the time of a page's test.
    settings.WHITENOISE_AUTOREFRESH = True
    # A run of tests that make their rows by a fixture of their own asks for no database by pytest's
    # names. It would be given the one beside which it was started, and empty it.
    vars(fixtures)["_get_databases_for_setup"] = lambda items: ({"default"}, set())
    # After each test that commits, Django would make its content types and permissions anew, in
    # half of the time that emptying the tables takes. Nobody here asks for them.
    vars(flush)["emit_post_migrate_signal"] = lambda *told, **more: None


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A page has four looks: two sizes, two themes. The usual run sees each size and each theme of
    it once, the light desktop and the dark phone; the long run, and a test asked for by its name,
    all four. Of several workers each begins with its share of the long tests."""
    if not (config.getoption("--long") or any("::" in asked for asked in config.args)):
        left_out = [item for item in items if _look(item) in OTHER_LOOKS]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in set(left_out)]
    workers = getattr(config, "workerinput", {}).get("workercount", 1)
    if workers > 1:
        items[:] = _long_ones_first(items, workers)


def _long_ones_first(items: list[pytest.Item], workers: int) -> list[pytest.Item]:
    """Each worker is given a stretch of the whole: the long tests stood in the last one, and at the
    end one worker played them while the others had nothing left."""
    long = [item for item in items if any(map(item.get_closest_marker, ("slow", "browser")))]
    known = set(long)
    short = [item for item in items if item not in known]
    size = -(-len(short) // workers)
    return [
        item
        for n in range(workers)
        for item in (*long[n::workers], *short[n * size : (n + 1) * size])
    ]


def _look(item: pytest.Item) -> tuple[bool, str] | None:
    """Whether it is a phone, and the theme; None for a test that is not told both."""
    told = getattr(getattr(item, "callspec", None), "params", {})
    if "size" not in told or "theme" not in told:
        return None
    return told["size"][0] < PHONE_BELOW, told["theme"]


def pytest_collection_finish() -> None:
    """What is loaded now stays: looking at it again and again took a sixth of the rules' time."""
    gc.freeze()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None,
) -> None:
    """The owner creates the test database, so that it owns its tables."""
    from django.db import connection

    for key in OWNER_KEYS:
        connection.settings_dict[key] = settings.DATABASE_OWNER[key]


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: object) -> Iterator[None]:
    """After migrating, everything runs as the application role; at the end the owner drops it."""
    from django.db import connection

    app = {**settings.DATABASE_APPLICATION}
    connection.close()
    for key in OWNER_KEYS:
        connection.settings_dict[key] = app[key]
    yield
    connection.close()
    for key in OWNER_KEYS:
        connection.settings_dict[key] = settings.DATABASE_OWNER[key]
