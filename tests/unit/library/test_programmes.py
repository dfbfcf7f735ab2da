"""Programmes are frozen when they are published, answered for by name, and arrive through one door."""

import json

import pytest
from django.db import DatabaseError, transaction

from stegvis.definitions.programme import BadProgramme
from stegvis.library.actions.approve_version import approve_version
from stegvis.library.actions.import_programme import import_programme
from stegvis.library.actions.publish_version import publish_version
from stegvis.library.actions.withdraw_programme import withdraw_programme
from stegvis.library.models import Programme, ProgrammeVersion
from stegvis.library.queries.programmes import programme_in, published_programmes, version_of, written_file
from stegvis.people.models import Denied, NotFound
from tests.clinic import acting, actor, make_clinic
from tests.programmes import as_file, changed, small_programme

pytestmark = pytest.mark.django_db
AUTHORED = ProgrammeVersion.Origin.AUTHORED


@pytest.fixture
def clinic():
    return make_clinic()


@pytest.fixture
def lead(clinic):
    with acting(actor(clinic.lead, clinic.solvik)) as by:
        yield by


def test_what_is_published_is_the_next_version_and_the_same_again_is_the_same(lead):
    first = publish_version(by=lead, document=small_programme(), origin=AUTHORED)
    other = publish_version(by=lead, document=changed(small_programme(), "Nytt navn"), origin=AUTHORED)
    again = publish_version(by=lead, document=small_programme(), origin=AUTHORED)
    assert (first.number, other.number, again.pk) == (1, 2, first.pk)
    assert programme_in(other.pk, "nb").title == "Nytt navn"
    assert programme_in(first.pk, "en").title == "Prøveprogram (en)"


def test_a_version_is_frozen_in_the_database_itself(lead):
    version = publish_version(by=lead, document=small_programme(), origin=AUTHORED)
    for change in (
        lambda: ProgrammeVersion.objects.filter(pk=version.pk).update(number=7),
        lambda: ProgrammeVersion.objects.filter(pk=version.pk).delete(),
    ):
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            change()


def test_what_another_service_wrote_is_taken_in_whole(clinic, lead):
    version = publish_version(by=lead, document=small_programme(), origin=AUTHORED)
    content = written_file(version)
    with acting(actor(clinic.fjordbyen_lead, clinic.fjordbyen)) as other:
        taken = import_programme(by=other, content=content)
        assert taken.document == version.document
        assert taken.fingerprint == version.fingerprint
        assert [(each.slug, each.approved_by) for each in published_programmes(other)] == [("small", "")]


FILES = {
    "no JSON": b"\xff\xfe",
    "cut in the middle": as_file(small_programme())[:-20],
    "nested without end": b"[" * 100_000,
    "something else": b'{"programme": 1}',
}


@pytest.mark.parametrize("content", FILES.values(), ids=FILES)
def test_a_file_that_is_no_programme_is_refused(lead, content):
    with pytest.raises(BadProgramme) as refused:
        import_programme(by=lead, content=content)
    assert [fault.kind for fault in refused.value.faults] == ["not_a_document"]
    assert not Programme.objects.exists()


def test_nothing_is_taken_of_a_programme_with_a_fault(lead):
    document = small_programme()
    document["languages"]["en"]["modules"][1]["steps"][0]["blocks"][0]["kind"] = "video"
    document["problem"] = "boredom"
    with pytest.raises(BadProgramme) as refused:
        import_programme(by=lead, content=as_file(document))
    assert [(fault.kind, fault.place) for fault in refused.value.faults] == [
        ("unknown_word", ""),
        ("unknown_block", "en, module m2, step m2-read, block m2-text"),
    ]
    assert not Programme.objects.exists()


def test_what_the_linter_stops_is_not_published_and_a_language_left_stops_too(lead):
    document = small_programme()
    document["languages"]["nb"]["safety"] = []
    with pytest.raises(BadProgramme) as refused:
        publish_version(by=lead, document=document, origin=AUTHORED, languages=["nb", "sv"])
    assert {fault.kind for fault in refused.value.faults} == {"no_safety", "language_left"}


def test_therapists_do_not_publish_and_only_a_lead_approves(clinic, lead):
    version = publish_version(by=lead, document=small_programme(), origin=AUTHORED)
    with acting(actor(clinic.therapist, clinic.solvik)) as therapist:
        with pytest.raises(Denied):
            publish_version(by=therapist, document=small_programme("mine"), origin=AUTHORED)
        with pytest.raises(Denied):
            approve_version(by=therapist, version=version)
        with pytest.raises(Denied):
            withdraw_programme(by=therapist, programme=version.programme, is_withdrawn=True)


def test_approved_by_name_it_may_be_given_until_it_is_withdrawn(clinic, lead):
    version = publish_version(by=lead, document=small_programme(), origin=AUTHORED)
    assert not published_programmes(lead)[0].may_be_given
    first = approve_version(by=lead, version=version)
    assert approve_version(by=lead, version=version).pk == first.pk
    listed = published_programmes(lead)[0]
    assert (listed.may_be_given, listed.approved_by, listed.languages) == (True, clinic.lead.name, ["en", "nb"])
    withdraw_programme(by=lead, programme=version.programme, is_withdrawn=True)
    assert not published_programmes(lead)[0].may_be_given
    withdraw_programme(by=lead, programme=version.programme, is_withdrawn=False)
    assert published_programmes(lead)[0].may_be_given


def test_another_organisation_neither_lists_nor_finds_it(clinic, lead):
    version = publish_version(by=lead, document=small_programme(), origin=AUTHORED)
    with acting(actor(clinic.fjordbyen_lead, clinic.fjordbyen)) as other:
        assert published_programmes(other) == []
        with pytest.raises(NotFound):
            version_of(other, version.pk)


def test_the_written_file_is_the_document_in_readable_letters(lead):
    version = publish_version(by=lead, document=small_programme(), origin=AUTHORED)
    content = written_file(version)
    assert json.loads(content) == version.document
    assert "Prøveprogram".encode() in content
