"""Two devices wrote in one sheet: both texts beside each other, and the client's choice."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from stegvis.people.models import NotFound
from stegvis.portals.client.programmes.words import answer_words
from stegvis.portals.guard import client
from stegvis.portals.see_other import see_other
from stegvis.selfhelp.actions.settle_copy import settle_copy
from stegvis.selfhelp.queries.sheets import Rows
from stegvis.selfhelp.queries.taken import reading


@client
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: Any, module: uuid.UUID, copy: uuid.UUID) -> HttpResponse:
    if request.method == "POST":
        settle_copy(by=request.actor, module=module, copy=copy, takes_copy=request.POST.get("keep") == "other")
        messages.success(request, _("Your choice is saved."))
        return see_other("client:module", module=module)
    found = reading(request.actor, module)
    both = [(sheet, one) for sheet in found.copied for one in sheet.copies if one.id == copy]
    if not both:
        raise NotFound
    sheet, other = both[0]
    fields = {field.id: field for field in found.part.of.sheets[sheet.block].fields}

    def lines(rows: Rows) -> list[tuple[str, str]]:
        return [(fields[name].label, answer_words(fields[name], text)) for row in rows for name, text in row.items()]

    context = {
        "taken": found.taken,
        "part": found.part,
        "texts": [
            ("this", sheet.saved_at, lines(sheet.rows)),
            ("other", other.written_at, lines(other.rows)),
        ],
    }
    return render(request, "client/programme/copy.html", context)
