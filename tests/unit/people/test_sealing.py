"""Sealing: what is written about a person opens only with that person's key and only in its own place."""

from __future__ import annotations

import uuid

import pytest

from stegvis.people.models import Identity, OrganisationKey, Person, PersonKey
from stegvis.people.queries.identity import identity_of
from stegvis.people.sealing import Unreadable, forget_keys, look_up_hash, sealer_of
from tests.clinic import inside, make_clinic, refer_someone

pytestmark = pytest.mark.django_db


def test_a_name_comes_back_and_does_not_stand_in_the_table() -> None:
    clinic = make_clinic()
    episode = refer_someone(clinic.solvik, "Kari Kanariprøve")
    with inside(clinic.solvik.organisation):
        person = Person.objects.select_related("identity", "key").get(pk=episode.person_id)
        assert identity_of(person).name == "Kari Kanariprøve"
        assert b"Kanari" not in bytes(Identity.objects.get(person=person).sealed)


def test_a_sealed_value_moved_to_another_row_does_not_open() -> None:
    clinic = make_clinic()
    with inside(clinic.solvik.organisation):
        key = PersonKey.objects.get(person=refer_someone(clinic.solvik).person_id)
        here, there = uuid.uuid4(), uuid.uuid4()
        sealed = sealer_of(key).seal("hemmelig", table="care_note", column="text_sealed", row=here)
        assert sealer_of(key).unseal(sealed, table="care_note", column="text_sealed", row=here) == "hemmelig"
        for place in (
            {"table": "care_note", "column": "text_sealed", "row": there},
            {"table": "care_goal", "column": "text_sealed", "row": here},
            {"table": "care_note", "column": "other", "row": here},
        ):
            with pytest.raises(Unreadable):
                sealer_of(key).unseal(sealed, **place)  # type: ignore[arg-type]


def test_one_person_s_key_does_not_open_another_s_words() -> None:
    clinic = make_clinic()
    with inside(clinic.solvik.organisation):
        one, two = (PersonKey.objects.get(person=refer_someone(clinic.solvik).person_id) for _ in range(2))
        row = uuid.uuid4()
        sealed = sealer_of(one).seal("hemmelig", table="t", column="c", row=row)
        with pytest.raises(Unreadable):
            sealer_of(two).unseal(sealed, table="t", column="c", row=row)


def test_a_changed_byte_is_noticed() -> None:
    clinic = make_clinic()
    with inside(clinic.solvik.organisation):
        sealer = sealer_of(PersonKey.objects.get(person=refer_someone(clinic.solvik).person_id))
        row = uuid.uuid4()
        sealed = bytearray(sealer.seal("hemmelig", table="t", column="c", row=row))
        sealed[-1] ^= 1
        with pytest.raises(Unreadable):
            sealer.unseal(bytes(sealed), table="t", column="c", row=row)


def test_a_key_wrapped_by_one_organisation_is_of_no_use_in_another() -> None:
    clinic = make_clinic()
    with inside(clinic.solvik.organisation):
        key = PersonKey.objects.get(person=refer_someone(clinic.solvik).person_id)
    key.organisation_id = clinic.fjordbyen.organisation_id
    with pytest.raises(Unreadable):
        sealer_of(key)


def test_the_wrong_master_key_opens_nothing(settings, tmp_path) -> None:  # type: ignore[no-untyped-def]
    clinic = make_clinic()
    with inside(clinic.solvik.organisation):
        key = PersonKey.objects.get(person=refer_someone(clinic.solvik).person_id)
        other = tmp_path / "other.key"
        other.write_bytes(bytes(32))
        settings.STEGVIS_MASTER_KEY_FILE = str(other)
        forget_keys()
        with pytest.raises(Unreadable):
            sealer_of(key)
        forget_keys()


def test_look_up_hashes_fold_case_and_space_and_differ_between_organisations() -> None:
    clinic = make_clinic()
    solvik, fjordbyen = clinic.solvik.organisation_id, clinic.fjordbyen.organisation_id
    assert look_up_hash(solvik, "name", "Kari Prøve ") == look_up_hash(solvik, "name", "kari prøve")
    assert look_up_hash(solvik, "name", "Kari Prøve") != look_up_hash(fjordbyen, "name", "Kari Prøve")
    assert look_up_hash(solvik, "name", "1") != look_up_hash(solvik, "number", "1")


def test_keys_are_in_no_history() -> None:
    """A history of wrapped keys would bring back whoever was erased."""
    assert not hasattr(PersonKey, "history")
    assert not hasattr(OrganisationKey, "history")
