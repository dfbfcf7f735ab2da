"""Tenancy, with real transactions: row-level security and composite keys hold without any help from the code."""

from __future__ import annotations

import uuid

import psycopg
import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from stegvis.care.models import Episode, Goal
from stegvis.definitions import clock
from stegvis.people.models import Membership, Person
from stegvis.people.queries.memberships import teams_of
from stegvis.people.tenancy import enter, system_actor, working_in
from tests.clinic import make_clinic, refer_someone
from tests.conftest import Clone


def test_nothing_set_is_an_error_never_an_empty_page(clone: Clone) -> None:
    """An empty alert list is a clinical hazard, so a forgotten tenant must be loud."""
    clinic = make_clinic()
    refer_someone(clinic.solvik)
    with pytest.raises(DatabaseError), transaction.atomic():
        Episode.objects.count()


def test_the_tenant_ends_with_the_transaction(clone: Clone) -> None:
    clinic = make_clinic()
    refer_someone(clinic.solvik)
    with working_in(clinic.solvik.organisation):
        assert Episode.objects.count() == 1
    with pytest.raises(DatabaseError), transaction.atomic():
        Episode.objects.count()


def test_a_tenant_can_only_be_set_inside_a_transaction(clone: Clone) -> None:
    clinic = make_clinic()
    with pytest.raises(RuntimeError, match="inside a transaction"):
        enter(system_actor(clinic.solvik.organisation))


def test_one_organisation_reads_and_writes_nothing_of_another(clone: Clone) -> None:
    clinic = make_clinic()
    episode = refer_someone(clinic.solvik)
    with working_in(clinic.fjordbyen.organisation):
        assert not Episode.objects.filter(pk=episode.pk).exists()
        assert Episode.objects.filter(pk=episode.pk).update(municipality="0000") == 0
        with connection.cursor() as cursor:
            cursor.execute("select count(*) from people_identity")
            assert cursor.fetchone() == (0,)
    with pytest.raises(DatabaseError, match="row-level security"), working_in(clinic.fjordbyen.organisation):
        Person.objects.create(
            organisation_id=clinic.solvik.organisation_id, gender="female", language="nb", created_at=clock.now()
        )


def test_a_row_cannot_point_into_another_organisation(clone: Clone) -> None:
    """A plain foreign key would take it, and would also tell whether the row exists."""
    clinic = make_clinic()
    episode = refer_someone(clinic.solvik)
    for pointed_at in (episode.pk, uuid.uuid4()):
        own = refer_someone(clinic.fjordbyen)
        goal = Goal(
            organisation=clinic.fjordbyen.organisation,
            person_id=own.person_id,
            episode_id=pointed_at,
            text_sealed=b"x",
            set_at=clock.now(),
        )
        with pytest.raises(IntegrityError, match="care_goal_episode_link"), working_in(clinic.fjordbyen.organisation):
            goal.save()


def test_the_application_is_neither_owner_nor_above_the_policies(clone: Clone) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select current_user, rolsuper, rolbypassrls from pg_roles where rolname = current_user")
        assert cursor.fetchone() == ("stegvis_app", False, False)
        cursor.execute("select count(*) from pg_tables where tableowner = 'stegvis_app'")
        assert cursor.fetchone() == (0,)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("alter table care_episode no force row level security")


def test_the_owner_is_forced_too_unless_it_bypasses(clone: Clone, owner_connection: psycopg.Connection) -> None:  # type: ignore[type-arg]
    """Backups and migrations need every row; they are done as the owner, who never serves a request."""
    clinic = make_clinic()
    refer_someone(clinic.solvik)
    assert owner_connection.execute("select count(*) from care_episode").fetchone() == (1,)


def test_somebody_sees_own_memberships_everywhere_and_nobody_else_s(clone: Clone) -> None:
    clinic = make_clinic()
    assert [team.slug for team in teams_of(clinic.therapist.pk)] == ["solvik"]
    assert {team.slug for team in teams_of(clinic.administrator.pk)} == {"solvik", "havna"}
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select set_config('stegvis.user', %s, true)", [str(clinic.therapist.pk)])
        assert set(Membership.objects.values_list("user_id", flat=True)) == {clinic.therapist.pk}
        with pytest.raises(DatabaseError), transaction.atomic():
            Membership.objects.create(
                organisation=clinic.solvik.organisation, user=clinic.therapist, role="lead",
                since=clock.today("Europe/Oslo"),
            )  # fmt: skip
