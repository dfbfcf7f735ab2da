"""Words: every text of the interface stands in nb, nn and sv; no notice tells what it is about."""

import re
from pathlib import Path

import polib
import pytest
from django.utils.translation import override

from stegvis.notices.texts import TEXTS, written
from tests.architecture.source import PACKAGE, modules, name, templates, tree

LANGUAGES = ("nb", "nn", "sv")
# What a lock screen must not show (facts/safety.md, threat 5). Whole words and beginnings, four languages.
TELLING = re.compile(
    r"terap|behandl|treatment|psyk|angst|ångest|depress|selvmord|självmord|suicid|kriis|krise|kris\b|diagnos|"
    r"therap|anxiety|mental|helsehjelp|health|hälsa|helse|skår|score|phq|gad-7|klient|pasient|patient|vård|samtale",
    re.I,
)


def catalogues(language: str) -> list[polib.POFile]:
    return [polib.pofile(str(path)) for path in sorted(PACKAGE.rglob(f"locale/{language}/LC_MESSAGES/django.po"))]


def messages() -> set[str]:
    """Every msgid the product's code and templates ask for."""
    found: set[str] = set()
    for path in templates():
        text = path.read_text("utf-8")
        found |= {a or b for a, b in re.findall(r"{%\s*(?:trans|translate)\s+(?:\"([^\"]+)\"|'([^']+)')", text)}
        for block in re.findall(r"{%\s*blocktrans(?:late)?\b[^%]*%}(.*?){%\s*endblocktrans", text, re.S):
            for part in re.split(r"{%\s*plural\s*%}", block):
                found.add(re.sub(r"{{\s*([\w.]+)[^}]*}}", r"%(\1)s", part).replace("\r\n", "\n"))
    for path in modules():
        found |= _called(path)
    return found


def _called(path: Path) -> set[str]:
    import ast

    # Which arguments are texts; the first one of pgettext says what the text is for.
    texts = {
        **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop"), slice(0, 1)),
        **dict.fromkeys(("ngettext", "ngettext_lazy"), slice(0, 2)),
        **dict.fromkeys(("pgettext", "pgettext_lazy"), slice(1, 2)),
    }
    return {
        argument.value
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in texts
        for argument in node.args[texts[node.func.id]]
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_translated(language: str) -> None:
    there = {
        part
        for catalogue in catalogues(language)
        for entry in catalogue
        if entry.translated()
        for part in (entry.msgid, entry.msgid_plural)
        if part
    }
    missing = sorted(text for text in messages() if text.strip() and text not in there)
    assert missing == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_keep_their_values(language: str) -> None:
    """A translation that drops or renames a value shows a gap or falls over when the page is drawn."""
    wrong = [
        entry.msgid
        for catalogue in catalogues(language)
        for entry in catalogue
        for text in (entry.msgstr, *entry.msgstr_plural.values())
        if text
        and not set(re.findall(r"%\((\w+)\)", text)) <= set(re.findall(r"%\((\w+)\)", entry.msgid + entry.msgid_plural))
    ]
    assert wrong == []


@pytest.mark.parametrize("language", [*LANGUAGES, "en"])
@pytest.mark.parametrize("text", sorted(TEXTS))
def test_a_notice_tells_nothing(text: str, language: str) -> None:
    values = {key: "1" for key in TEXTS[text].needs}
    with override(language):
        subject, body = written(text, language, values)
    assert not TELLING.search(f"{subject} {body}"), (subject, body)


def test_the_words_check_can_fail() -> None:
    assert TELLING.search("Du har time hos psykolog")
    assert TELLING.search("Your treatment starts")
    assert not TELLING.search("Hei. Her er lenken din.")


def test_only_known_languages_have_catalogues() -> None:
    folders = {path.parent.parent.name for path in PACKAGE.rglob("LC_MESSAGES/django.po")}
    assert folders <= set(LANGUAGES), [name(path) for path in PACKAGE.rglob("LC_MESSAGES/django.po")]
