"""The template of the assessment talk is whole in every language, so that nobody is asked less than another."""

import pytest

from stegvis.definitions.assessment import _prompts, sections
from stegvis.definitions.toml_files import LANGUAGES


def test_every_section_has_its_title_and_as_many_prompts_in_each_language() -> None:
    codes = [section.code for section in sections()]
    assert len(codes) == len(set(codes)) == 8
    for section in sections():
        assert set(section.title) == set(section.prompts) == set(LANGUAGES)
        assert len({len(section.prompts[language]) for language in LANGUAGES}) == 1
        assert all(prompt.strip() for language in LANGUAGES for prompt in section.prompts[language])


def test_a_prompt_that_lacks_its_translation_stops_the_start() -> None:
    content = {"code": "brings", "prompts": {"nb": ["a", "b"], "nn": ["a"], "sv": ["a", "b"], "en": ["a", "b"]}}
    with pytest.raises(ValueError, match="nn must have as many prompts"):
        _prompts(content)


def test_nynorsk_is_not_a_copy_of_bokmal() -> None:
    same = [
        (section.code, prompt)
        for section in sections()
        for prompt, other in zip(section.prompts["nb"], section.prompts["nn"], strict=True)
        if prompt == other and len(prompt) > 40
    ]
    assert same == []
