"""Films, sounds and captions added by hand: made anew, bare of what the device wrote, kept beside the document."""

from __future__ import annotations

import base64
import hashlib
import json
import subprocess
import uuid
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from stegvis.definitions.programme import BadProgramme
from stegvis.library.actions import rewrite_media
from stegvis.library.actions.import_programme import import_programme
from stegvis.library.actions.keep_media import keep_upload
from stegvis.library.actions.publish_version import publish_version
from stegvis.library.actions.rewrite_media import container_of, kind_of, rewritten_media
from stegvis.library.authoring.files import films, sounds
from stegvis.library.models import MediaFile, ProgrammeVersion
from stegvis.library.queries.drafts import files_of
from stegvis.library.queries.files import file_in
from stegvis.library.queries.programmes import written_file
from stegvis.people.models import Actor, Denied
from tests.clinic import Clinic, acting, actor, make_clinic
from tests.programmes import small_programme

AUTHORED = ProgrammeVersion.Origin.AUTHORED
PLACE = "+59.9139+010.7522/"
PICTURE = ("-f", "lavfi", "-i", "testsrc=s=96x64:d=0.4:r=5")
TONE = ("-f", "lavfi", "-i", "sine=d=0.4")
TOLD = ("-metadata", f"location={PLACE}", "-metadata", "title=Karis telefon", "-metadata", "comment=hjemme")
CAPTIONS = b"WEBVTT\n\nNOTE hjemme hos Kari\n\n00:00.000 --> 00:00.400\nHei\n"


def ffmpeg(path: Path, *arguments: str) -> bytes:
    """A tiny film or sound as a phone would write it. `run test` sees to it that ffmpeg is there."""
    subprocess.run(["ffmpeg", "-v", "error", "-y", *arguments, str(path)], check=True)
    return path.read_bytes()


def written_by(path: Path) -> Any:
    told = subprocess.run(
        ["ffprobe", "-v", "error", "-of", "json", "-show_format", "-show_streams", "-show_chapters", str(path)],
        check=True, capture_output=True,
    )  # fmt: skip
    return json.loads(told.stdout)


@pytest.mark.parametrize(
    ("name", "arguments", "comes"),
    [
        ("film.mp4", (*PICTURE, *TONE, *TOLD), ("mov", "mp4", ["h264", "aac"])),
        ("silent.webm", (*PICTURE, *TOLD), ("matroska", "mp4", ["h264"])),
        ("sound.mp3", (*TONE, *TOLD), ("mp3", "m4a", ["aac"])),
        ("sound.ogg", (*TONE, "-c:a", "libopus", *TOLD), ("ogg", "m4a", ["aac"])),
        ("sound.wav", (*TONE, *TOLD), ("wav", "m4a", ["aac"])),
    ],
)
def test_what_a_device_wrote_does_not_come_along(
    tmp_path: Path, name: str, arguments: tuple[str, ...], comes: tuple[str, str, list[str]]
) -> None:
    container, ending, codecs = comes
    content = ffmpeg(tmp_path / name, *arguments)
    assert b"Karis telefon" in content
    assert container_of(content[:16]) == container
    kind = kind_of(tmp_path / name, container)
    assert kind.ending == ending
    made = rewritten_media(tmp_path / name, kind)
    for told in (b"Karis", PLACE.encode(), b"hjemme", b"Lavf"):
        assert told not in made
    found = written_by(tmp_path / f"made.{ending}")
    assert [stream["codec_name"] for stream in found["streams"]] == codecs
    assert set(found["format"]["tags"]) <= {"major_brand", "minor_version", "compatible_brands"}
    assert found["chapters"] == []


def test_a_list_of_other_files_is_no_film(tmp_path: Path) -> None:
    """ffmpeg is told the container, so nothing makes it open what a play list names."""
    secret = tmp_path / "secret.mp4"
    ffmpeg(secret, *PICTURE)
    (tmp_path / "list").write_text(f"ffconcat version 1.0\nfile {secret}\n")
    (tmp_path / "stream").write_text(f"#EXTM3U\n#EXTINF:1,\n{secret}\n")
    for name in ("list", "stream"):
        assert container_of((tmp_path / name).read_bytes()[:16]) == ""
        with pytest.raises(Denied, match=r"film or sound that we can read|film eller lyd"):
            kind_of(tmp_path / name, "mov")


def test_a_film_that_takes_too_long_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ffmpeg(tmp_path / "film.mp4", *PICTURE)
    monkeypatch.setattr(rewrite_media, "SECONDS", 0.001)
    with pytest.raises(Denied, match=r"too long|for lang"):
        kind_of(tmp_path / "film.mp4", "mov")


@pytest.fixture
def clinic() -> Clinic:
    return make_clinic()


@pytest.fixture
def editor(clinic: Clinic) -> Iterator[Actor]:
    with acting(actor(clinic.editor, clinic.solvik, command=uuid.uuid4())) as by:
        yield by


def add(by: Actor, name: str, content: bytes) -> MediaFile:
    return keep_upload(by=replace(by, command=uuid.uuid4()), name=name, chunks=[content[:100], content[100:]])


@pytest.mark.django_db
def test_each_kind_is_kept_as_what_it_is_and_can_be_chosen(editor: Actor, tmp_path: Path) -> None:
    film = add(editor, "Søvn og lys.MP4", ffmpeg(tmp_path / "film.mp4", *PICTURE, *TONE))
    sound = add(editor, "ro.mp3", ffmpeg(tmp_path / "sound.mp3", *TONE))
    captions = add(editor, "film.srt", CAPTIONS)
    assert [(one.name, one.type) for one in (film, sound, captions)] == [
        ("s-vn-og-lys.mp4", "video/mp4"), ("ro.m4a", "audio/mp4"), ("film.vtt", "text/vtt"),
    ]  # fmt: skip
    assert b"Kari" not in bytes(captions.content)
    assert (films(), sounds()) == ([(film.name, film.name)], [(sound.name, sound.name)])


@pytest.mark.django_db
def test_what_cannot_be_taken_is_refused_with_a_sentence(
    editor: Actor, clinic: Clinic, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    film = ffmpeg(tmp_path / "film.mp4", *PICTURE)
    with pytest.raises(Denied):
        add(editor, "a.mp4", film[:40])
    with pytest.raises(Denied):
        add(editor, "a.vtt", b"WEBVTT\n\nHei\n")
    with pytest.raises(Denied):
        add(editor, "a.exe", b"MZ\x90\x00" * 100)
    with pytest.raises(Denied):
        add(actor(clinic.lead, clinic.solvik), "a.mp4", film)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Denied, match="ffmpeg"):
        add(editor, "a.mp4", film)
    assert not MediaFile.objects.exists()


def with_film(*, is_told: bool) -> dict[str, Any]:
    document = small_programme()
    said = [{"kind": "paragraph", "runs": [{"text": "Eva står opp."}]}]
    film = {"id": "m1-film", "kind": "film", "file": "f.mp4", "title": "Eva",
            "captions": "f.vtt" if is_told else "",
            "description": "Hun sitter ved et bord." if is_told else "",
            "transcript": said if is_told else []}  # fmt: skip
    document["files"] = {
        name: {
            "type": type_,
            "sha256": hashlib.sha256(content).hexdigest(),
            "content": base64.b64encode(content).decode(),
        }
        for name, type_, content in (("f.mp4", "video/mp4", b"film" * 100), ("f.vtt", "text/vtt", CAPTIONS))
    }
    for tree in document["languages"].values():
        tree["modules"][0]["steps"][0]["blocks"].append(film)
    return document


@pytest.mark.django_db
def test_a_film_without_captions_description_and_transcript_is_not_published(editor: Actor) -> None:
    with pytest.raises(BadProgramme) as refused:
        publish_version(by=editor, document=with_film(is_told=False), origin=AUTHORED)
    assert {fault.kind for fault in refused.value.faults} == {"no_captions", "no_description", "no_transcript"}


@pytest.mark.django_db
def test_what_files_hold_stands_beside_the_document_and_travels_in_the_export(editor: Actor, clinic: Clinic) -> None:
    """The row is small however long the film is; the export is the document that was published, to the letter."""
    document = with_film(is_told=True)
    version = publish_version(by=editor, document=document, origin=AUTHORED)
    version.refresh_from_db()
    assert all(set(file) == {"type", "sha256"} for file in version.document["files"].values())
    found = file_in(version.pk, "f.mp4")
    assert found is not None
    assert (found.type, found.content) == ("video/mp4", b"film" * 100)
    assert file_in(version.pk, "other.mp4") is None
    content = written_file(version)
    assert json.loads(content) == document
    assert files_of(editor) == []  # nobody added them here
    with acting(actor(clinic.fjordbyen_lead, clinic.fjordbyen)) as other:
        taken = import_programme(by=other, content=content)
        assert taken.fingerprint == version.fingerprint
        assert file_in(taken.pk, "f.mp4") == found
        with pytest.raises(BadProgramme):  # a document without what its files hold is no programme to take in
            import_programme(by=other, content=json.dumps({**version.document, "slug": "bare"}).encode())
