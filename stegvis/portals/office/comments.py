"""What readers wrote below pages of the library: an editor reads it first, and shows it or does not."""

from __future__ import annotations

import uuid

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from stegvis.library.actions.settle_comment import settle_comment
from stegvis.library.queries.comments import comment_of, comments_of
from stegvis.people.models import Role
from stegvis.portals.guard import StaffRequest, staff
from stegvis.portals.see_other import see_other


@staff(Role.EDITOR)
@require_safe
def comments(request: StaffRequest) -> HttpResponse:
    found = comments_of(request.actor)
    waiting = [one for one in found if one.state == one.State.WAITING]
    settled = [one for one in found if one.state != one.State.WAITING]
    return render(request, "office/reading/comments.html", {"waiting": waiting, "settled": settled})


@staff(Role.EDITOR)
@require_POST
def settle(request: StaffRequest, comment: uuid.UUID) -> HttpResponse:
    found = comment_of(request.actor, comment)
    settle_comment(by=request.actor, comment=found, is_shown=request.POST.get("do") == "show")
    return see_other("office:comments", team=request.team.slug)
