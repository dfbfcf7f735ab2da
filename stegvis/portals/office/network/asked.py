"""The one way all forms of the network pages go: shown, sent, refused with what was written still there, or done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render

from stegvis.people.models import Denied
from stegvis.portals.guard import StaffRequest
from stegvis.portals.see_other import see_other


def asked(
    request: StaffRequest,
    form: forms.Form,
    act: Callable[[dict[str, Any]], tuple[str, dict[str, Any]]],
    *,
    template: str = "office/network/form.html",
    **words: Any,
) -> HttpResponse:
    """`act` carries out what was filled in and says where to go on; `words` are heading, lead, button, back, done."""
    if form.is_bound and form.is_valid():
        try:
            name, places = act(form.cleaned_data)
        except Denied as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, words["done"])
            return see_other(name, team=request.team.slug, **places)
    shown = {"form": form, "has_files": form.is_multipart(), **words}
    return render(request, template, shown, status=422 if form.errors else 200)
