"""What authors of library pages choose from: kinds, audiences, and what the organisation's own shelf holds."""

from __future__ import annotations

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from stegvis.definitions.pages import AUDIENCES, KINDS, Kind, nearest
from stegvis.definitions.registration import Problem, label
from stegvis.library.authoring.choices import Choices

# How much of a claim's own words names it.
SHOWN = 90


def kinds() -> Choices:
    words = {
        "topic": _("Topic"),
        "article": _("Article"),
        "news": _("News"),
        "chapter": _("Learning chapter"),
        "guideline": _("Guideline"),
        "course": _("Course in several parts"),
        "easy": _("Easy-read page"),
        "handbook": _("Page of the staff's handbook"),
    }
    return [(each.value, words[each]) for each in KINDS]


def audiences() -> Choices:
    words = {
        "anyone": _("Anyone"),
        "client": _("Clients"),
        "relative": _("Relatives"),
        "gp": _("General practitioners"),
        "staff": _("Staff only"),
    }
    return [(each.value, words[each]) for each in AUDIENCES]


def scopes() -> Choices:
    return [("public", _("Anyone, without log-in")), ("team", _("Those who are signed in, once each"))]


def verbs() -> Choices:
    return [("inform", _("Inform")), ("motivate", _("Motivate")), ("arrange", _("Arrange"))]


def offers() -> Choices:
    return [
        ("training", _("Training")),
        ("course", _("Course")),
        ("self_help", _("Self-help")),
        ("crisis", _("Help in a crisis")),
        ("user_organisation", _("User organisation")),
    ]


def problems() -> Choices:
    return [(each.value, label(each, get_language() or "nb")) for each in Problem]


def topics() -> Choices:
    return _pages(kind=Kind.TOPIC)


def pages() -> Choices:
    return _pages()


def claims() -> Choices:
    from stegvis.library.models import Claim

    found = Claim.objects.filter(withdrawn_at=None).order_by("slug").values_list("slug", "texts")
    return [(slug, f"{slug}: {_in_words(texts, 'statement')[:SHOWN]}") for slug, texts in found]


def publications() -> Choices:
    """Those that somebody here has chosen to keep; what was only fetched from an archive may be thousands."""
    from stegvis.library.models import Publication

    kept = Publication.objects.filter(withdrawn_at=None).exclude(origin=Publication.Origin.HARVESTED)
    found = [(slug, nearest(_language(), titles), titles) for slug, titles in kept.values_list("slug", "titles")]
    return sorted(((slug, titles[code]) for slug, code, titles in found), key=lambda each: each[1].casefold())


def _pages(**only: str) -> Choices:
    from stegvis.library.models import Page

    there = Page.objects.filter(withdrawn_at=None, current__isnull=False, **only)
    found = [(slug, _in_words(texts, "title")) for slug, texts in there.values_list("slug", "texts")]
    return sorted(found, key=lambda each: each[1].casefold())


def _in_words(texts: dict[str, dict[str, str]], key: str) -> str:
    return texts[nearest(_language(), texts)][key]


def _language() -> str:
    return get_language() or "nb"
