"""What client and guide write to each other about a part."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from stegvis.people.models import Denied
from stegvis.portals.client.programmes.words import reading_words
from stegvis.portals.guard import client
from stegvis.portals.see_other import see_other
from stegvis.selfhelp.actions.write_remark import read_remarks, write_remark
from stegvis.selfhelp.queries.own_module import readable_module
from stegvis.selfhelp.queries.taken import programme_of
from stegvis.selfhelp.queries.threads import thread_of


class RemarkWords(forms.Form):
    """What the client wants to say or ask."""

    use_required_attribute = False
    text = forms.CharField(
        label=gettext_lazy("Write to your guide"),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 5, "autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Write something before you send it.")},
    )


@client
@require_http_methods(["GET", "HEAD", "POST"])
def thread(request: Any, module: uuid.UUID) -> HttpResponse:
    row = readable_module(request.actor, module)
    form = RemarkWords(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            write_remark(by=request.actor, module=row, text=form.cleaned_data["text"])
            return see_other("client:thread", module=module)
        except Denied as refusal:
            form.add_error("text", refusal.sentence)
    lines = thread_of(request.actor, row)
    if any(not line.is_own and line.read_at is None for line in lines):
        read_remarks(by=request.actor, module=row)
    taken = programme_of(request.actor, row.assignment_id)
    context = {
        "taken": taken,
        "part": taken.part(module),
        "lines": lines,
        "form": form,
        "reading": reading_words(taken),
    }
    return render(request, "client/programme/thread.html", context, status=422 if form.errors else 200)
