"""The problems a team helps with: plain words, the ICPC-2 code, and which anxiety measure belongs to each."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from stegvis.definitions.registration import Problem
from stegvis.definitions.toml_files import LANGUAGES, in_every_language, table


@dataclass(frozen=True)
class ProblemWords:
    """One problem. `icpc2` is None where chapter P has no code, or more than one, for it."""

    code: Problem
    plain: Mapping[str, str]
    icpc2: str | None
    anxiety_measure: str


def problem_words(code: Problem) -> ProblemWords:
    """What is known of that problem."""
    content = table("problems.toml")[Problem(code).value]
    texts = {language: content[language] for language in LANGUAGES if language in content}
    return ProblemWords(
        code=Problem(code),
        plain=in_every_language(texts, f"problems.toml {code}"),
        icpc2=content.get("icpc2"),
        anxiety_measure=content["anxiety_measure"],
    )


# The id of the anxiety measure of each problem; an episode whose problem is not known has gad-7 (MEASURES.md).
ANXIETY_MEASURES: Mapping[Problem, str] = MappingProxyType(
    {code: problem_words(code).anxiety_measure for code in Problem}
)


def anxiety_measure(problem: Problem | None) -> str:
    """The id of the anxiety measure of an episode with that problem."""
    return "gad-7" if problem is None else ANXIETY_MEASURES[Problem(problem)]
