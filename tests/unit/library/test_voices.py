"""User representatives: what they object to stays as it is until it was answered and they themselves take it back."""

from __future__ import annotations

import pytest

from stegvis.library.actions.publish_page import publish_page
from stegvis.library.actions.publish_version import publish_version
from stegvis.library.actions.voices import answer_voice, object_to, propose, take_back
from stegvis.library.models import PageVersion, ProgrammeVersion, Voice
from stegvis.library.queries.voices import voices
from stegvis.people.models import Actor, Denied, NotFound, Role
from tests.clinic import Clinic, acting, actor, make_clinic, make_member
from tests.pages import small_page
from tests.programmes import small_programme

pytestmark = pytest.mark.django_db
PAGE, PROGRAMME = PageVersion.Origin.SHIPPED, ProgrammeVersion.Origin.AUTHORED


@pytest.fixture
def clinic() -> Clinic:
    return make_clinic()


def representative(clinic: Clinic, name: str) -> Actor:
    return actor(make_member(name, Role.USER_REPRESENTATIVE, clinic.solvik), clinic.solvik)


def publish(by: Actor, about: str) -> int:
    """The next version of the page, or the programme once more; its number."""
    if about == "page:small":
        return publish_page(by=by, document=small_page(related=["x"]), origin=PAGE).number
    return publish_version(by=by, document=small_programme(), origin=PROGRAMME).number


def test_an_objection_stops_publishing_until_it_is_answered_and_taken_back_by_who_raised_it(clinic: Clinic) -> None:
    """Of a page and of a programme; an answer alone ends nothing, and nobody else can take it back."""
    editor, other = actor(clinic.editor, clinic.solvik), representative(clinic, "Olga Ombud")
    raiser = representative(clinic, "Bente Bruker")
    with acting(editor):
        publish_page(by=editor, document=small_page(), origin=PAGE)
        publish_version(by=editor, document=small_programme(), origin=PROGRAMME)
    for about in ("page:small", "programme:small"):
        with acting(raiser):
            raised = object_to(by=raiser, about=about, title="Ordet pasient", reason="Vi er ikke pasienter her.")
            with pytest.raises(Denied, match="not been answered"):
                take_back(by=raiser, voice=raised, reason="Likevel ikke.")
        with acting(editor):
            for _answered in (False, True):
                with pytest.raises(Denied, match="objects to this"):
                    publish(editor, about)
                answer_voice(by=editor, voice=raised, answer="Vi skriver deltaker nå.")
        with acting(other), pytest.raises(Denied):
            take_back(by=other, voice=raised, reason="Bra nok.")
        with acting(raiser):
            take_back(by=raiser, voice=raised, reason="Nå er det rettet.")
    with acting(editor):
        assert [publish(editor, about) for about in ("page:small", "programme:small")] == [2, 1]


def test_who_says_what(clinic: Clinic) -> None:
    """Editors and therapists do not object; nobody objects to nothing; no person is named by number."""
    editor, raiser = actor(clinic.editor, clinic.solvik), representative(clinic, "Bente Bruker")
    with acting(raiser):
        idea = propose(by=raiser, title="Om nattarbeid", reason="Vi mangler noe om turnus.")
        for words in ("", "Spør 13097248022."):
            with pytest.raises(Denied):
                propose(by=raiser, title="Tittel", reason=words)
        with pytest.raises(NotFound):
            object_to(by=raiser, about="page:nowhere", title="Nei", reason="Finnes ikke.")
        with pytest.raises(Denied):
            answer_voice(by=raiser, voice=idea, answer="Ja.")
        (said,) = voices(raiser)
        assert (said.is_mine, said.is_open, said.title_of) == (True, True, "")
    with acting(editor):
        with pytest.raises(Denied):
            propose(by=editor, title="Tittel", reason="Hvorfor ikke.")
        answer_voice(by=editor, voice=idea, answer="Den er skrevet.", is_carried_out=True)
        assert not voices(editor)[0].is_open
        assert Voice.objects.get(pk=idea.pk).answered_by_id == clinic.editor.pk
    with acting(actor(clinic.therapist, clinic.solvik)) as therapist, pytest.raises(NotFound):
        voices(therapist)
