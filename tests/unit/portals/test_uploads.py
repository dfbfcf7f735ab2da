"""A request that brings more files than any page takes is refused before it is read."""

from __future__ import annotations

import io

import pytest
from django.conf import settings
from django.core.exceptions import RequestDataTooBig

from stegvis.library.actions import import_programme, keep_media
from stegvis.portals.uploads import LARGEST, Bounded


def test_more_than_any_page_takes_is_refused_unread() -> None:
    body = io.BytesIO(b"x")
    with pytest.raises(RequestDataTooBig):
        Bounded().handle_raw_input(body, {}, LARGEST + 1, "boundary")
    assert body.tell() == 0
    Bounded().handle_raw_input(body, {}, LARGEST, "boundary")


def test_it_is_asked_first_and_lets_through_what_pages_take() -> None:
    assert settings.FILE_UPLOAD_HANDLERS[0] == "stegvis.portals.uploads.Bounded"
    assert max(keep_media.LARGEST, import_programme.LARGEST) < LARGEST
