"""Templates: the policy is self only, so nothing is written inline; titles of closed pages are neutral."""

import re

from tests.architecture.source import name, templates

INLINE = re.compile(
    r"\sstyle\s*=|<style\b|<script(?![^>]*\bsrc=)(?![^>]*application/json)|\son[a-z]+\s*=|javascript:", re.I
)
DATA_IMAGE = re.compile(r"data:image", re.I)


def test_nothing_is_inline() -> None:
    found = [name(path) for path in templates() if INLINE.search(re.sub(r"{%.*?%}", "", path.read_text("utf-8")))]
    assert found == []


def test_nothing_is_fetched_from_elsewhere() -> None:
    """Links a person may follow to a source are text; nothing is loaded from another origin."""
    loaded = re.compile(
        r"""<(?:script|img|link|iframe|form)\b[^>]*(?:src|href|action)\s*=\s*["'](?:https?:)?//""", re.I
    )
    found = [name(path) for path in templates() if loaded.search(path.read_text("utf-8"))]
    assert found == []


def test_no_data_images() -> None:
    found = [name(path) for path in templates() if DATA_IMAGE.search(path.read_text("utf-8"))]
    assert found == []


def test_closed_pages_have_a_neutral_title() -> None:
    """A tab or a history entry must not tell that its owner is in care."""
    found = [
        name(path)
        for path in templates()
        if ("templates/client" in name(path) or "templates/clinic" in name(path) or "templates/office" in name(path))
        and re.search(r"{%\s*block\s+(?:title|head_title)\b|<title", path.read_text("utf-8"))
    ]
    assert found == []


def test_forms_that_change_something_carry_a_csrf_token() -> None:
    bare = []
    for path in templates():
        for form in re.findall(r"<form\b[^>]*method=.post.[^>]*>.*?</form>", path.read_text("utf-8"), re.I | re.S):
            if "csrf_token" not in form and "slot body" not in form:
                bare.append(name(path))
    assert bare == []
