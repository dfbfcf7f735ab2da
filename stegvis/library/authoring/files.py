"""The files of the organisation that a block may show, by kind. The tenant of the request says whose they are."""

from __future__ import annotations

from django.db.models import F

from stegvis.library.authoring.choices import Choices


def images() -> Choices:
    return _named("image/")


def films() -> Choices:
    return _named("video/")


def sounds() -> Choices:
    return _named("audio/")


def captions() -> Choices:
    return _named("text/vtt")


def _named(start: str) -> Choices:
    from stegvis.library.models import MediaFile

    ours = MediaFile.objects.filter(type__startswith=start).exclude(name=F("sha256"))
    return [(name, name) for name in ours.values_list("name", flat=True)]
