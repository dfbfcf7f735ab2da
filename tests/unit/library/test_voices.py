"""User representatives: what they object to stays as it is until it was answered and they themselves take it back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from stegvis.definitions import clock
from stegvis.library.actions.publish_page import publish_page
from stegvis.library.actions.publish_version import publish_version
from stegvis.library.actions.voices import answer_voice, object_to, propose, take_back
from stegvis.library.models import PageVersion, ProgrammeVersion, Voice
from stegvis.library.queries.voices import voices
from stegvis.people.models import Actor, Denied, Membership, NotFound, Role
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


def test_an_objection_is_closed_with_an_answer_once_who_raised_it_is_no_longer_here(clinic: Clinic) -> None:
    """Else it would stop the page for ever. While its author is here nobody overrules them, and another's stands."""
    editor, other = actor(clinic.editor, clinic.solvik), representative(clinic, "Olga Ombud")
    raiser = representative(clinic, "Bente Bruker")
    with acting(editor):
        publish_page(by=editor, document=small_page(), origin=PAGE)
    with acting(raiser):
        raised = object_to(by=raiser, about="page:small", title="Ordet pasient", reason="Vi er ikke pasienter her.")
    with acting(other):
        shared = object_to(by=other, about="page:small", title="Samme sak", reason="Jeg er enig.")
    with acting(editor):
        with pytest.raises(Denied, match="Only the one who raised it"):
            answer_voice(by=editor, voice=raised, answer="Vi skriver deltaker nå.", ends_it=True)
        yesterday = clock.today(editor.zone) - timedelta(days=1)
        Membership.objects.filter(user_id=raiser.user_id).update(until=yesterday)
        with pytest.raises(Denied, match="Write a few words"):
            answer_voice(by=editor, voice=raised, answer=" ", ends_it=True)
        answer_voice(by=editor, voice=raised, answer="Vi skriver deltaker nå.", ends_it=True)
        with pytest.raises(Denied, match="objects to this"):
            publish(editor, "page:small")
        with pytest.raises(Denied, match="Only the one who raised it"):
            answer_voice(by=editor, voice=shared, answer="Den også.", ends_it=True)
        said = next(one for one in voices(editor) if one.id == raised.pk)
        assert (said.is_closed, said.answer, said.answered_by) == (True, "Vi skriver deltaker nå.", clinic.editor.name)
        written = raised.history.order_by("pgh_id").last()
        assert (written.answer, written.pgh_context["user"]) == (said.answer, str(clinic.editor.pk))


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
        answer_voice(by=editor, voice=idea, answer="Den er skrevet.", ends_it=True)
        assert not voices(editor)[0].is_open
        assert Voice.objects.get(pk=idea.pk).answered_by_id == clinic.editor.pk
    with acting(actor(clinic.therapist, clinic.solvik)) as therapist, pytest.raises(NotFound):
        voices(therapist)
