"""The start-up kit of a team: phases and tasks, what the model asks of staff, the yearly self-check, paper templates.

Pure. Texts stand in nb, sv and en; who reads nynorsk reads bokmål. What a team does with them is a row, not here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from stegvis.definitions.toml_files import table

# In which other language a text is read where it is not written in the reader's own.
READ_IN = MappingProxyType({"nb": "nb", "nn": "nb", "sv": "sv", "en": "en"})
# A team that begins late is not behind from the first day: nothing is due sooner than a month's meetings allow.
SOONEST = timedelta(weeks=4)

Words = Mapping[str, str]
Texts = Mapping[str, Words]


@dataclass(frozen=True)
class Source:
    """Where a requirement or a piece of advice comes from. `url` may be empty."""

    text: str
    url: str


@dataclass(frozen=True)
class Phase:
    key: str
    names: Words


@dataclass(frozen=True)
class Task:
    """`weeks` before the opening day it is usually done; below zero it comes after. `texts` have title, why, shown."""

    key: str
    phase: str
    weeks: int
    is_decision: bool
    is_grant: bool
    templates: tuple[str, ...]
    texts: Texts
    source: Source

    def usual_day(self, opens_on: date, since: date) -> date:
        """Counted back from the opening; `since` is the day from which the team could have begun."""
        soonest = since + SOONEST
        if since <= opens_on < soonest:
            soonest = opens_on
        return max(opens_on - timedelta(weeks=self.weeks), soonest)


@dataclass(frozen=True)
class Question:
    """One question of the yearly self-check. `texts` have text and look: where the team finds its answer."""

    key: str
    texts: Texts
    source: Source


@dataclass(frozen=True)
class Template:
    """A paper to copy and adapt. Its words are in `words(language)`, as Markdown with [what is to be filled in]."""

    key: str
    source: Source | None

    def title(self, language: str) -> str:
        return self._file(language).partition("\n")[0].removeprefix("# ").strip()

    def words(self, language: str) -> str:
        """Without the title, which is a field of its own."""
        return self._file(language).partition("\n")[2].strip()

    def _file(self, language: str) -> str:
        return _template_file(self.key, language)


@cache
def source(key: str) -> Source:
    found = table("kit/sources.toml")[key]
    return Source(found["text"], found["url"])


@cache
def phases() -> tuple[Phase, ...]:
    """In the order a team goes through them."""
    return tuple(Phase(one["key"], _words(one, "name")) for one in table("kit/tasks.toml")["phases"])


@cache
def tasks() -> Mapping[str, Task]:
    """By key, in the order of the file: phase by phase."""
    found = [_task(one) for one in table("kit/tasks.toml")["tasks"]]
    return MappingProxyType({task.key: task for task in found})


@cache
def questions() -> Mapping[str, Question]:
    """By key, in the order they are asked."""
    found = [
        Question(one["key"], texts_of(one, ("text", "look")), source(one["source"]))
        for one in table("kit/questions.toml")["questions"]
    ]
    return MappingProxyType({question.key: question for question in found})


@cache
def templates() -> Mapping[str, Template]:
    """By key, in the order a new team meets them."""
    found = [
        Template(one["key"], source(one["source"]) if one["source"] else None)
        for one in table("kit/templates.toml")["templates"]
    ]
    return MappingProxyType({template.key: template for template in found})


def template_language(language: str, country: str) -> str:
    """Papers are in Norwegian or Swedish: by the reader's language, and by the country for who reads English."""
    return "sv" if language == "sv" or (language == "en" and country == "SE") else "nb"


def said(texts: Texts, language: str) -> Words:
    """The texts for a reader of this language."""
    return texts[READ_IN[language]]


def _task(one: Mapping[str, Any]) -> Task:
    unknown = set(one.get("templates", ())) - set(templates())
    if unknown or one["phase"] not in {phase.key for phase in phases()}:
        raise ValueError(f"The task {one['key']} names a phase or a template that is not in the kit.")
    return Task(
        key=one["key"],
        phase=one["phase"],
        weeks=one["weeks"],
        is_decision=one.get("decision", False),
        is_grant=one.get("grant", False),
        templates=tuple(one.get("templates", ())),
        texts=texts_of(one, ("title", "why", "shown")),
        source=source(one["source"]),
    )


def texts_of(one: Mapping[str, Any], fields: Sequence[str]) -> Texts:
    """The texts of one entry in every language, each with these fields and no other."""
    return MappingProxyType({language: _complete(one, language, fields) for language in ("nb", "sv", "en")})


def _complete(one: Mapping[str, Any], language: str, fields: Sequence[str]) -> Words:
    words = one.get(language, {})
    if set(words) != set(fields) or not all(words.values()):
        raise ValueError(f"{one['key']} needs {', '.join(fields)} in {language}, and nothing else.")
    return MappingProxyType(dict(words))


def _words(one: Mapping[str, Any], name: str) -> Words:
    return MappingProxyType({language: one[name][language] for language in ("nb", "sv", "en")})


@cache
def _template_file(key: str, language: str) -> str:
    return (files("stegvis.definitions") / "kit" / "templates" / language / f"{key}.md").read_text("utf-8")
