"""Bundles at the national body: taken in whole, refused with a reason and a log line, replaced by later ones."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from stegvis.definitions import clock
from stegvis.exchange.actions.make_bundle import make_bundle, signing_key
from stegvis.exchange.actions.receive_bundle import receive_bundle
from stegvis.exchange.actions.register_sender import register_sender
from stegvis.exchange.actions.take_part import take_part
from stegvis.exchange.bundle.refusal import Reason, sentence
from stegvis.exchange.bundle.shape import checked, opened
from stegvis.exchange.bundle.signature import public_key, signed
from stegvis.exchange.models import BundleFigure, MadeBundle, Participation, ReceivedBundle, RefusedBundle, Sender
from stegvis.people.models import Actor, Denied, Organisation, Role, Team
from stegvis.people.sealing import Unreadable, organisation_sealer
from stegvis.people.tenancy import working_in
from tests.clinic import acting, make_clinic, make_organisation, make_team
from tests.unit.exchange.bundles import PLACE, PRIVATE, TEAMS, YEAR, file, good

pytestmark = pytest.mark.django_db


@pytest.fixture
def national() -> Team:
    organisation = make_organisation("Nasjonalt sekretariat", "nasjonalt", "NO")
    organisation.kind = Organisation.Kind.NATIONAL
    organisation.save()
    return make_team(organisation, "Nasjonale tall", "nasjonen", code="0000")


@pytest.fixture
def by(national: Team) -> Iterator[Actor]:
    """The national body with Prøve kommune among its senders."""
    with working_in(national.organisation, team=national) as actor:
        register(actor)
        yield actor


def register(by: Actor, **changed: Any) -> Sender:
    known = {"slug": PLACE.slug, "name": PLACE.name, "country": "NO", "region": "Vest"}
    return register_sender(by=by, **{**known, "public_key": public_key(PRIVATE), **changed})


def test_a_good_bundle_is_taken_in_whole(by):
    """Every row of every table, as it stands in the file; what is hidden is nothing, not 0."""
    taken = receive_bundle(by=by, file=file())
    assert isinstance(taken, ReceivedBundle)
    assert (taken.year, taken.teams, taken.replaced_at) == (YEAR, TEAMS, None)
    assert BundleFigure.objects.filter(bundle=taken).count() == sum(map(len, good()["tables"].values()))
    finished = next(row for row in good()["tables"]["whole"] if row["measure"] == "finished")
    assert BundleFigure.objects.get(bundle=taken, table="", measure="finished").numerator == finished["numerator"]
    assert (
        BundleFigure.objects.filter(bundle=taken, numerator=0).count()
        < BundleFigure.objects.filter(bundle=taken, numerator=None).count()
    )
    expected = BundleFigure.objects.get(bundle=taken, table="team", group="nord", measure="recovery").expected
    assert 30 < expected < 70


def changed(**values: Any) -> Callable[[], bytes]:
    return lambda: file(lambda content: content.update(values))


@pytest.mark.parametrize(
    ("written", "why"),
    [
        (lambda: b"no bundle at all", Reason.NO_BUNDLE),
        (changed(organisation="fremmed-kommune"), Reason.UNKNOWN_SENDER),
        (lambda: file(private=bytes(32)), Reason.BAD_SIGNATURE),
        (lambda: file().replace(b'"year": 2025', b'"year": 2024'), Reason.BAD_SIGNATURE),
        (changed(edition=99), Reason.WRONG_EDITION),
        (changed(country="SE"), Reason.WRONG_COUNTRY),
        (lambda: file(later_year), Reason.NOT_OVER),
        (changed(made_at="2025-12-31T23:59:59Z"), Reason.MADE_WRONGLY),
        (changed(made_at="2199-01-01T00:00:00Z"), Reason.MADE_WRONGLY),
        (lambda: file(lambda content: content["tables"]["whole"][0].update(name="Kari")), Reason.UNKNOWN_KEYS),
    ],
)  # fmt: skip
def test_what_is_refused_is_logged_and_leaves_nothing(by, caplog, written, why):
    """The row has the reason and the fingerprint of the file; the log line has the reason; neither has its content."""
    with caplog.at_level(logging.WARNING, logger="stegvis.exchange"):
        answer = receive_bundle(by=by, file=written())
    assert isinstance(answer, RefusedBundle)
    assert answer.reason == why
    assert sentence(answer.reason, answer.place).split(".")[0]
    assert answer.digest == hashlib.sha256(written()).hexdigest()
    assert (answer.sender is None) == (why in (Reason.NO_BUNDLE, Reason.UNKNOWN_SENDER, Reason.BAD_SIGNATURE))
    assert [record.args[0] for record in caplog.records] == [why]
    assert "Kari" not in caplog.text
    assert not ReceivedBundle.objects.exists()
    assert not BundleFigure.objects.exists()


def later_year(content: dict[str, Any]) -> None:
    """This year, everywhere it is named."""
    this = clock.now().year
    content["year"] = this
    content["made_at"] = f"{this + 1}-01-01T00:00:00Z"
    for row in content["tables"]["quarter"]:
        row["group"] = row["group"].replace(str(YEAR), str(this))


def test_a_later_bundle_takes_the_place_of_an_earlier_one(by):
    """The earlier stays as it came; one that was made before, or at the same time, is refused."""
    first = receive_bundle(by=by, file=file())
    assert receive_bundle(by=by, file=file()) == first
    again = receive_bundle(by=by, file=file(lambda content: content.update(made_at="2026-03-01T00:00:00Z")))
    first.refresh_from_db()
    assert first.replaced_at is not None
    assert isinstance(again, ReceivedBundle)
    assert ReceivedBundle.objects.filter(replaced_at=None).get() == again
    older = receive_bundle(by=by, file=file(lambda content: content.update(made_at="2026-02-20T00:00:00Z")))
    assert (older.reason, older.sender.slug) == (Reason.OLDER, PLACE.slug)
    assert ReceivedBundle.objects.count() == 2


def test_only_a_national_body_receives_and_only_by_its_office(by, national):
    """A municipality has no senders; a therapist at the national body has no business with bundles."""
    therapist = Actor(organisation_id=by.organisation_id, roles=frozenset({Role.THERAPIST}), team_id=by.team_id)
    with pytest.raises(Denied):
        receive_bundle(by=therapist, file=file())
    reader = Actor(organisation_id=by.organisation_id, roles=frozenset({Role.MANAGER}), team_id=by.team_id)
    with pytest.raises(Denied):
        register(reader)
    with pytest.raises(Denied):
        register(by, public_key=b"short")
    other = make_organisation("Annen kommune", "annen-kommune", "NO")
    with working_in(other) as elsewhere:
        for attempt in (lambda: receive_bundle(by=elsewhere, file=file()), lambda: register(elsewhere)):
            with pytest.raises(Denied):
                attempt()


def test_an_organisation_makes_a_bundle_that_a_national_body_takes(national):
    """From the record itself: counted in PostgreSQL, signed with the organisation's own key, noted, and received."""
    organisation = make_clinic().solvik_organisation
    with working_in(organisation) as maker:
        written = make_bundle(by=maker, year=YEAR)
        key = signing_key(maker)
        assert MadeBundle.objects.get().digest == hashlib.sha256(written.encode()).hexdigest()
    content = opened(written.encode()).content
    assert checked(content).teams == {}
    assert content["tables"]["whole"] == []
    with working_in(national.organisation) as by:
        register(by, slug=organisation.slug, name=organisation.name, public_key=bytes(key.public))
        assert isinstance(receive_bundle(by=by, file=written.encode()), ReceivedBundle)


def test_a_private_key_lies_sealed_and_is_made_once():
    """The bytes in the table sign nothing; opened as another row's value they are refused."""
    clinic = make_clinic()
    with working_in(clinic.solvik_organisation) as by:
        key = signing_key(by)
        assert signing_key(by) == key
        assert public_key(bytes(key.private_sealed)[-32:]) != bytes(key.public)
        sealer = organisation_sealer(clinic.fjordbyen_organisation.pk)
        with pytest.raises(Unreadable):
            sealer.unseal(key.private_sealed, table="exchange_signingkey", column="private_sealed", row=key.pk)


def test_a_bundle_is_made_of_a_year_that_is_over_and_from_the_command_line():
    clinic = make_clinic()
    with working_in(clinic.solvik_organisation) as by:
        for year in (clock.now().year, 1999):
            with pytest.raises(Denied, match=str(year)):
                make_bundle(by=by, year=year)
        with pytest.raises(Denied):
            make_bundle(by=Actor(organisation_id=by.organisation_id, roles=frozenset({Role.MANAGER})), year=YEAR)


def test_a_team_takes_part_only_when_its_lead_or_administrator_says_so():
    """Off until then; who switched it is kept, each time."""
    clinic = make_clinic()
    lead = Actor(organisation_id=clinic.solvik.organisation_id, roles=frozenset({Role.LEAD}),
                 user_id=clinic.lead.pk, team_id=clinic.solvik.pk)  # fmt: skip
    manager = Actor(organisation_id=clinic.solvik.organisation_id, roles=frozenset({Role.MANAGER}),
                    user_id=clinic.manager.pk, team_id=clinic.solvik.pk)  # fmt: skip
    with acting(lead):
        assert not Participation.objects.exists()
        take_part(by=lead, is_on=True)
        row = take_part(by=lead, is_on=False)
        assert [each.is_on for each in row.history.order_by("pgh_id")] == [True, False]
        assert row.changed_by == clinic.lead
    with acting(manager), pytest.raises(Denied):
        take_part(by=manager, is_on=True)


def test_the_file_is_plain_json_that_others_can_write(by):
    """Another program's spacing and order of keys change nothing: what is signed is the content."""
    content = good()
    written = json.loads(signed(content, PRIVATE))
    other = json.dumps({"signature": written["signature"], "bundle": dict(sorted(content.items(), reverse=True))})
    assert isinstance(receive_bundle(by=by, file=other.encode()), ReceivedBundle)
