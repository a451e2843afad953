"""Functions that see across groups: each returns ids only, so that a sweep can open a scope.

They run as the owner of the tables (SECURITY DEFINER), whose own policy lets it see all rows;
only the application role may call them.
"""

from django.conf import settings
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


class DefinerFunction(migrations.RunPython):
    """A migration step that creates one SECURITY DEFINER function.

    `signature` is like "group_ids()", `returns` like "SETOF bigint", `body` one SQL query.
    """

    def __init__(self, signature: str, returns: str, body: str, language: str = "sql") -> None:
        def create(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
            app = schema_editor.quote_name(settings.APP_ROLE)
            names = _without_defaults(signature)
            schema_editor.execute(
                f"CREATE OR REPLACE FUNCTION {signature} RETURNS {returns} LANGUAGE {language} "
                f"STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $df${body}$df$",
                params=None,
            )
            schema_editor.execute(f"REVOKE ALL ON FUNCTION {names} FROM PUBLIC", params=None)
            schema_editor.execute(f"GRANT EXECUTE ON FUNCTION {names} TO {app}", params=None)

        def drop(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
            names = _without_defaults(signature)
            schema_editor.execute(f"DROP FUNCTION IF EXISTS {names}", params=None)

        super().__init__(create, drop)


def _without_defaults(signature: str) -> str:
    name, _, arguments = signature.partition("(")
    kept = [a.split(" DEFAULT ")[0].strip() for a in arguments.rstrip(")").split(",")]
    return f"{name}({', '.join(kept)})"
