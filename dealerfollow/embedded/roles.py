"""The two roles, the database and the extensions that DealerFollow needs; their URLs."""

from pathlib import Path
from urllib.parse import quote

import psycopg2

OWNER = "dealerfollow_owner"
APP = "dealerfollow_app"
DATABASE = "dealerfollow"
EXTENSIONS = ("pg_trgm", "btree_gin", "unaccent")

# Neither may pass by a row-level policy. The owner makes test databases, the application none.
ROLES = {
    OWNER: "LOGIN CREATEDB NOSUPERUSER NOBYPASSRLS NOCREATEROLE",
    APP: "LOGIN NOCREATEDB NOSUPERUSER NOBYPASSRLS NOCREATEROLE",
}


def provision(run: Path, superuser: str) -> None:
    """Make roles, database and extensions that are missing. Changes nothing the second time.

    The extensions also go into template1, from which test databases are copied.
    """
    with _Session(run, superuser, "template1") as ask:
        for role, attributes in ROLES.items():
            known = ask(f"SELECT 1 FROM pg_roles WHERE rolname = '{role}'")
            ask(f"{'ALTER' if known else 'CREATE'} ROLE {role} {attributes}")
        _extend(ask)
        known = ask(f"SELECT 1 FROM pg_database WHERE datname = '{DATABASE}'")
    if not known:
        with _Session(run, superuser, "postgres") as ask:
            ask(f"CREATE DATABASE {DATABASE} OWNER {OWNER}")
    with _Session(run, superuser, DATABASE) as ask:
        _extend(ask)


def database_url(run: Path, role: str) -> str:
    """A libpq URL for `role`; the socket's folder is in the query, where its case survives."""
    return f"postgresql://{role}@/{DATABASE}?host={quote(str(run))}"


def _extend(ask: "_Session") -> None:
    for extension in EXTENSIONS:
        ask(f"CREATE EXTENSION IF NOT EXISTS {extension}")


class _Session:
    """Statements one by one, each its own transaction; calling it returns the rows, if any."""

    def __init__(self, run: Path, user: str, database: str) -> None:
        self.connection = psycopg2.connect(host=str(run), user=user, dbname=database)
        self.connection.autocommit = True

    def __enter__(self) -> "_Session":
        return self

    def __exit__(self, *_: object) -> None:
        self.connection.close()

    def __call__(self, sql: str) -> list[tuple[object, ...]]:
        with self.connection.cursor() as cursor:
            cursor.execute("SET client_min_messages = warning")
            cursor.execute(sql)
            return cursor.fetchall() if cursor.description else []
