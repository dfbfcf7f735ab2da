"""A comment below an article: checked, kept until an editor has read it, and answered with what happens now."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from stegvis.library.actions.write_comment import write_comment
from stegvis.people.models import Denied
from stegvis.portals.guard import public
from stegvis.portals.limits import too_many_tries
from stegvis.portals.public.learn.forms import CommentForm
from stegvis.portals.public.learn.pages import shown
from stegvis.portals.public.learn.reading import opened
from stegvis.portals.see_other import see_other

# Comments a quarter of an hour from one address.
MOST = 10


@public
@require_http_methods(["GET", "HEAD", "POST"])
def comment(request: Any, slug: str) -> HttpResponse:
    """Sent from the article; whoever opens the address itself is led there."""
    found = opened(request, slug)
    if request.method != "POST":
        return see_other("public:learn_page", team=request.team.slug, slug=slug)
    form = CommentForm(request.POST)
    if form.is_valid():
        if too_many_tries(request, "comment", MOST):
            form.add_error(None, gettext("There have been many comments from here. Wait a quarter of an hour."))
        else:
            try:
                write_comment(by=request.actor, page=found.version.page, text=form.cleaned_data["text"])
            except Denied as refusal:
                form.add_error("text", refusal.sentence)
            else:
                # Said on the page itself: a message would begin a session for somebody who has none.
                there = reverse("public:learn_page", kwargs={"team": request.team.slug, "slug": slug})
                return HttpResponseRedirect(f"{there}?sent#comments", status=303)
    return shown(request, found, form)
