"""Tables: whoever holds a person's data is walled by tenant, linked within it, and says how long it is kept."""

import pytest
from django.apps import apps
from django.db import connection, models

from stegvis.people.constraints import CompositeFK
from stegvis.people.models import Retention
from tests.architecture.source import ROOMS

# Public tables that belong to an organisation but hold nobody's data.
PUBLIC = {
    *("people_team", "care_offer", "people_session", "people_organisationkey", "people_logindoor"),
    *("library_searchentry", "library_searchword"),
}
pytestmark = pytest.mark.django_db


def ours() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model._meta.app_label in ROOMS]


def tenanted() -> list[type[models.Model]]:
    return [
        model
        for model in ours()
        if any(field.column == "organisation_id" for field in model._meta.concrete_fields)
        and model._meta.db_table not in PUBLIC
    ]


def test_every_table_with_an_organisation_is_behind_forced_row_level_security() -> None:
    """ENABLED alone lets the owner through; a table with neither shows every tenant to every other."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid "
            "where c.relkind = 'r' and a.attname = 'organisation_id' and c.relnamespace = 'public'::regnamespace "
            "and not (c.relrowsecurity and c.relforcerowsecurity)"
        )
        open_tables = {row[0] for row in cursor.fetchall()} - PUBLIC
    assert open_tables == set()


def test_every_policy_is_loud() -> None:
    """A quiet policy turns a forgotten tenant into an empty page. Only memberships have one, for log-in."""
    with connection.cursor() as cursor:
        cursor.execute("select tablename, qual from pg_policies where qual like '%true%'")
        quiet = {row[0] for row in cursor.fetchall()}
    assert quiet == {"people_membership"}


def test_links_between_tenanted_tables_carry_the_organisation() -> None:
    """A plain foreign key ignores row-level security and would tell whether a row exists elsewhere."""
    wrong = []
    known = {model._meta.db_table for model in tenanted()}
    for model in tenanted():
        composite = {one.field for one in model._meta.constraints if isinstance(one, CompositeFK)}
        for field in model._meta.concrete_fields:
            if isinstance(field, models.ForeignKey) and field.related_model._meta.db_table in known:
                is_history = model._meta.db_table.endswith("event")
                if field.db_constraint or (field.name not in composite and not is_history):
                    wrong.append(f"{model._meta.label}.{field.name}")
    assert wrong == []


def test_every_table_names_its_retention_and_its_sensitive_fields() -> None:
    silent = []
    for model in ours():
        if model._meta.db_table.endswith("event") and hasattr(model, "pgh_tracked_model"):
            continue
        retention = getattr(model, "retention", None)
        columns = {field.name for field in model._meta.get_fields()}
        if not isinstance(retention, Retention) or not set(getattr(model, "sensitive", ())) <= columns:
            silent.append(model._meta.label)
    assert silent == []


def test_what_is_sealed_is_named_as_sensitive() -> None:
    missing = [
        f"{model._meta.label}.{field.name}"
        for model in ours()
        if not hasattr(model, "pgh_tracked_model")
        for field in model._meta.concrete_fields
        if field.name.endswith("sealed") and field.name not in getattr(model, "sensitive", ())
        and field.name != "correction_reason_sealed"
    ]  # fmt: skip
    assert missing == []


@pytest.mark.parametrize("table", ["people_accessentry", "people_seal", "people_accessreader", "safety_alertsignal"])
def test_the_application_cannot_change_what_is_append_only(table: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select has_table_privilege('stegvis_app', %s, 'UPDATE'), "
            "has_table_privilege('stegvis_app', %s, 'DELETE'), "
            "has_table_privilege('stegvis_app', %s, 'INSERT')",
            [table, table, table],
        )
        assert cursor.fetchone() == (False, False, True)


def test_histories_are_append_only_for_the_application() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select relname from pg_class where relname like '%%event' and relkind = 'r' "
            "and relname <> 'network_event' and relnamespace = 'public'::regnamespace "
            "and relname not like 'procrastinate%%' and relname not like 'pgh%%' "
            "and (has_table_privilege('stegvis_app', oid, 'UPDATE') "
            "or has_table_privilege('stegvis_app', oid, 'DELETE'))"
        )
        assert cursor.fetchall() == []


def test_there_is_nothing_that_slips_past_row_level_security() -> None:
    """Materialised views are never filtered, and a SECURITY DEFINER function reads as its owner."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select c.relname from pg_class c where c.relkind = 'm' union all "
            "select p.proname from pg_proc p where p.prosecdef and p.pronamespace = 'public'::regnamespace union all "
            "select c.relname from pg_class c where c.relkind = 'v' and c.relnamespace in "
            "('public'::regnamespace, 'registration'::regnamespace) "
            "and not coalesce(array_to_string(c.reloptions, ',') like '%security_invoker=true%', false)"
        )
        assert cursor.fetchall() == []
