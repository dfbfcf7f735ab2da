"""A request for help becomes a person who waits, once, with nothing readable outside the person's own key."""

import uuid
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import psycopg
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from stegvis.care.actions.refer import AskedForHelp, can_refer, refer
from stegvis.care.actions.save_draft import save_draft
from stegvis.care.models import Episode, Referral, ReferralDraft
from stegvis.care.queries.drafts import draft_of
from stegvis.definitions import clock
from stegvis.definitions.pathway import State
from stegvis.definitions.registration import Gender, Language, Source, WorkStatus
from stegvis.notices.models import Notice
from stegvis.people.actions.enrol import NewChannel
from stegvis.people.models import Channel, Consent, Denied, NotFound, Person, Team
from stegvis.people.queries.identity import contact_card, identity_of
from stegvis.people.sealing import sealer_of
from tests.clinic import Clinic, acting, actor, again, make_clinic, visitor
from tests.database import Clone

TUESDAY = datetime(2026, 3, 17, 11, 0, tzinfo=UTC)
ASKED = AskedForHelp(
    name="Kari Prøve",
    birth_date=date(1990, 5, 17),
    gender=Gender.FEMALE,
    language=Language.NB,
    channels=(NewChannel("sms", "+4740000001", True), NewChannel("letter", "", False)),
    problem="Jeg gruer meg til alt.",
    gp_choice=Referral.Gp.INFORM,
    municipality="4299",
    work_status=WorkStatus.SICK_LEAVE_PART,
    on_sick_pay=True,
    needs_interpreter=True,
    accessibility="Jeg hører dårlig på venstre øre.",
    gp_name="Dr. Prøvesen",
    national_number="17859012345",
    number_kind="fnr",
    address="Prøveveien 1, 0001 Prøve",
)


@pytest.fixture
def clinic(clone: Clone) -> Clinic:
    return make_clinic()


def _refer(team: Team, asked: AskedForHelp = ASKED, **values: Any) -> Referral:
    with acting(again(visitor(team))) as by:
        return refer(by=by, asked=asked, **values)


def test_a_self_referral_is_kept_whole(clinic: Clinic) -> None:
    with clock.standing_at(TUESDAY):
        made = _refer(clinic.solvik)
    with acting(visitor(clinic.solvik)) as by:
        person = Person.objects.select_related("identity", "key").get()
        who, card = identity_of(person), contact_card(by, person)
        sealer = sealer_of(person.key)
        assert (who.name, who.birth_date, who.national_number) == ("Kari Prøve", date(1990, 5, 17), "17859012345")
        assert {(one.kind, one.value, one.is_safe) for one in card.channels} == {
            ("sms", "+4740000001", True),
            ("letter", "", False),
        }
        assert card.gp is not None
        assert (card.gp.name, card.gp.may_contact) == ("Dr. Prøvesen", True)
        referral = Referral.objects.get()
        assert referral == made
        place = {"table": "care_referral", "row": referral.id}
        assert sealer.unseal(referral.problem_sealed, column="problem_sealed", **place) == ASKED.problem
        assert sealer.unseal(referral.accessibility_sealed, column="accessibility_sealed", **place) == (
            ASKED.accessibility
        )
        assert (referral.form, referral.source, referral.needs_interpreter) == ("web", "self", True)
        assert dict(Consent.objects.values_list("kind", "choice")) == {"care": "yes", "sms": "yes", "gp": "inform"}


def test_the_wait_begins_on_the_local_day_with_what_the_register_needs(clinic: Clinic) -> None:
    """23.30 UTC on the 16th is the 17th in Norway: the clock of the wait is the team's, not the machine's."""
    with clock.standing_at(datetime(2026, 3, 16, 23, 30, tzinfo=UTC)):
        _refer(clinic.solvik)
    with acting(visitor(clinic.solvik)):
        episode = Episode.objects.get()
    assert (episode.state, episode.received_on) == (State.WAITING, date(2026, 3, 17))
    assert (episode.age_band, episode.gender, episode.language) == ("26-35", "female", "nb")
    assert (episode.municipality, episode.source, episode.problem) == ("4299", "self", "")
    assert (episode.work_status_first, episode.work_status_last) == ("sick_leave_part", "sick_leave_part")
    assert (episode.sick_pay_first, episode.sick_pay_last) == (True, True)


def test_the_same_command_again_makes_nothing_new(clinic: Clinic) -> None:
    """A double click, or a browser that sends again, is one request."""
    command = uuid.uuid4()
    results = []
    for _ in range(2):
        with acting(visitor(clinic.solvik, command=command)) as by:
            results.append(refer(by=by, asked=ASKED).id)
    with acting(visitor(clinic.solvik)):
        assert results[0] == results[1]
        assert (Person.objects.count(), Episode.objects.count(), Notice.objects.count()) == (1, 1, 1)


def test_a_known_person_is_met_by_the_same_statements_as_an_unknown_one(clinic: Clinic) -> None:
    """Whoever could tell the answers apart could ask whether a neighbour is a client (facts/safety.md, 25)."""

    def statements() -> list[str]:
        with CaptureQueriesContext(connection) as captured:
            _refer(clinic.solvik)
        said = [each["sql"].split(" VALUES ")[0] for each in captured.captured_queries]
        return [sql[:35] for sql in said if "SAVEPOINT" not in sql and "set_config" not in sql]

    _refer(clinic.solvik, replace(ASKED, name="Ola Ukjent"))
    unknown, known = statements(), statements()
    assert unknown == known
    with acting(visitor(clinic.solvik)):
        assert Person.objects.count() == 3


def test_a_refusal_leaves_nothing_behind(clinic: Clinic) -> None:
    """Half a person would be a name in the database that nobody ever reads."""
    with clock.standing_at(TUESDAY), pytest.raises(Denied, match="16 years"):
        _refer(clinic.solvik, replace(ASKED, birth_date=date(2010, 3, 18)))
    with clock.standing_at(TUESDAY):
        _refer(clinic.solvik, replace(ASKED, birth_date=date(2010, 3, 17)))
    with acting(visitor(clinic.solvik)):
        assert list(Episode.objects.values_list("age_band", flat=True)) == ["16-17"]
        assert Person.objects.count() == 1


def test_a_closed_team_takes_no_self_referral_but_staff_may_type_one_in(clinic: Clinic) -> None:
    Team.objects.filter(pk=clinic.solvik.pk).update(is_open=False)
    with pytest.raises(Denied, match="new requests"):
        _refer(clinic.solvik)
    with acting(again(actor(clinic.coordinator, clinic.solvik))) as by:
        made = refer(by=by, asked=ASKED, form=Referral.Form.PHONE, source=Source.GP)
    assert (made.typed_by_id, made.form, made.source) == (clinic.coordinator.pk, "phone", "gp")
    with acting(visitor(clinic.solvik)):
        assert not Consent.objects.filter(kind="care").exists(), "somebody else asked; the person has not agreed yet"


def test_a_letter_waits_from_the_day_it_came(clinic: Clinic) -> None:
    """Typed in three days later, the person has waited three days."""
    with clock.standing_at(TUESDAY), acting(again(actor(clinic.coordinator, clinic.solvik))) as by:
        refer(by=by, asked=ASKED, form=Referral.Form.PAPER, received_on=date(2026, 3, 14))
        episode = Episode.objects.select_related("referral").get()
        assert episode.received_on == date(2026, 3, 14)
        assert episode.referral.received_at == datetime(2026, 3, 14, 11, 0, tzinfo=UTC)
        assert not can_refer(by, takes_referrals=True, born=ASKED.birth_date, received_on=date(2026, 3, 18)), (
            "no letter comes from tomorrow"
        )


def test_only_the_clinic_types_requests_in(clinic: Clinic) -> None:
    for user in (clinic.manager, clinic.administrator, clinic.editor):
        with acting(again(actor(user, clinic.solvik))) as by, pytest.raises(Denied, match="role"):
            refer(by=by, asked=ASKED)


def test_an_actor_in_another_organisations_team_is_nowhere(clinic: Clinic) -> None:
    by = replace(visitor(clinic.fjordbyen), team_id=clinic.solvik.pk)
    with acting(by), pytest.raises(NotFound):
        refer(by=by, asked=ASKED)


@pytest.mark.parametrize(
    ("channels", "sent"),
    [
        ((NewChannel("sms", "+4740000001", True), NewChannel("email", "k@example.org", True)), ["sms"]),
        ((NewChannel("sms", "+4740000001", False), NewChannel("email", "k@example.org", True)), ["email"]),
        ((NewChannel("sms", "+4740000001", False), NewChannel("phone", "+4740000001", True)), []),
        ((NewChannel("email", "k@example.org", False), NewChannel("letter", "Veien 1", True)), []),
    ],
)
def test_a_receipt_goes_only_where_it_is_safe(
    clinic: Clinic, channels: tuple[NewChannel, ...], sent: list[str]
) -> None:
    """A text message on a phone that a violent partner reads can cost more than a missing receipt."""
    _refer(clinic.solvik, replace(ASKED, channels=channels))
    with acting(visitor(clinic.solvik)):
        assert list(Notice.objects.values_list("kind", flat=True)) == sent
        assert list(Notice.objects.exclude(text="received")) == []
        safe = {channel.kind for channel in channels if channel.is_safe and channel.kind in ("sms", "email")}
        assert set(Consent.objects.filter(kind__in=("sms", "email")).values_list("kind", flat=True)) == safe
        assert Channel.objects.filter(is_safe=False, confirmed_at__isnull=False).count() == 0


def test_a_language_we_do_not_have_is_registered_and_notices_use_that_of_the_page(clinic: Clinic) -> None:
    with acting(again(visitor(clinic.solvik, language="en"))) as by:
        refer(by=by, asked=replace(ASKED, language=Language.OTHER))
        assert Person.objects.get().language == "en"
        assert Episode.objects.get().language == "other"


def test_the_draft_is_gone_with_the_referral_and_can_be_sent_once(clinic: Clinic) -> None:
    with acting(again(visitor(clinic.solvik))) as by:
        draft = save_draft(by=by, step="1", typed={"name": "Kari Prøve"})
    _refer(clinic.solvik, draft=draft.id)
    with acting(visitor(clinic.solvik)) as by:
        assert draft_of(by, draft.id) is None
        assert ReferralDraft.objects.count() == 0
    with pytest.raises(Denied, match="already"):
        _refer(clinic.solvik, draft=draft.id)
    with acting(visitor(clinic.solvik)):
        assert Referral.objects.count() == 1


def test_what_was_written_is_readable_nowhere_in_the_database(
    clinic: Clinic, owner_connection: psycopg.Connection[Any]
) -> None:
    """Not even the owner, who passes row-level security, reads a name or a word of the problem."""
    _refer(clinic.solvik)
    tables = owner_connection.execute(
        "select table_name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'"
    ).fetchall()
    for (table,) in tables:
        found = owner_connection.execute(f"select coalesce(string_agg(t::text, ' '), '') from {table} t").fetchone()
        assert found is not None
        raw = found[0]
        words = ("Kari", "gruer", "venstre", "Prøvesen", "17859012345", "40000001", "Prøveveien")
        for word in words:
            assert word not in raw or table == "people_user", f"{word} stands in {table}"
            assert word.encode().hex() not in raw, f"{word} stands in {table}"


def test_the_wait_of_those_who_ask_is_not_moved_by_the_hour(clinic: Clinic) -> None:
    """An instant of today is kept as it was, to the second: what came first stands first on the board."""
    with clock.standing_at(TUESDAY):
        first = _refer(clinic.solvik)
    with clock.standing_at(TUESDAY + timedelta(seconds=1)):
        second = _refer(clinic.solvik)
    assert (first.received_at, second.received_at) == (TUESDAY, TUESDAY + timedelta(seconds=1))
