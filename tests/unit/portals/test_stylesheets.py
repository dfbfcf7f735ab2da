"""The stylesheets and templates keep their promises without a browser: contrast, the policy, the files they name."""

import re
import tomllib
from pathlib import Path

import pytest

PORTALS = Path(__file__).parents[3] / "stegvis" / "portals"
STATIC = PORTALS / "static"
TOKENS = (STATIC / "stegvis" / "stegvis.css").read_text()

# What stands on what, and the least contrast WCAG 2.2 AA asks for: 4.5 for text (1.4.3), 3 for controls (1.4.11).
PAIRS = [
    *((ink, ground, 4.5) for ink in ("ink", "ink-soft") for ground in ("daylight", "paper", "birch", "spruce-mist")),
    *(("ink", ground, 4.5) for ground in ("rust-mist", "birch-deep")),
    *(("ink-soft", ground, 4.5) for ground in ("rust-mist",)),
    *(("spruce", ground, 4.5) for ground in ("daylight", "paper", "birch", "spruce-mist", "rust-mist")),
    *(("on-spruce", ground, 4.5) for ground in ("spruce", "spruce-hover", "spruce-active")),
    *(("rust", ground, 4.5) for ground in ("daylight", "paper", "rust-mist")),
    *(("ochre", ground, 4.5) for ground in ("daylight", "paper", "birch")),
    *(("bark-strong", ground, 3.0) for ground in ("daylight", "paper", "birch")),
    *(("focus-out", ground, 3.0) for ground in ("daylight", "paper", "birch", "spruce-mist", "rust-mist")),
]


def tokens(dark: bool) -> dict[str, str]:
    """The colours as declared; in the dark, those of the dark over those of the light."""
    light_part, dark_part = TOKENS.split("@media (prefers-color-scheme: dark)")[:2]
    found = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{3,6});", light_part))
    dark_part = dark_part[: dark_part.index("\n}")]
    return found | (dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{3,6});", dark_part)) if dark else {})


def luminance(colour: str) -> float:
    digits = colour.removeprefix("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize(("above", "ground", "least"), PAIRS)
def test_colours_that_meet_have_the_contrast_people_need(above: str, ground: str, least: float, dark: bool) -> None:
    colours = tokens(dark)
    lighter, darker = sorted((luminance(colours[above]), luminance(colours[ground])), reverse=True)
    assert (lighter + 0.05) / (darker + 0.05) >= least


OWN = [*sorted((STATIC / "stegvis").glob("*.css")), *sorted(PORTALS.rglob("templates/**/*.html"))]


@pytest.mark.parametrize("file", OWN, ids=lambda file: file.name)
def test_nothing_of_ours_needs_a_softer_policy(file: Path) -> None:
    """The policy is self only: no data images, no inline style or script, nothing from another place."""
    text = re.sub(
        r"\{[%{].*?[%}]\}", "", file.read_text()
    )  # what a tag writes is escaped; its own words are not markup
    assert "data:" not in text
    for pattern in (r"\sstyle=", r"<style", r"\son[a-z]+=", r"<script(?![^>]*\bsrc=)", r"javascript:", r"https?://"):
        assert not re.search(pattern, text, re.IGNORECASE), pattern


def test_every_file_a_stylesheet_names_is_fetched_at_set_up_or_ours() -> None:
    with (STATIC / "vendor.toml").open("rb") as listed:
        fetched = {each["to"] for each in tomllib.load(listed)["file"]}
    named = {
        match
        for sheet in (STATIC / "stegvis").glob("*.css")
        for match in re.findall(r'url\("\.\./([^"]+)"\)', sheet.read_text())
    }
    assert named
    assert named <= fetched
    templates = "".join(file.read_text() for file in PORTALS.rglob("templates/portals/**/*.html"))
    for name in re.findall(r"{% static '([^']+)' %}", templates):
        assert name in fetched or (STATIC / name).is_file(), name


def test_every_class_of_the_shared_parts_is_in_a_stylesheet() -> None:
    """A class that no sheet knows is a part without its face."""
    sheets = "".join(sheet.read_text() for sheet in (STATIC / "stegvis").glob("*.css")) + ".ds-button"
    for file in (PORTALS / "templates" / "portals").rglob("*.html"):
        for names in re.findall(r'class="([^"{]+)"', file.read_text()):
            for name in names.split():
                assert f".{name}" in sheets, f"{file.name}: {name}"
