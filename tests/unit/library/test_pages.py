"""Pages: frozen when they are published, found by those they are for, counted without a trace, due for review."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from stegvis.definitions import clock
from stegvis.definitions.pages import BadPage, Kind, fingerprint
from stegvis.library.actions import stock
from stegvis.library.actions.count_use import count_use
from stegvis.library.actions.import_page import import_page
from stegvis.library.actions.keep_claim import keep_claim
from stegvis.library.actions.publish_page import publish_page
from stegvis.library.actions.stock import stock_shelf
from stegvis.library.actions.withdraw_page import withdraw_page
from stegvis.library.models import Claim, Page, PageUse, PageVersion, PollCount, Publication, SearchEntry, Voice
from stegvis.library.queries.claims import claims_named
from stegvis.library.queries.pages import (
    chapters,
    due_for_review,
    news,
    page_named,
    pages_named,
    pages_of,
    topics,
    written_file,
)
from stegvis.library.queries.shelf import shelf_claims, shelf_names, shelf_publications
from stegvis.library.queries.uses import Use, uses
from stegvis.notices.actions.remind_owners import remind_owners
from stegvis.notices.models import Notice
from stegvis.people.models import Actor, Denied, NotFound
from tests.clinic import Clinic, acting, actor, inside, make_clinic, visitor
from tests.pages import block, rich, small_page

pytestmark = pytest.mark.django_db
AUTHORED = PageVersion.Origin.AUTHORED
IN_A_YEAR = (clock.now().date() + timedelta(days=365)).isoformat()


@pytest.fixture
def clinic() -> Clinic:
    return make_clinic()


@pytest.fixture
def editor(clinic: Clinic) -> Iterator[Actor]:
    with acting(actor(clinic.editor, clinic.solvik)) as by:
        yield by


def published(by: Actor, slug: str = "small", **changes: Any) -> PageVersion:
    document = small_page(slug, **{"review_by": IN_A_YEAR, **changes})
    return publish_page(by=by, document=document, origin=AUTHORED)


def test_what_is_published_is_read_and_stands_in_the_lists(
    clinic: Clinic, editor: Actor, django_assert_num_queries: Any
) -> None:
    version = published(editor)
    reader = visitor(clinic.solvik, language="sv")
    with django_assert_num_queries(1):
        found = page_named(reader, "small")
        assert found.page.slug == "small"
    assert found == version
    assert (found.page.kind, found.page.topics, found.page.owner_id) == ("article", ["sleep"], clinic.editor.pk)
    (listed,) = pages_of(reader, "sleep")
    assert (listed.title, listed.language, listed.lead) == ("Sov godt (sv)", "sv", "Slik sover du bedre.")
    assert SearchEntry.objects.filter(organisation_id=editor.organisation_id, slug="small").count() == 2


def test_the_same_content_is_the_same_version_and_another_the_next(editor: Actor) -> None:
    first = published(editor)
    assert published(editor) == first
    second = published(editor, kind="guideline", topics=["stress"])
    assert (second.number, second.page_id) == (2, first.page_id)
    page = Page.objects.get()
    assert (page.current_id, page.kind, page.topics) == (second.pk, "guideline", ["stress"])
    assert published(editor) == first
    assert Page.objects.get().current_id == first.pk


def test_a_page_with_a_fault_is_not_published_and_every_fault_is_told(editor: Actor) -> None:
    with pytest.raises(BadPage) as refused:
        published(editor, kind="blog", audience="all")
    assert [fault.what for fault in refused.value.faults] == ["kind", "audience"]
    with pytest.raises(BadPage, match="day of review has passed"):
        published(editor, review_by="2026-03-03")
    assert not Page.objects.exists()


def test_who_does_not_write_does_not_publish(clinic: Clinic, editor: Actor) -> None:
    with pytest.raises(Denied):
        published(actor(clinic.therapist, clinic.solvik))


def test_while_an_objection_stands_nothing_new_is_published(clinic: Clinic, editor: Actor) -> None:
    """The right of user representatives: it ends only when the one who raised it takes it back."""
    published(editor)
    said = {"organisation_id": editor.organisation_id, "title": "Feil", "reason": "Ikke slik.", "at": clock.now()}
    objection = Voice.objects.create(kind=Voice.Kind.OBJECTION, about="page:small", by=clinic.lead, **said)
    Voice.objects.create(kind=Voice.Kind.PROPOSAL, about="page:other", by=clinic.lead, **said)
    with pytest.raises(Denied, match="objects to this page"):
        published(editor, kind="guideline")
    published(editor, "other")
    objection.ended_at = clock.now()
    objection.save()
    assert published(editor, kind="guideline").number == 2


def test_every_counter_of_a_poll_stands_at_nought_before_the_first_vote(editor: Actor) -> None:
    published(editor)
    assert sorted(PollCount.objects.values_list("choice", "n")) == [("a", 0), ("b", 0)]
    PollCount.objects.filter(choice="a").update(n=3)
    document = small_page(review_by=IN_A_YEAR)
    for language in ("nb", "sv"):
        block(document, "b-poll", language)["choices"].append({"id": "c", "text": "Vet ikke"})
    publish_page(by=editor, document=document, origin=AUTHORED)
    now = PollCount.objects.filter(poll__replaced_at=None)
    assert sorted(now.values_list("choice", "n")) == [("a", 0), ("b", 0), ("c", 0)]
    assert PollCount.objects.get(choice="a", poll__replaced_at__isnull=False).n == 3


def test_a_withdrawn_page_is_gone_for_readers_and_comes_back(clinic: Clinic, editor: Actor) -> None:
    page = published(editor).page
    withdraw_page(by=editor, page=page)
    with pytest.raises(NotFound):
        page_named(visitor(clinic.solvik), "small")
    published(editor, kind="guideline")
    assert not SearchEntry.objects.filter(organisation_id=editor.organisation_id).exists()
    withdraw_page(by=editor, page=Page.objects.get(), is_withdrawn=False)
    assert page_named(visitor(clinic.solvik), "small").number == 2
    assert SearchEntry.objects.filter(organisation_id=editor.organisation_id).count() == 2


def test_what_is_for_staff_is_not_public(clinic: Clinic, editor: Actor) -> None:
    published(editor, kind="handbook", audience="staff")
    assert page_named(actor(clinic.therapist, clinic.solvik), "small")
    with pytest.raises(NotFound):
        page_named(visitor(clinic.solvik), "small")
    assert pages_of(visitor(clinic.solvik), "sleep") == []
    assert not SearchEntry.objects.filter(organisation_id=editor.organisation_id).exists()


def test_lists_are_by_kind_and_topic(clinic: Clinic, editor: Actor) -> None:
    published(editor, "sleep", kind="topic", topics=[])
    published(editor, "insomnia", kind="topic", topics=[], parent="sleep")
    published(editor, "old", kind="news", published_on="2026-01-01")
    published(editor, "new", kind="news", published_on="2026-02-01")
    published(editor, "course", kind="course", topics=[])
    reader = visitor(clinic.solvik)
    assert [page.slug for page in topics(reader)] == ["insomnia", "sleep"]
    assert [page.slug for page in news(reader)] == ["new", "old"]
    assert [page.slug for page in news(reader, 1)] == ["new"]
    assert [page.slug for page in chapters(reader)] == ["course"]
    assert {page.slug for page in pages_of(reader, "sleep")} == {"insomnia", "new", "old"}
    assert [page.slug for page in pages_named(reader, ["old", "gone", "sleep"])] == ["old", "sleep"]
    assert topics(reader)[0].kind is Kind.TOPIC


def test_a_page_travels_to_another_organisation_as_a_file(clinic: Clinic, editor: Actor) -> None:
    version = published(editor)
    with inside(clinic.fjordbyen_organisation) as by:
        taken = import_page(by=by, raw=written_file(version))
        assert (taken.fingerprint, taken.origin) == (version.fingerprint, "imported")
        assert taken.organisation_id != version.organisation_id


@pytest.mark.parametrize("raw", [b"", b"\xff", b"[]", b"{", json.dumps({"format": "stegvis-programme-1"}).encode()])
def test_a_file_that_is_no_page_is_refused_whole(editor: Actor, raw: bytes) -> None:
    with pytest.raises(BadPage, match="This is no page"):
        import_page(by=editor, raw=raw)
    broken = small_page(kind="blog")
    block(broken, "b-poll")["scope"] = "secret"
    with pytest.raises(BadPage) as refused:
        import_page(by=editor, raw=json.dumps(broken).encode())
    assert [fault.what for fault in refused.value.faults] == ["kind", "scope"]
    assert not Page.objects.exists()


@pytest.mark.parametrize(("sign", "kind"), [("\0", "not_text"), ("\ud800", "not_a_document")])
def test_a_sign_that_no_database_keeps_is_refused_with_a_sentence(editor: Actor, sign: str, kind: str) -> None:
    document = small_page(review_by=IN_A_YEAR)
    block(document, "b-quote")["by"] = f"Eva{sign}"
    with pytest.raises(BadPage) as refused:
        import_page(by=editor, raw=json.dumps(document).encode())
    assert [fault.kind for fault in refused.value.faults] == [kind]


def test_uses_are_a_number_a_month_and_few_prescriptions_are_not_told(clinic: Clinic, editor: Actor) -> None:
    page = published(editor).page
    for what, times in ((PageUse.What.READ, 3), (PageUse.What.PRESCRIBED, 4)):
        for _ in range(times):
            count_use(page.organisation_id, page.pk, what)
    month = clock.now().date().replace(day=1)
    assert uses(editor) == [Use("small", "Sov godt (nb)", month, 3, None)]
    count_use(page.organisation_id, page.pk, PageUse.What.PRESCRIBED)
    assert uses(editor) == [Use("small", "Sov godt (nb)", month, 3, 5)]
    assert uses(editor, since=month + timedelta(days=32)) == []
    with pytest.raises(NotFound):
        uses(actor(clinic.therapist, clinic.solvik))


CLAIM = {
    "slug": "one-in-ten",
    "figure": "10 %",
    "year": 2020,
    "source": "En studie (2020).",
    "url": "https://example.org/",
    "review_by": IN_A_YEAR,
    "texts": {
        "nb": {"statement": "Hver tiende sover dårlig.", "caveat": "Bare voksne."},
        "sv": {"statement": "Var 10:e."},
    },
}


def test_a_claim_is_quoted_in_the_readers_language_with_its_source(clinic: Clinic, editor: Actor) -> None:
    keep_claim(by=editor, fields=CLAIM)
    keep_claim(by=editor, fields={**CLAIM, "figure": "11 %"})
    found = claims_named(visitor(clinic.solvik, language="en"), ["one-in-ten", "gone"])
    assert list(found) == ["one-in-ten"]
    quoted = found["one-in-ten"]
    assert (quoted.statement, quoted.caveat, quoted.figure) == ("Hver tiende sover dårlig.", "Bare voksne.", "11 %")
    assert (quoted.language, quoted.is_due, quoted.publication) == ("nb", False, "")
    assert Claim.objects.get().owner_id == clinic.editor.pk


def test_a_claim_without_a_source_is_not_kept(editor: Actor) -> None:
    with pytest.raises(BadPage) as refused:
        keep_claim(by=editor, fields={**CLAIM, "source": "", "year": "2020", "texts": {"nb": {}}})
    assert {fault.what for fault in refused.value.faults} == {"source", "year", "statement"}
    with pytest.raises(BadPage, match="points to publication"):
        keep_claim(by=editor, fields={**CLAIM, "publication": "not-there"})
    assert not Claim.objects.exists()


def due_slugs(by: Actor) -> dict[str, tuple[str, bool, list[str]]]:
    return {
        due.slug: (due.kind, due.is_past, [one.said for _language, one in due.outdated]) for due in due_for_review(by)
    }


def test_what_must_be_read_again_is_listed_with_the_reason(
    clinic: Clinic, editor: Actor, django_assert_num_queries: Any
) -> None:
    today = clock.today("Europe/Oslo")
    published(editor, "fresh")
    published(editor, "near", review_by=(today + timedelta(days=60)).isoformat())
    Page.objects.filter(slug="fresh").update(review_by=today + timedelta(days=61))
    published(editor, "past")
    Page.objects.filter(slug="past").update(review_by=today - timedelta(days=1))
    worded = small_page("worded", review_by=IN_A_YEAR)
    block(worded, "b-text", "sv")["body"] = rich("Ditt landsting svarar.")
    publish_page(by=editor, document=worded, origin=AUTHORED)
    told = small_page("told", review_by=IN_A_YEAR)
    item = block(told, "b-documents", "sv")["items"][0]
    item.update(title="Hälso- och sjukvårdslag (1982:763)", in_force=False, replaced_by="2017:30")
    publish_page(by=editor, document=told, origin=AUTHORED)
    keep_claim(by=editor, fields={**CLAIM, "review_by": today.isoformat()})
    with django_assert_num_queries(4):
        found = due_slugs(editor)
    assert found == {
        "near": ("page", False, []),
        "past": ("page", True, []),
        "worded": ("page", False, ["landsting"]),
        "one-in-ten": ("claim", False, []),
    }
    with pytest.raises(NotFound):
        due_for_review(actor(clinic.therapist, clinic.solvik))


def test_an_owner_is_told_once_of_each_thing(clinic: Clinic, editor: Actor) -> None:
    soon = (clock.today("Europe/Oslo") + timedelta(days=10)).isoformat()
    published(editor, "mine", review_by=soon)
    keep_claim(by=editor, fields={**CLAIM, "review_by": soon})
    Claim.objects.update(owner=clinic.lead)
    with inside(clinic.solvik_organisation) as by:
        assert remind_owners(by=by) == 2
        assert remind_owners(by=by) == 0
        Claim.objects.update(review_by=date.fromisoformat(soon) + timedelta(days=1))
        assert remind_owners(by=by) == 1
        told = Notice.objects.filter(text="content_due").values_list("user__name", flat=True)
    assert sorted(told) == [clinic.editor.name, clinic.lead.name, clinic.lead.name]


def test_what_nobody_owns_is_told_to_the_editors(clinic: Clinic) -> None:
    soon = (clock.today("Europe/Oslo") + timedelta(days=10)).isoformat()
    with inside(clinic.solvik_organisation) as by:
        published(by, review_by=soon)
        remind_owners(by=by)
        assert [notice.user for notice in Notice.objects.all()] == [clinic.editor]


def test_the_shelf_is_stocked_once_and_in_every_organisation(clinic: Clinic) -> None:
    for organisation in (clinic.solvik_organisation, clinic.fjordbyen_organisation):
        for _again in range(2):
            with inside(organisation) as by:
                stock_shelf(by=by)
                mine = {"organisation_id": by.organisation_id}
                assert PageVersion.objects.filter(**mine, origin="shipped", number=1).count() == len(shelf_names())
                assert Page.objects.filter(**mine, current__isnull=False).count() == len(shelf_names())
                assert Claim.objects.filter(**mine).count() == len(shelf_claims())
                assert Publication.objects.filter(**mine).count() == len(shelf_publications())
                found = set(SearchEntry.objects.filter(**mine).values_list("kind", flat=True))
                assert found >= {"page", "claim", "publication"}


def test_a_newer_shelf_makes_a_new_version_where_nobody_has_written_an_own(
    clinic: Clinic, editor: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stocked(kind: str) -> None:
        documents = [small_page(slug, kind=kind) for slug in ("ours", "theirs")]
        monkeypatch.setattr(stock, "shelf_pages", lambda: [(fingerprint(one), one) for one in documents])
        stock_shelf(by=editor)

    for name in ("shelf_claims", "shelf_publications"):
        monkeypatch.setattr(stock, name, list)
    stocked("article")
    published(editor, "theirs", topics=["stress"])
    stocked("guideline")
    kinds = {page.slug: (page.kind, page.current.number) for page in Page.objects.select_related("current")}
    assert kinds == {"ours": ("guideline", 2), "theirs": ("article", 2)}
