"""The levels of care in plain words, for those who choose together. It ranks and preselects nothing."""

from collections.abc import Mapping
from dataclasses import dataclass

from stegvis.definitions.registration import Level
from stegvis.definitions.toml_files import in_every_language, table


@dataclass(frozen=True)
class LevelOfCare:
    """One level: what it is and how long it takes, by language; `source` is where the length is from."""

    code: Level
    description: Mapping[str, str]
    length: Mapping[str, str]
    source: str


def level_of_care(code: Level) -> LevelOfCare:
    """The description of that level."""
    content = table("levels.toml")[Level(code).value]
    return LevelOfCare(
        code=Level(code),
        description=in_every_language(content["description"], f"levels.toml {code} description"),
        length=in_every_language(content["length"], f"levels.toml {code} length"),
        source=content["source"],
    )


def levels_of_care() -> tuple[LevelOfCare, ...]:
    """All levels, in the order of the registration, which is no ranking."""
    return tuple(level_of_care(code) for code in Level)
