"""Taking in a file for programmes by hand: a picture, a film, a sound or captions, each made anew by us."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterable
from pathlib import Path

from django.db import connection
from django.utils.translation import gettext as _

from stegvis.definitions import clock
from stegvis.definitions.captions import BadCaptions, read_captions, written
from stegvis.library.actions.keep_file import LARGEST as LARGEST_PICTURE
from stegvis.library.actions.keep_file import check_can_keep, keep_image, named
from stegvis.library.actions.rewrite_media import SECONDS, check_can_rewrite, container_of, kind_of, rewritten_media
from stegvis.library.models import MediaFile
from stegvis.people.actions.once import once
from stegvis.people.models import Actor, Denied

LARGEST = 200_000_000
LARGEST_CAPTIONS = 1_000_000


def keep_upload(*, by: Actor, name: str, chunks: Iterable[bytes]) -> MediaFile:
    """The file as what its first bytes say it is, whatever its name ends with. Raises Denied with what is wrong."""
    check_can_keep(by)
    with tempfile.TemporaryDirectory(prefix="stegvis-upload-") as folder:
        path = Path(folder) / "given"
        _write(path, chunks)
        with path.open("rb") as file:
            head = file.read(16)
        container = container_of(head)
        if container:
            return keep_film(by=by, name=name, path=path, container=container)
        if head.removeprefix(b"\xef\xbb\xbf").startswith(b"WEBVTT"):
            return keep_captions(by=by, name=name, path=path)
        with path.open("rb") as file:
            return keep_image(by=by, name=name, content=file.read(LARGEST_PICTURE + 1))


@once(MediaFile)
def keep_film(*, by: Actor, name: str, path: Path, container: str) -> MediaFile:
    """A film as MP4, a sound as M4A, without anything that the device wrote into it."""
    check_can_rewrite()
    # Encoding takes longer than a forgotten transaction may stay open; its own limit of time is shorter than this.
    with connection.cursor() as cursor:
        cursor.execute(f"set local idle_in_transaction_session_timeout = '{SECONDS * 3}s'")
    kind = kind_of(path, container)
    kept = named(by, name, kind.ending)
    return _kept(by, kept, kind.type, rewritten_media(path, kind))


@once(MediaFile)
def keep_captions(*, by: Actor, name: str, path: Path) -> MediaFile:
    """Captions as WebVTT, written anew."""
    if path.stat().st_size > LARGEST_CAPTIONS:
        raise Denied(_("Captions are at most 1 MB."))
    try:
        cues = read_captions(path.read_bytes().decode())
    except UnicodeDecodeError as wrong:
        raise Denied(_("The captions are not written as UTF-8. Save them again as UTF-8.")) from wrong
    except BadCaptions as wrong:
        raise Denied(_sentence(wrong)) from wrong
    return _kept(by, named(by, name, "vtt"), "text/vtt", written(cues).encode())


def _kept(by: Actor, name: str, type_: str, content: bytes) -> MediaFile:
    return MediaFile.objects.create(
        organisation_id=by.organisation_id,
        name=name,
        type=type_,
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
        added_by_id=by.user_id,
        added_at=clock.now(),
    )


def _write(path: Path, chunks: Iterable[bytes]) -> None:
    size = 0
    with path.open("wb") as file:
        for chunk in chunks:
            size += len(chunk)
            if size > LARGEST:
                raise Denied(_("The file is larger than 200 MB. Make it smaller first."))
            file.write(chunk)


def _sentence(wrong: BadCaptions) -> str:
    why = {
        "no_header": _("the first line is not WEBVTT"),
        "unknown_block": _("styles and regions are not taken"),
        "no_times": _("times such as 00:01.000 --> 00:04.000 are missing"),
        "order": _("the times are not in order"),
        "markup": _("only <v>, <i> and <b> may stand in the words"),
        "no_words": _("there are no words"),
        "too_many": _("there are more than 5,000 captions"),
    }[wrong.kind]
    return _("The captions cannot be read. Line %(line)d: %(why)s.") % {"line": wrong.line, "why": why}
