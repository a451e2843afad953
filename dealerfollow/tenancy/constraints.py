"""Schema rules of a tenant table, written in `Meta.constraints` so that migrations carry them.

Django has no words for composite foreign keys and row-level security in 5.2, so each is a
constraint whose SQL is appended to the migration's deferred statements.
"""

from typing import Any

from django.conf import settings
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import BaseConstraint, Model

# Django runs whatever create_sql returns, also a None where a table has database defaults.
NOTHING_MORE = "SELECT 1"
CURRENT_GROUP = "NULLIF(current_setting('app.group_id', true), '')::bigint"
CURRENT_USER = "NULLIF(current_setting('app.user_id', true), '')::bigint"


class DeferredConstraint(BaseConstraint):
    """A constraint made by plain SQL at the end of the migration that adds it."""

    arguments: tuple[str, ...] = ()

    def statements(self, model: type[Model], quote: Any) -> list[str]:
        """The statements that put the rule in place."""
        raise NotImplementedError

    def removals(self, model: type[Model], quote: Any) -> list[str]:
        """The statements that take it away."""
        raise NotImplementedError

    def constraint_sql(
        self, model: type[Model] | None, schema_editor: BaseDatabaseSchemaEditor | None
    ) -> str:
        """Part of CREATE TABLE: nothing inline, the statements run at the end."""
        self.create_sql(model, schema_editor)
        return ""

    def create_sql(
        self, model: type[Model] | None, schema_editor: BaseDatabaseSchemaEditor | None
    ) -> str:
        """Defers the statements, since the table that a key points to may come later."""
        assert model is not None and schema_editor is not None
        for sql in self.statements(model, schema_editor.quote_name):
            schema_editor.deferred_sql.append(sql)
        return NOTHING_MORE

    def remove_sql(
        self, model: type[Model] | None, schema_editor: BaseDatabaseSchemaEditor | None
    ) -> str:
        """One string that takes the rule away."""
        assert model is not None and schema_editor is not None
        return ";".join(self.removals(model, schema_editor.quote_name))

    def validate(self, *args: Any, **kwargs: Any) -> None:
        """Left to the database: a form cannot know the other groups' rows."""

    def deconstruct(self) -> tuple[str, tuple[Any, ...], dict[str, Any]]:
        """For migrations: the class and its arguments."""
        path, args, kwargs = super().deconstruct()
        return path, tuple(args), {**kwargs, **{n: getattr(self, n) for n in self.arguments}}

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return self.deconstruct() == other.deconstruct()

    def __hash__(self) -> int:
        return hash((type(self), self.name))


class InGroup(DeferredConstraint):
    """Row-level security: a row is visible and writable only in its own group's scope.

    FORCEd, so it binds the owner too, who therefore gets a policy of its own: without it a data
    migration would touch 0 rows and say nothing. `column` is the group's column; `readable`
    is an extra SQL condition under which a row may be read (a user's own memberships).
    """

    arguments = ("column", "readable")

    def __init__(self, *, name: str, column: str = "group_id", readable: str = "") -> None:
        super().__init__(name=name)
        self.column, self.readable = column, readable

    def statements(self, model: type[Model], quote: Any) -> list[str]:
        """Two policies, three when some rows may be read from outside the group."""
        table, name, own = quote(model._meta.db_table), quote(self.name), quote(self.name + "_own")
        rule = f"{quote(self.column)} = {CURRENT_GROUP}"
        made = [
            f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
            f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
            f"CREATE POLICY {name} ON {table} USING ({rule}) WITH CHECK ({rule})",
            f"CREATE POLICY {own} ON {table} TO CURRENT_USER USING (true) WITH CHECK (true)",
        ]
        if self.readable:
            made.append(
                f"CREATE POLICY {quote(self.name + '_read')} ON {table} "
                f"FOR SELECT USING ({self.readable})"
            )
        return made

    def removals(self, model: type[Model], quote: Any) -> list[str]:
        """The policies go; security stays enabled, so that nothing becomes visible."""
        table = quote(model._meta.db_table)
        names = [self.name, self.name + "_own"] + ([self.name + "_read"] if self.readable else [])
        return [f"DROP POLICY {quote(name)} ON {table}" for name in names]


class SameGroup(DeferredConstraint):
    """A composite foreign key (group_id, field_id): a child cannot point into another group.

    Checked at once and not at COMMIT, where Django's usual deferred keys would surface after
    the view said 200. `on_delete` is SQL: "RESTRICT", "CASCADE" or "SET NULL" (which nulls the
    child's own column only, never the group).
    """

    arguments = ("field", "on_delete")

    def __init__(self, field: str, *, name: str, on_delete: str = "RESTRICT") -> None:
        super().__init__(name=name)
        self.field, self.on_delete = field, on_delete

    def statements(self, model: type[Model], quote: Any) -> list[str]:
        """One ALTER TABLE."""
        field: Any = model._meta.get_field(self.field)
        parent, column = field.remote_field.model._meta.db_table, quote(field.column)
        action = f"SET NULL ({column})" if self.on_delete == "SET NULL" else self.on_delete
        return [
            f"ALTER TABLE {quote(model._meta.db_table)} ADD CONSTRAINT {quote(self.name)} "
            f"FOREIGN KEY (group_id, {column}) REFERENCES {quote(parent)} (group_id, id) "
            f"ON DELETE {action} DEFERRABLE INITIALLY IMMEDIATE"
        ]

    def removals(self, model: type[Model], quote: Any) -> list[str]:
        """One ALTER TABLE."""
        return [f"ALTER TABLE {quote(model._meta.db_table)} DROP CONSTRAINT {quote(self.name)}"]


class AppendOnly(DeferredConstraint):
    """The application may add and read rows, never change or delete them."""

    def statements(self, model: type[Model], quote: Any) -> list[str]:
        """Takes two rights away from the application's role."""
        app = quote(settings.APP_ROLE)
        return [f"REVOKE UPDATE, DELETE ON {quote(model._meta.db_table)} FROM {app}"]

    def removals(self, model: type[Model], quote: Any) -> list[str]:
        """Gives them back."""
        app = quote(settings.APP_ROLE)
        return [f"GRANT UPDATE, DELETE ON {quote(model._meta.db_table)} TO {app}"]
