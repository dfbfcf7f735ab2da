"""The checklist beside the choice of level: questions with their sources. Never a score, never a suggestion."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from stegvis.definitions.toml_files import in_every_language, table


@dataclass(frozen=True)
class LevelQuestion:
    """One thing to have thought of, by language, and where it comes from."""

    code: str
    text: Mapping[str, str]
    source: str


@cache
def level_questions() -> tuple[LevelQuestion, ...]:
    """The questions, in the order they stand beside the offers."""
    return tuple(
        LevelQuestion(
            code=content["code"],
            text=in_every_language(content["text"], f"level_questions.toml {content['code']}"),
            source=content["source"],
        )
        for content in table("level_questions.toml")["question"]
    )
