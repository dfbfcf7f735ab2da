"""Consent to studies: who may say yes, that it can always be taken back, and that nothing of it is lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from stegvis.definitions import clock
from stegvis.people.actions.study import (
    can_consent_to_study,
    can_open_study,
    can_withdraw_from_study,
    close_study,
    consent_to_study,
    open_study,
    withdraw_from_study,
)
from stegvis.people.models import Denied, NotFound, Study, StudyConsent
from stegvis.people.queries.studies import own_studies, own_study, studies_of
from tests.clinic import Clinic, acting, actor, again, client_actor, inside, make_clinic, refer_someone
from tests.unit.exchange.test_export_study import NEW, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def clinic() -> Iterator[Clinic]:
    made = make_clinic()
    with inside(made.solvik_organisation):
        yield made


def opened(clinic: Clinic, **changed: object) -> Study:
    by = actor(clinic.administrator, clinic.solvik)
    with acting(by):
        return open_study(by=by, new=replace(NEW, **changed))


def test_lead_and_administrator_open_studies_and_nobody_else(clinic: Clinic) -> None:
    may = {user for user in (clinic.lead, clinic.administrator, clinic.therapist, clinic.manager, clinic.coordinator)
           if can_open_study(by=actor(user, clinic.solvik))}  # fmt: skip
    assert may == {clinic.lead, clinic.administrator}
    with pytest.raises(Denied):
        open_study(by=actor(clinic.therapist, clinic.solvik), new=NEW)


@pytest.mark.parametrize(
    "changed",
    [
        {"titles": {}},
        {"information": {"en": "Words"}},
        {"last": NEW.first - timedelta(days=1)},
        {"instruments": ()},
        {"instruments": ("nope",)},
        {"approval": " "},
    ],
)
def test_a_study_that_is_not_whole_is_not_opened(clinic: Clinic, changed: dict[str, object]) -> None:
    with pytest.raises(Denied):
        opened(clinic, **changed)
    assert not Study.objects.exists()


def test_a_short_name_is_taken_once(clinic: Clinic) -> None:
    """The command finds the study by it."""
    opened(clinic)
    with pytest.raises(Denied):
        opened(clinic)


def test_a_yes_is_taken_back_and_given_again_and_all_of_it_is_kept(clinic: Clinic) -> None:
    study, person = opened(clinic), refer_someone(clinic.solvik).person
    own = client_actor(person)
    values = {"study_id": study.pk, "person_id": person.pk}
    with acting(own):
        first = consent_to_study(by=own, given_on=TODAY, **values)
        assert consent_to_study(by=again(own), given_on=TODAY, **values).pk == first.pk
        assert own_study(own, study.pk).takes_part_since == TODAY
        withdraw_from_study(by=again(own), **values)
        assert own_study(own, study.pk).takes_part_since is None
        with pytest.raises(NotFound):
            withdraw_from_study(by=again(own), **values)
        consent_to_study(by=again(own), given_on=TODAY, **values)
    rows = StudyConsent.objects.order_by("given_at").values_list("origin", "withdrawn_at", "typed_by")
    assert [(origin, at is None, by) for origin, at, by in rows] == [("self", False, None), ("self", True, None)]


def test_a_clinician_types_in_what_was_signed_on_paper(clinic: Clinic) -> None:
    study, person = opened(clinic), refer_someone(clinic.solvik, responsible=clinic.therapist).person
    by = actor(clinic.therapist, clinic.solvik)
    earlier = TODAY - timedelta(days=3)
    with acting(by):
        row = consent_to_study(by=by, study_id=study.pk, person_id=person.pk, given_on=earlier)
        assert (row.origin, row.given_on, row.typed_by_id) == ("paper", earlier, clinic.therapist.pk)
        assert studies_of(by, person)[0].takes_part_since == earlier
        with pytest.raises(Denied):
            consent_to_study(by=again(by), study_id=study.pk, person_id=person.pk, given_on=TODAY + timedelta(days=1))


def test_nobody_says_yes_for_another(clinic: Clinic) -> None:
    study, person = opened(clinic), refer_someone(clinic.solvik).person
    neighbour = refer_someone(clinic.solvik, "Nabo Person", mobile="40000099").person
    abroad = refer_someone(clinic.fjordbyen, "Annan Person", mobile="0701234567").person
    asked = {"study": study, "person_id": person.pk, "given_on": clock.today("Europe/Oslo")}
    staff = (actor(user, clinic.solvik) for user in (clinic.administrator, clinic.manager, clinic.coordinator))
    others = (client_actor(neighbour), client_actor(abroad), actor(clinic.fjordbyen_lead, clinic.fjordbyen))
    for by in (*staff, *others):
        with acting(by):
            assert not can_consent_to_study(by=by, **asked), by
            assert not can_withdraw_from_study(by=by, person_id=person.pk), by
    own = client_actor(person)
    with acting(own):
        assert can_consent_to_study(by=own, **asked)


def test_a_closed_study_takes_nobody_in_and_lets_everybody_out(clinic: Clinic) -> None:
    study, person = opened(clinic), refer_someone(clinic.solvik).person
    later = refer_someone(clinic.solvik, "Senere Person", mobile="40000098").person
    own, late = client_actor(person), client_actor(later)
    with acting(own):
        consent_to_study(by=own, study_id=study.pk, person_id=person.pk, given_on=TODAY)
    lead = actor(clinic.lead, clinic.solvik)
    with acting(lead):
        close_study(by=lead, study_id=study.pk)
    with acting(late):
        assert own_studies(late) == ()
        with pytest.raises(Denied):
            consent_to_study(by=late, study_id=study.pk, person_id=later.pk, given_on=TODAY)
    with acting(own):
        assert own_study(own, study.pk).is_open is False
        assert withdraw_from_study(by=again(own), study_id=study.pk, person_id=person.pk).withdrawn_at


def test_the_database_refuses_a_consent_to_another_organisations_study(clinic: Clinic) -> None:
    """Past every action: the link carries the organisation."""
    person = refer_someone(clinic.solvik).person
    with inside(clinic.fjordbyen_organisation) as by:
        abroad = open_study(by=by, new=NEW)

    def store() -> None:
        StudyConsent.objects.create(
            organisation_id=clinic.solvik.organisation_id, study_id=abroad.pk, person=person, origin="self",
            given_on=TODAY, given_at=clock.now(),
        )  # fmt: skip
        connection.check_constraints()

    with pytest.raises(IntegrityError), transaction.atomic():
        store()


def test_every_change_stands_in_the_history(clinic: Clinic) -> None:
    study, person = opened(clinic), refer_someone(clinic.solvik).person
    own = client_actor(person)
    with acting(own):
        row = consent_to_study(by=own, study_id=study.pk, person_id=person.pk, given_on=TODAY)
        withdraw_from_study(by=again(own), study_id=study.pk, person_id=person.pk)
        assert [one.pgh_label for one in row.history.order_by("pgh_id")] == ["insert", "update"]
