"""What is kept of pages in a process is the same for everybody: words and addresses, never anything of a reader."""

from __future__ import annotations

import re
from pathlib import Path

TEMPLATES = Path(__file__).parents[2] / "stegvis" / "portals" / "templates"
KEPT = re.compile(r"{% cache None (?P<name>\w+)(?P<by>[^%]*)%}(?P<inside>.*?){% endcache %}", re.DOTALL)
# The languages themselves, which the footer goes through.
HARMLESS = {"code", "name"}


def kept() -> list[re.Match[str]]:
    return [found for path in sorted(TEMPLATES.rglob("*.html")) for found in KEPT.finditer(path.read_text())]


def faults_of(found: re.Match[str]) -> list[str]:
    """Why a part of a page may not be kept."""
    name, inside, by = found["name"], found["inside"], found["by"].split()
    shown = {re.split(r"[.|\s]", each.strip())[0] for each in re.findall(r"{{(.*?)}}", inside)}
    faults = [f"{name} shows {each}" for each in sorted(shown - HARMLESS)]
    faults += [f"{name} has {tag}" for tag in ("csrf_token", "include", "block ", "command") if f"{{% {tag}" in inside]
    if "translate" in inside and by != ["LANGUAGE_CODE"]:
        faults.append(f"{name} has words and is not kept by language")
    # An address that names something is something of a reader's, unless it is the name of a page alone.
    faults += [f"{name} has an address of {each}" for each in re.findall(r"{% url '[\w:]+' ([^%]+)%}", inside)]
    return faults


def test_what_is_kept_of_a_page_shows_nothing_of_a_reader() -> None:
    found = kept()
    assert len(found) > 3  # the pattern still finds them
    assert [fault for each in found for fault in faults_of(each)] == []


def test_each_kept_part_has_a_name_of_its_own() -> None:
    """Two of one name would stand in each other's place."""
    names = [each["name"] for each in kept()]
    assert sorted(set(names)) == sorted(names)


def test_a_part_with_a_name_in_it_is_found_out() -> None:
    bad = "{% cache None top %}{% translate 'Hello' %} {{ actor.name }}{% csrf_token %}{% endcache %}"
    found = KEPT.search(bad)
    assert found is not None
    assert faults_of(found) == [
        "top shows actor",
        "top has csrf_token",
        "top has words and is not kept by language",
    ]


def test_every_cache_tag_is_looked_at() -> None:
    """One with a time limit, or in another cache, would pass the tests above unseen."""
    opened = sum(path.read_text().count("{% cache ") for path in TEMPLATES.rglob("*.html"))
    assert opened == len(kept())
