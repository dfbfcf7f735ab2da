"""The structured assessment talk: its sections, their titles and prompts. Guides a conversation; scores nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from stegvis.definitions.toml_files import LANGUAGES, in_every_language, table


@dataclass(frozen=True)
class Section:
    """One part of the talk. `must`: it cannot be left empty when the assessment is completed."""

    code: str
    title: Mapping[str, str]
    prompts: Mapping[str, tuple[str, ...]]
    must: bool


@cache
def sections() -> tuple[Section, ...]:
    """Every section, in the order a talk often takes; anyone may begin where it is natural."""
    return tuple(
        Section(
            code=content["code"],
            title=in_every_language(content["title"], f"assessment.toml {content['code']} title"),
            prompts=_prompts(content),
            must=content.get("must", False),
        )
        for content in table("assessment.toml")["section"]
    )


def _prompts(content: Mapping[str, object]) -> Mapping[str, tuple[str, ...]]:
    """As many prompts in each of the four languages, and no language without them."""
    given = content["prompts"]
    assert isinstance(given, dict)
    where = f"assessment.toml {content['code']} prompts"
    for language in LANGUAGES:
        if len(given.get(language, ())) != len(given["nb"]):
            raise ValueError(f"{where}: {language} must have as many prompts as nb.")
    return MappingProxyType({language: tuple(given[language]) for language in LANGUAGES})
