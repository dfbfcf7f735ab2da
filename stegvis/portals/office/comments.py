"""What readers wrote below pages of the library: an editor reads it first, and shows it or does not."""

from __future__ import annotations

import uuid

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from stegvis.definitions.pages import Kind
from stegvis.library.actions.settle_comment import settle_comment
from stegvis.library.actions.take_comments import take_comments
from stegvis.library.queries.comments import comment_of, comments_of, slugs_with_comments
from stegvis.library.queries.pages import pages_of_kind
from stegvis.people.models import Role
from stegvis.portals.guard import StaffRequest, staff
from stegvis.portals.see_other import see_other

# What is read alone and may be talked about; a chapter and an easy-read page are not.
COMMENTED = (Kind.ARTICLE, Kind.NEWS, Kind.TOPIC, Kind.GUIDELINE)


@staff(Role.EDITOR)
@require_safe
def comments(request: StaffRequest) -> HttpResponse:
    found = comments_of(request.actor)
    there = pages_of_kind(request.actor, *COMMENTED)
    taking = slugs_with_comments(request.actor)
    titles = {one.slug: one.title for one in there}
    rows = [(one, titles.get(one.page.slug, one.page.slug)) for one in found]
    context = {
        "waiting": [row for row in rows if row[0].state == row[0].State.WAITING],
        "settled": [row for row in rows if row[0].state != row[0].State.WAITING],
        "taking": [one for one in there if one.slug in taking],
        "others": [one for one in there if one.slug not in taking],
    }
    return render(request, "office/reading/comments.html", context)


@staff(Role.EDITOR)
@require_POST
def taken(request: StaffRequest) -> HttpResponse:
    """Begin or end taking comments on one page."""
    take_comments(by=request.actor, slug=request.POST.get("page", ""), is_taken=request.POST.get("do") == "take")
    return see_other("office:comments", team=request.team.slug)


@staff(Role.EDITOR)
@require_POST
def settle(request: StaffRequest, comment: uuid.UUID) -> HttpResponse:
    found = comment_of(request.actor, comment)
    settle_comment(by=request.actor, comment=found, is_shown=request.POST.get("do") == "show")
    return see_other("office:comments", team=request.team.slug)
