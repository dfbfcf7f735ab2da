"""Database constraints of a tenant: row-level security, composite keys, append-only tables.

Owns the DDL and nothing else; models name these in `Meta.constraints`, so that migrations carry them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import models
from django.db.backends.ddl_references import Statement
from django.db.migrations.operations.base import Operation
from django.db.models.constraints import BaseConstraint


class _Ddl(BaseConstraint):
    """A constraint made of plain SQL that runs once its tables exist, and undone by its opposite."""

    def make(self, model: type[models.Model]) -> str:
        raise NotImplementedError

    def unmake(self, model: type[models.Model]) -> str:
        raise NotImplementedError

    def constraint_sql(self, model: Any, schema_editor: Any) -> None:  # type: ignore[override]
        schema_editor.deferred_sql.append(self.make(model))

    def create_sql(self, model: Any, schema_editor: Any) -> Any:
        return Statement(_verbatim(self.make(model)))

    def remove_sql(self, model: Any, schema_editor: Any) -> Any:
        return Statement(_verbatim(self.unmake(model)))

    def validate(self, *args: Any, **kwargs: Any) -> None:
        """The database decides; a form cannot see another tenant's rows."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Ddl) and self.deconstruct() == other.deconstruct()

    def __hash__(self) -> int:
        return hash((type(self), self.name))


def _verbatim(sql: str) -> str:
    return sql.replace("%", "%%")


class TenantPolicy(_Ddl):
    """Row-level security, enabled and forced: a row is visible only inside its organisation.

    Loud: without `stegvis.organisation` every read and write raises, because an empty page that
    should have shown an alert is a clinical hazard (facts/ground.md §3).
    """

    def make(self, model: type[models.Model]) -> str:
        table = model._meta.db_table
        inside = "organisation_id = (select current_setting('stegvis.organisation')::uuid)"
        return (
            f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;"
            f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY;"
            f"CREATE POLICY {self.name} ON {table} USING ({inside}) WITH CHECK ({inside})"
        )

    def unmake(self, model: type[models.Model]) -> str:
        table = model._meta.db_table
        return (
            f"DROP POLICY {self.name} ON {table};"
            f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY;"
            f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY"
        )


class MembershipPolicy(TenantPolicy):
    """The one quiet policy: at log-in a person may see own memberships before an organisation is chosen."""

    def make(self, model: type[models.Model]) -> str:
        table = model._meta.db_table
        inside = "organisation_id = nullif(current_setting('stegvis.organisation', true), '')::uuid"
        own = "user_id = nullif(current_setting('stegvis.user', true), '')::uuid"
        return (
            f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;"
            f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY;"
            f"CREATE POLICY {self.name} ON {table} USING ({inside} OR {own}) WITH CHECK ({inside})"
        )


class CompositeFK(_Ddl):
    """`(organisation_id, field_id)` points at `(organisation_id, id)` of another table.

    A link to another tenant's row is refused by the database at commit, even past the ORM.
    """

    def __init__(self, *, name: str, field: str, to: str) -> None:
        self.field, self.to = field, to
        super().__init__(name=name)

    def deconstruct(self) -> Any:
        path, _, kwargs = super().deconstruct()
        return path, (), {**kwargs, "field": self.field, "to": self.to}

    def make(self, model: type[models.Model]) -> str:
        target = model._meta.apps.get_model(self.to)._meta.db_table
        return (
            f"ALTER TABLE {model._meta.db_table} ADD CONSTRAINT {self.name} "
            f"FOREIGN KEY (organisation_id, {self.field}_id) REFERENCES {target} (organisation_id, id) "
            "DEFERRABLE INITIALLY DEFERRED"
        )

    def unmake(self, model: type[models.Model]) -> str:
        return f"ALTER TABLE {model._meta.db_table} DROP CONSTRAINT {self.name}"

    def create_sql(self, model: Any, schema_editor: Any) -> None:  # type: ignore[override]
        # At the end of the migration: the key it points at may be added by a later operation.
        schema_editor.deferred_sql.append(self.make(model))


class AppendOnly(_Ddl):
    """The application may add rows and read them; it can neither change nor delete one."""

    def make(self, model: type[models.Model]) -> str:
        return f"REVOKE UPDATE, DELETE, TRUNCATE ON {model._meta.db_table} FROM stegvis_app"

    def unmake(self, model: type[models.Model]) -> str:
        return f"GRANT UPDATE, DELETE ON {model._meta.db_table} TO stegvis_app"


class Storage(_Ddl):
    """A fill factor below 100 leaves room on the page, so that saved items stay heap-only updates."""

    def __init__(self, *, name: str, fillfactor: int) -> None:
        self.fillfactor = fillfactor
        super().__init__(name=name)

    def deconstruct(self) -> Any:
        path, _, kwargs = super().deconstruct()
        return path, (), {**kwargs, "fillfactor": self.fillfactor}

    def make(self, model: type[models.Model]) -> str:
        return f"ALTER TABLE {model._meta.db_table} SET (fillfactor = {self.fillfactor})"

    def unmake(self, model: type[models.Model]) -> str:
        return f"ALTER TABLE {model._meta.db_table} RESET (fillfactor)"


class Aside(_Ddl):
    """Long columns lie beside the table, so that a scan of many rows reads few pages; `kept` stay in the row."""

    def __init__(self, *, name: str, kept: Sequence[str]) -> None:
        self.kept = tuple(kept)
        super().__init__(name=name)

    def deconstruct(self) -> Any:
        path, _, kwargs = super().deconstruct()
        return path, (), {**kwargs, "kept": self.kept}

    def make(self, model: type[models.Model]) -> str:
        return self._stored(model, "SET (toast_tuple_target = 640)", "main")

    def unmake(self, model: type[models.Model]) -> str:
        return self._stored(model, "RESET (toast_tuple_target)", "extended")

    def _stored(self, model: type[models.Model], target: str, storage: str) -> str:
        table = model._meta.db_table
        kept = (f"ALTER TABLE {table} ALTER COLUMN {column} SET STORAGE {storage}" for column in self.kept)
        return ";".join([f"ALTER TABLE {table} {target}", *kept])


def tenant(table: str, **links: str) -> list[Any]:
    """The constraints every table with person data has; `links` are field="app.Model"."""
    return [
        TenantPolicy(name=f"{table}_tenant"),
        models.UniqueConstraint(fields=("organisation", "id"), name=f"{table}_key"),
        *(CompositeFK(name=f"{table}_{field}_link", field=field, to=to) for field, to in links.items()),
    ]


class Together(Operation):
    """Constraints, indexes and triggers of one migration, with the models rendered once.

    Django renders every related model again after each of them, and here all tables are related: the first
    set-up of a database took three times as long. What is done in the database is the same.
    """

    def __init__(self, operations: list[Operation]) -> None:
        self.operations = operations

    def deconstruct(self) -> Any:
        return type(self).__name__, (self.operations,), {}

    def state_forwards(self, app_label: str, state: Any) -> None:
        state.__dict__.pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for operation in reversed(self.operations):
            operation.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return f"Add {len(self.operations)} constraints, indexes and triggers"
