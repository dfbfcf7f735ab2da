"""Taking what was written under a code into one's own course, because one wishes to."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from stegvis.care.queries.plan import own_episode
from stegvis.people.models import Denied
from stegvis.portals.fields import GivenCode
from stegvis.portals.guard import client
from stegvis.portals.limits import too_many_tries
from stegvis.portals.see_other import see_other
from stegvis.selfhelp.actions.link_code import link_code

MOST = 10  # tries a quarter of an hour


class LinkForm(forms.Form):
    use_required_attribute = False
    code = GivenCode()


@client
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: Any) -> HttpResponse:
    form = LinkForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        if too_many_tries(request, "link code", MOST):
            form.add_error(None, _("There have been too many tries from here. Wait a quarter of an hour, or call us."))
        else:
            try:
                episode = own_episode(request.actor)
                taken = link_code(by=request.actor, episode=episode, code=form.cleaned_data["code"])
            except Denied as refusal:
                form.add_error("code", refusal.sentence)
            else:
                messages.success(request, _("It is yours now. Your therapist can read what you wrote in it."))
                return see_other("client:programme", assignment=taken.pk)
    return render(request, "client/programme/link.html", {"form": form})
