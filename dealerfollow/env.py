"""Typed readers for the environment: every missing or nonsensical value is named at once."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import parse_qsl, unquote, urlsplit

T = TypeVar("T")
TRUE, FALSE = {"1", "true", "yes", "on"}, {"0", "false", "no", "off", ""}


class BadEnvironment(SystemExit):
    """Raised once, with all problems; a SystemExit so that no traceback hides the words."""


class Environment:
    """Reads typed values and collects what is wrong until `finish` is called.

    A reader that meets a bad value records the problem and returns a harmless
    stand-in, so that one start names every mistake instead of the first.
    """

    def __init__(self, values: Mapping[str, str] | None = None) -> None:
        self.values = os.environ if values is None else values
        self.problems: list[str] = []

    def read(self, name: str, convert: Callable[[str], T], default: T | None, words: str) -> Any:
        """The converted value, the default when unset, or a recorded problem."""
        raw = self.values.get(name, "").strip()
        if not raw:
            if default is None:
                self.problems.append(f"{name} is missing: set it to {words}.")
            return default
        try:
            return convert(raw)
        except (ValueError, KeyError):
            self.problems.append(f"{name} is {raw[:40]!r}: it should be {words}.")
            return default

    def text(self, name: str, default: str | None = None, *, words: str = "some text") -> str:
        """A non-empty string."""
        return self.read(name, str, default, words) or ""

    def flag(self, name: str, *, default: bool) -> bool:
        """True or False, from 1/0, true/false, yes/no, on/off."""
        return bool(self.read(name, _flag, default, "true or false"))

    def number(self, name: str, default: int, *, low: int, high: int) -> int:
        """An int between low and high, both allowed."""

        def convert(raw: str) -> int:
            if not low <= int(raw) <= high:
                raise ValueError(raw)
            return int(raw)

        return int(self.read(name, convert, default, f"a number from {low} to {high}"))

    def words(self, name: str, default: str = "") -> list[str]:
        """A list from a comma-separated value."""
        return [w.strip() for w in self.values.get(name, default).split(",") if w.strip()]

    def folder(self, name: str, default: Path) -> Path:
        """An absolute path; the folder itself need not exist yet."""
        return Path(self.values.get(name) or default).expanduser().resolve()

    def database(self, name: str) -> dict[str, Any]:
        """Django database settings from postgresql://user:password@host:port/name?host=/socket."""
        found = self.read(name, database_settings, None, "a postgresql:// address")
        return dict(found or {"ENGINE": "django.db.backends.postgresql", "NAME": ""})

    def finish(self) -> None:
        """Raises BadEnvironment with one line per problem, if there was any."""
        if self.problems:
            lines = "\n".join(f"  - {p}" for p in self.problems)
            raise BadEnvironment(
                f"The settings cannot be used:\n{lines}\n.env.example explains each of them; "
                "bin/start and bin/manage set all of them for a trial."
            )


def _flag(raw: str) -> bool:
    if raw.lower() in TRUE:
        return True
    if raw.lower() in FALSE:
        return False
    raise ValueError(raw)


def database_settings(url: str) -> dict[str, Any]:
    """Django's dictionary for a PostgreSQL address; raises ValueError for anything else."""
    parts = urlsplit(url)
    name = unquote(parts.path.lstrip("/"))
    if parts.scheme not in {"postgresql", "postgres"} or not name:
        raise ValueError(url)
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", unquote(parts.hostname or "")),
        "PORT": str(query.pop("port", parts.port or "")),
        "OPTIONS": query,
    }
