"""Functions that see across groups: each returns ids only, so that a sweep can open a scope.

They run as the owner of the tables (SECURITY DEFINER), whose own policy lets it see all rows;
only the application role may call them.
"""

from typing import Any

from django.conf import settings
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation


class FunctionStep(Operation):
    """A migration step that creates one database function and lets the application call it.

    `name` is with the types of its arguments, `sql` the CREATE OR REPLACE FUNCTION. Not RunPython,
    which first works out every model of that moment (0.1 s a step, and no function needs one).
    """

    reversible = True

    def __init__(self, name: str, sql: str) -> None:
        self.name, self.sql = name, sql

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Nothing: no model changes."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, *states: Any
    ) -> None:
        """Creates or replaces the function; only its owner and the application may call it."""
        app = schema_editor.quote_name(settings.APP_ROLE)
        schema_editor.execute(self.sql, params=None)
        schema_editor.execute(f"REVOKE ALL ON FUNCTION {self.name} FROM PUBLIC", params=None)
        schema_editor.execute(f"GRANT EXECUTE ON FUNCTION {self.name} TO {app}", params=None)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, *states: Any
    ) -> None:
        """Drops the function."""
        schema_editor.execute(f"DROP FUNCTION IF EXISTS {self.name}", params=None)


class DefinerFunction(FunctionStep):
    """A migration step that creates one SECURITY DEFINER function.

    `signature` is like "group_ids()", `returns` like "SETOF bigint", `body` one SQL query.
    """

    def __init__(self, signature: str, returns: str, body: str, language: str = "sql") -> None:
        super().__init__(
            _without_defaults(signature),
            f"CREATE OR REPLACE FUNCTION {signature} RETURNS {returns} LANGUAGE {language} "
            f"STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $df${body}$df$",
        )


def _without_defaults(signature: str) -> str:
    name, _, arguments = signature.partition("(")
    kept = [a.split(" DEFAULT ")[0].strip() for a in arguments.rstrip(")").split(",")]
    return f"{name}({', '.join(kept)})"
