"""Blocks: a client says who may not see them, and may take it back."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from stegvis.care.models import Episode
from stegvis.care.queries.access import episode_of
from stegvis.people.actions.block import block, unblock
from stegvis.people.models import Denied
from stegvis.people.queries.blocks import BlockView, blocks_of
from stegvis.people.queries.identity import identity_of
from stegvis.people.queries.memberships import Member, members
from stegvis.portals.clinic.intake.roles import CLINICAL
from stegvis.portals.clinic.work.forms.blocks import BlockForm
from stegvis.portals.guard import StaffRequest, staff
from stegvis.portals.see_other import see_other


@staff(*CLINICAL)
@require_http_methods(["GET", "HEAD", "POST"])
def blocks_page(request: StaffRequest, episode: uuid.UUID) -> HttpResponse:
    actor = request.actor
    found = episode_of(actor, episode)
    standing = blocks_of(actor, found.person)
    form = BlockForm(request.POST or None, members=_choices(actor.as_user, members(actor), found, standing))
    if request.method == "POST" and form.is_valid():
        try:
            block(by=actor, person=found.person, **form.wanted())
        except Denied as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("It is written down and holds from now on."))
            return see_other("clinic:blocks", team=request.team.slug, episode=episode)
    context = {"form": form, "episode": found, "name": identity_of(found.person).name, "blocks": standing}
    return render(request, "clinic/work/blocks.html", context)


@staff(*CLINICAL)
@require_POST
def unblock_page(request: StaffRequest, episode: uuid.UUID, block: uuid.UUID) -> HttpResponse:
    found = episode_of(request.actor, episode)
    unblock(by=request.actor, person=found.person, block_id=block)
    messages.success(request, _("The block is taken back."))
    return see_other("clinic:blocks", team=request.team.slug, episode=episode)


def _choices(
    own: uuid.UUID, everybody: list[Member], episode: Episode, standing: tuple[BlockView, ...]
) -> list[Member]:
    """Everybody in the team but oneself, the one responsible (name another first) and those who are blocked."""
    left_out = {own, episode.responsible_id, *(one.user_id for one in standing)}
    return [member for member in everybody if member.user_id not in left_out]
