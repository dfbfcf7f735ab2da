"""A film or a sound, encoded anew by the machine's own ffmpeg, so that nothing that a device wrote comes along.

ffmpeg reads what strangers made: it runs as a process of its own with limits, told which container it has before it,
and may open nothing but files (docs/adr/0026).
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from stegvis.people.models import Denied

LARGEST_OUT = 60_000_000
SECONDS = 240  # on the wall; a film of five minutes takes about one on two quiet cores
MEMORY = 1_500_000  # kB of addresses
# A phone held sideways, and a size that a slow connection can play.
WIDEST = 854
_LIMITS = f'ulimit -t {SECONDS * 2}; ulimit -f {LARGEST_OUT // 512}; ulimit -v {MEMORY} 2>/dev/null; exec "$@"'
_SAFE = ("-hide_banner", "-v", "error", "-protocol_whitelist", "file,pipe")
_BARE = ("-map_metadata", "-1", "-map_chapters", "-1", "-fflags", "+bitexact", "-sn", "-dn")
_PICTURE = (
    "-map", "0:v:0", "-map", "0:a:0?", "-vf", f"scale='trunc(min({WIDEST},iw)/2)*2':-2", "-c:v", "libx264",
    "-preset", "veryfast", "-crf", "28", "-maxrate", "700k", "-bufsize", "1400k", "-pix_fmt", "yuv420p",
    "-flags:v", "+bitexact",
)  # fmt: skip
_SOUND = ("-c:a", "aac", "-b:a", "96k", "-ac", "2", "-flags:a", "+bitexact", "-movflags", "+faststart")


@dataclass(frozen=True)
class Kind:
    """`container` is what ffmpeg is told to read; `ending` and `type` are what comes out."""

    container: str
    ending: str
    type: str

    @property
    def is_film(self) -> bool:
        return self.type.startswith("video/")


def container_of(head: bytes) -> str:
    """The container by its first bytes, "" for none that we take."""
    if head[4:8] == b"ftyp":
        return "mov"
    if head[:3] == b"ID3" or (head[:1] == b"\xff" and head[1:2] >= b"\xe0" and head[1] & 0x06):
        return "mp3"
    riff = head[:4] == b"RIFF" and head[8:12] == b"WAVE"
    return "wav" if riff else {b"\x1aE\xdf\xa3": "matroska", b"OggS": "ogg"}.get(head[:4], "")


def check_can_rewrite() -> None:
    """Raise Denied with what to install where the machine cannot do it."""
    if not (shutil.which("ffmpeg") and shutil.which("ffprobe")):
        raise Denied(
            _("Films and sounds cannot be added on this server yet. Whoever runs it can install the program ffmpeg.")
        )


def kind_of(path: Path, container: str) -> Kind:
    """What the file is by its own streams. Raises Denied for what has neither picture nor sound."""
    told = _run(
        "ffprobe", *_SAFE, "-f", container, "-show_entries", "stream=codec_type:stream_disposition=attached_pic",
        "-of", "json", str(path),
    )  # fmt: skip
    streams: list[dict[str, Any]] = json.loads(told).get("streams", [])
    kinds = {one.get("codec_type") for one in streams if not one.get("disposition", {}).get("attached_pic")}
    if "video" in kinds:
        return Kind(container, "mp4", "video/mp4")
    if "audio" in kinds:
        return Kind(container, "m4a", "audio/mp4")
    raise _unreadable()


def rewritten_media(path: Path, kind: Kind) -> bytes:
    """The same film or sound, encoded by us. Raises Denied for what cannot be read, is too long or stays too large."""
    made = path.with_name(f"made.{kind.ending}")
    parts = (*_PICTURE, *_SOUND) if kind.is_film else ("-map", "0:a:0", "-vn", *_SOUND)
    format_ = ("-f", "mp4" if kind.is_film else "ipod", str(made))
    _run("ffmpeg", "-nostdin", "-threads", "2", *_SAFE, "-f", kind.container, "-i", str(path), *_BARE, *parts, *format_)
    content = made.read_bytes()
    if len(content) >= LARGEST_OUT:
        raise _too_long()
    return content


def _run(program: str, *arguments: str) -> str:
    """What it says. Nothing of its complaints is shown or logged: they may name what stands in the file."""
    command: Sequence[str] = ("/bin/sh", "-c", _LIMITS, "sh", program, *arguments)
    only_the_path = {"PATH": os.environ.get("PATH", os.defpath)}
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False, env=only_the_path)
    except subprocess.TimeoutExpired:
        raise _too_long() from None
    if done.returncode < 0 or done.returncode > 128:  # a limit ended it
        raise _too_long()
    if done.returncode:
        raise _unreadable()
    return done.stdout


def _too_long() -> Denied:
    return Denied(_("The film or sound is too long for us. Make it shorter, or cut it into parts."))


def _unreadable() -> Denied:
    return Denied(_("This is no film or sound that we can read. Take MP4, WebM, MP3, M4A, OGG or WAV."))
