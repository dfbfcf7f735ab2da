"""Drafts in the workshop: opened from a version, written in another language, reviewed in turn, frozen at the end."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from PIL import Image

from stegvis.definitions.programme import BadProgramme
from stegvis.library.actions.keep_file import rewritten
from stegvis.library.actions.open_workshop import LETTERS, open_workshop
from stegvis.library.actions.publish_draft import publish_draft
from stegvis.library.actions.publish_version import publish_version
from stegvis.library.actions.write_drafts import draft_from, write_in
from stegvis.library.authoring.document import document_of
from stegvis.library.models import LanguagePage, ModulePage, ProgrammePage, ProgrammeVersion
from stegvis.library.queries.programmes import published_programmes
from stegvis.people.models import Actor, Denied, NotFound, Role, User
from tests.clinic import Clinic, acting, actor, inside, make_clinic, make_member
from tests.programmes import small_programme

pytestmark = pytest.mark.django_db
IMPORTED = ProgrammeVersion.Origin.IMPORTED


@pytest.fixture
def clinic() -> Clinic:
    return make_clinic()


@pytest.fixture
def editor(clinic: Clinic) -> Any:
    with acting(actor(clinic.editor, clinic.solvik)) as by:
        yield by


def opened(by: Actor, document: dict[str, Any] | None = None) -> ProgrammePage:
    workshop = open_workshop(by=by)
    version = publish_version(by=by, document=document or small_programme(), origin=IMPORTED)
    return draft_from(by=by, workshop=workshop, version=version)


def module_of(page: ProgrammePage, language: str, place: int = 0) -> ModulePage:
    within = LanguagePage.objects.child_of(page).get(language=language)
    return list(ModulePage.objects.child_of(within))[place].get_latest_revision_as_object()  # type: ignore[no-any-return]


def test_a_version_opened_as_a_draft_is_the_same_document(editor: Actor) -> None:
    """Else a service that mends one word would move every answer."""
    page = opened(editor)
    assert document_of(page) == small_programme()


def test_what_is_changed_in_a_draft_is_in_its_document_and_not_in_the_version(editor: Actor) -> None:
    page = opened(editor)
    module = module_of(page, "nb")
    module.title = "Nytt"
    module.save_revision()
    document = document_of(page)
    assert document["languages"]["nb"]["modules"][0]["title"] == "Nytt"
    assert ProgrammeVersion.objects.get().document == small_programme()


def test_a_draft_that_is_there_is_not_written_over(editor: Actor) -> None:
    opened(editor)
    with pytest.raises(Denied):
        opened(editor, small_programme())


def test_another_language_has_the_same_questions(editor: Actor) -> None:
    page = opened(editor)
    written = LanguagePage.objects.child_of(page).get(language="nb")
    write_in(by=editor, page=written, language="sv")
    trees = document_of(page)["languages"]
    assert trees["sv"] == trees["nb"]


def test_a_language_that_is_there_takes_over_the_shape_and_keeps_its_words(editor: Actor) -> None:
    page = opened(editor)
    written = LanguagePage.objects.child_of(page).get(language="nb")
    for module in list(ModulePage.objects.child_of(written))[:1]:
        module.delete()
    written = LanguagePage.objects.get(pk=written.pk)
    new = ModulePage(title="Tredje", slug="tredje", summary="Ny.", live=False)
    written.add_child(instance=new)
    new.save_revision()
    write_in(by=editor, page=LanguagePage.objects.get(pk=written.pk), language="en")
    trees = document_of(page)["languages"]
    assert [each["id"] for each in trees["en"]["modules"]] == ["m2", new.key]
    assert trees["en"]["modules"][0]["title"] == "Del 2 (en)"


def test_a_clinical_lead_does_not_write(clinic: Clinic, editor: Actor) -> None:
    page = opened(editor)
    written = LanguagePage.objects.child_of(page).get(language="nb")
    with pytest.raises(Denied):
        write_in(by=actor(clinic.lead, clinic.solvik), page=written, language="sv")


class Reviews:
    """A draft on its way: who reads it, and each reading by Wagtail's own task."""

    def __init__(self, clinic: Clinic, page: ProgrammePage) -> None:
        self.page = page
        self.language = make_member("Sol Språk", Role.LANGUAGE_REVIEWER, clinic.solvik)
        self.represented = make_member("Bo Bruker", Role.USER_REPRESENTATIVE, clinic.solvik)
        for user in (self.language, self.represented, clinic.lead):
            open_workshop(by=actor(user, clinic.solvik))
        page.get_workflow().start(page, clinic.editor)

    def approve(self, user: User) -> None:
        page = ProgrammePage.objects.get(pk=self.page.pk)
        state = page.current_workflow_task_state
        state.task.specific.on_action(state, User.objects.get(pk=user.pk), "approve")


def test_only_the_last_reviewer_publishes_and_not_before_the_others(clinic: Clinic, editor: Actor) -> None:
    reviews = Reviews(clinic, opened(editor))
    lead = actor(clinic.lead, clinic.solvik)
    for by in (editor, lead):
        with pytest.raises(Denied):
            publish_draft(by=by, page=reviews.page)
    with pytest.raises(PermissionDenied):
        reviews.approve(reviews.represented)  # not yet at that desk
    reviews.approve(reviews.language)
    reviews.approve(reviews.represented)
    with pytest.raises(PermissionDenied):
        reviews.approve(clinic.lead)  # the clinical review ends on our own page
    with pytest.raises(Denied):
        publish_draft(by=editor, page=ProgrammePage.objects.get(pk=reviews.page.pk))
    version = publish_draft(by=lead, page=ProgrammePage.objects.get(pk=reviews.page.pk))
    assert version.document == small_programme()
    assert [each.approved_by for each in published_programmes(lead)] == [clinic.lead.name]


def test_who_hands_in_does_not_publish(clinic: Clinic, editor: Actor) -> None:
    """Four eyes: also where one person is author and clinical lead."""
    reviews = Reviews(clinic, opened(editor))
    reviews.approve(reviews.language)
    reviews.approve(reviews.represented)
    both = actor(clinic.editor, clinic.solvik, roles=frozenset({Role.EDITOR, Role.LEAD}))
    with pytest.raises(Denied, match="hands in"):
        publish_draft(by=both, page=ProgrammePage.objects.get(pk=reviews.page.pk))


def test_a_fault_stops_publishing_and_the_review_goes_on(clinic: Clinic, editor: Actor) -> None:
    page = opened(editor)
    for language in ("nb", "en"):
        module = module_of(page, language)
        module.homework_fields = "[]"
        module.save_revision()
    reviews = Reviews(clinic, page)
    reviews.approve(reviews.language)
    reviews.approve(reviews.represented)
    with pytest.raises(BadProgramme, match="no question at its end"):
        publish_draft(by=actor(clinic.lead, clinic.solvik), page=ProgrammePage.objects.get(pk=page.pk))
    assert ProgrammePage.objects.get(pk=page.pk).workflow_in_progress


def test_while_it_is_reviewed_only_the_reviewer_changes_it(clinic: Clinic, editor: Actor) -> None:
    page = opened(editor)
    module = module_of(page, "nb")
    author = User.objects.get(pk=clinic.editor.pk)
    reviews = Reviews(clinic, page)
    locked = ModulePage.objects.get(pk=module.pk).get_lock()
    assert locked.for_user(author)
    assert locked.for_user(User.objects.get(pk=clinic.lead.pk))
    assert not locked.for_user(User.objects.get(pk=reviews.language.pk))


def test_a_reviewer_does_not_change_a_draft(clinic: Clinic, editor: Actor) -> None:
    page = opened(editor)
    open_workshop(by=actor(clinic.lead, clinic.solvik))
    lock = ProgrammePage.objects.get(pk=page.pk).get_lock()
    assert lock.for_user(User.objects.get(pk=clinic.lead.pk))
    assert not lock.for_user(User.objects.get(pk=clinic.editor.pk))


def test_groups_follow_the_membership_of_the_organisation_one_came_from(clinic: Clinic) -> None:
    """Somebody who writes here and reviews there has at each time the groups of one place."""
    user = clinic.editor
    here = actor(user, clinic.solvik)
    there = Actor(organisation_id=clinic.fjordbyen.organisation_id, roles=frozenset({Role.LEAD}), user_id=user.pk)
    names = []
    for by, organisation in ((here, clinic.solvik_organisation), (there, clinic.fjordbyen_organisation)):
        with inside(organisation):
            open_workshop(by=by)
        names.append(set(User.objects.get(pk=user.pk).groups.values_list("name", flat=True)))
    assert names == [{f"editor {here.organisation_id}"}, {f"lead {there.organisation_id}"}]
    with pytest.raises(NotFound):
        open_workshop(by=actor(clinic.therapist, clinic.solvik))


def test_wagtail_sends_no_letters_of_its_own(clinic: Clinic, editor: Actor) -> None:
    """They would leave past the outbox, inside the request; a comment must not be lost because a mail server is."""
    open_workshop(by=editor)
    profile = User.objects.get(pk=clinic.editor.pk).wagtail_userprofile  # type: ignore[attr-defined]
    assert not any(getattr(profile, name) for name in LETTERS)


def picture(**saved: Any) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (2400, 1200), "navy").save(out, "JPEG", **saved)
    return out.getvalue()


def test_a_picture_is_written_anew_without_what_the_camera_put_in_it() -> None:
    exif = Image.Exif()
    exif[0x010E] = "taken at home"
    given = picture(exif=exif)
    assert b"taken at home" in given
    made = rewritten(given + b"<script>alert(1)</script>")
    assert b"taken at home" not in made
    assert b"<script>" not in made
    with Image.open(io.BytesIO(made)) as shown:
        assert (shown.format, shown.size, dict(shown.getexif())) == ("WEBP", (1600, 800), {})


@pytest.mark.parametrize(
    "given", [b"", b"GIF89a" + bytes(40), b"<svg onload='x()'/>", picture()[:900], bytes(12_000_001)]
)
def test_what_is_no_picture_is_refused_with_a_sentence(given: bytes) -> None:
    with pytest.raises(Denied):
        rewritten(given)
