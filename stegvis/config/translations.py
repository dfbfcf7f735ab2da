"""Compiles every room's translations where they changed; with --check, says what is missing. Writes no words."""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import polib

PACKAGE = Path(__file__).resolve().parents[1]
Key = tuple[str, str]  # context and text
LANGUAGES = ("nb", "nn", "sv")  # English is the language of the source


def main(arguments: list[str]) -> int:
    """Compile; or with --check report every gap and return 1 when there is one."""
    if "--check" not in arguments:
        compile_all()
        return 0
    gaps = list(missing())
    for gap in gaps:
        print(gap)
    return 1 if gaps else 0


def compile_all() -> None:
    """A .mo beside every .po that is newer; gettext itself is not needed for it."""
    for source in PACKAGE.glob("**/locale/*/LC_MESSAGES/*.po"):
        compiled = source.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
            polib.pofile(str(source)).save_as_mofile(str(compiled))


def missing() -> Iterator[str]:
    """Every gap as a sentence: a text without a translation, one that is no longer said, two that differ."""
    texts = texts_of_the_source()
    for language in LANGUAGES:
        found: dict[Key, tuple[Path, polib.POEntry]] = {}
        for file in sorted(PACKAGE.glob(f"**/locale/{language}/LC_MESSAGES/django.po")):
            name = file.relative_to(PACKAGE.parent)
            for entry in polib.pofile(str(file)):
                if entry.obsolete:
                    continue
                key = _key(entry)
                if key not in texts:
                    yield f"{name}: {key[1]!r} is no longer said."
                elif not entry.translated():
                    yield f"{name}: {key[1]!r} has no finished translation."
                elif key in found and found[key][1].msgstr != entry.msgstr:
                    yield f"{name}: {key[1]!r} is translated otherwise in {found[key][0]}."
                found.setdefault(key, (name, entry))
        yield from (f"{language}: {key[1]!r} is not translated." for key in sorted(texts - found.keys()))


def texts_of_the_source() -> set[Key]:
    """What Python and templates say, as gettext reads it."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        (copy / "locale").mkdir()
        for source in PACKAGE.glob("**/*"):
            if source.suffix in (".py", ".html", ".txt") and "migrations" not in source.parts:
                target = copy / source.relative_to(PACKAGE)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(source.read_bytes())
        command = [sys.executable, "-m", "django", "makemessages", "-l", "en", "--no-location", "-v0"]
        subprocess.run(command, cwd=copy, check=True, stdout=subprocess.DEVNULL)
        return {_key(entry) for entry in polib.pofile(str(copy / "locale/en/LC_MESSAGES/django.po"))}


def _key(entry: polib.POEntry) -> Key:
    return (entry.msgctxt or "", entry.msgid)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
