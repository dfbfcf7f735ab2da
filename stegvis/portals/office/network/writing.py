"""Writing to a network and sharing with it."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from stegvis.network.actions.check_file import LARGEST
from stegvis.network.actions.checks import TAKES_PART
from stegvis.network.actions.share_file import FileFields, share_file
from stegvis.network.actions.write_post import answer, comment, write_post
from stegvis.network.queries.networks import network_named, network_of_file, network_of_post
from stegvis.portals.guard import StaffRequest, staff
from stegvis.portals.office.network.asked import asked
from stegvis.portals.office.network.forms import AnswerForm, PostForm, ShareForm

READ_AND_WRITE = ("GET", "HEAD", "POST")


@staff(*TAKES_PART)
@require_http_methods(READ_AND_WRITE)
def post_page(request: StaffRequest, network: str) -> HttpResponse:
    found = network_named(request.actor, network)

    def act(given: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        write_post(by=request.actor, network_id=found.id, **given)
        return "office:network", {"network": network}

    return asked(
        request, PostForm(request.POST or None), act, network=found,
        heading=_("Write to the network"), button=_("Send it"), done=_("It is written. The others see it now."),
    )  # fmt: skip


@staff(*TAKES_PART)
@require_http_methods(READ_AND_WRITE)
def answer_page(request: StaffRequest, post: uuid.UUID) -> HttpResponse:
    found, title = network_of_post(request.actor, post)

    def act(given: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        answer(by=request.actor, post_id=post, **given)
        return "office:network", {"network": found.slug}

    return asked(
        request, AnswerForm(request.POST or None), act, network=found, lead=title,
        heading=_("Answer"), button=_("Send it"), done=_("It is written. The others see it now."),
    )  # fmt: skip


@staff(*TAKES_PART)
@require_http_methods(READ_AND_WRITE)
def comment_page(request: StaffRequest, shared: uuid.UUID) -> HttpResponse:
    found, name = network_of_file(request.actor, shared)

    def act(given: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        comment(by=request.actor, file_id=shared, **given)
        return "office:network", {"network": found.slug}

    return asked(
        request, AnswerForm(request.POST or None), act, network=found, lead=name,
        heading=_("Comment on the file"), button=_("Send it"), done=_("It is written. The others see it now."),
    )  # fmt: skip


@staff(*TAKES_PART)
@require_http_methods(READ_AND_WRITE)
def share_page(request: StaffRequest, network: str) -> HttpResponse:
    found = network_named(request.actor, network)

    def act(given: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        content = given.pop("file").read(LARGEST + 1)
        share_file(by=request.actor, network_id=found.id, fields=FileFields(**given), content=content)
        return "office:network", {"network": network}

    return asked(
        request, ShareForm(request.POST or None, request.FILES or None), act, network=found,
        heading=_("Share a file"), button=_("Share it"), done=_("The file is shared."),
    )  # fmt: skip
