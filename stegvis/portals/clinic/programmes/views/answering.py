"""One module of a client: what is written in it, the thread, and the guide's answer."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from stegvis.care.queries.access import episode_of
from stegvis.definitions import clock
from stegvis.definitions.guidance import DATE, following
from stegvis.library.queries.programmes import programme_in
from stegvis.people.models import Actor, Denied
from stegvis.people.queries.identity import identity_of
from stegvis.portals.clinic.programmes.forms import AnswerForm
from stegvis.portals.clinic.programmes.roles import CLINICAL
from stegvis.portals.clinic.programmes.words import module_words
from stegvis.portals.guard import StaffRequest, staff
from stegvis.portals.see_other import see_other
from stegvis.selfhelp.actions.answer_module import answer_module
from stegvis.selfhelp.actions.write_remark import read_remarks, write_remark
from stegvis.selfhelp.models import AssignedModule
from stegvis.selfhelp.queries.given import may_arrange, module_of, modules_of
from stegvis.selfhelp.queries.passages import passages
from stegvis.selfhelp.queries.threads import thread_of
from stegvis.selfhelp.queries.written import written_in


@staff(*CLINICAL)
@require_http_methods(["GET", "HEAD", "POST"])
def client_module_page(request: StaffRequest, episode: uuid.UUID, module: uuid.UUID) -> HttpResponse:
    actor = request.actor
    found = episode_of(actor, episode)
    row = module_of(actor, found, module)
    waits = row.handed_in_at is not None and row.answered_at is None
    form = AnswerForm(request.POST or None, next_title=_next_title(actor, row) if waits else "")
    if request.method == "POST" and form.is_valid():
        try:
            messages.success(request, _answered(actor, row, form, waits=waits))
        except Denied as refusal:
            form.add_error(None, refusal.sentence)
        else:
            return see_other("clinic:client_module", team=request.team.slug, episode=episode, module=module)
    thread = thread_of(actor, row)
    if any(not line.is_own and line.read_at is None for line in thread):
        read_remarks(by=actor, module=row)
    context = {
        "episode": found,
        "name": identity_of(found.person).name,
        "module": module_words(row, programme_in(row.assignment.version_id, actor.language), clock.today(actor.zone)),
        "assignment": row.assignment_id,
        "sheets": written_in(actor, row),
        "thread": thread,
        "form": form if may_arrange(found, row.assignment) else None,
        "waits": waits,
    }
    return render(request, "clinic/programmes/module.html", context)


def _answered(actor: Actor, row: AssignedModule, form: AnswerForm, *, waits: bool) -> str:
    """Answer what is handed in, else write to the client; the sentence that tells it."""
    cleaned = form.cleaned_data
    words = {"text": cleaned["text"], "minutes": cleaned["minutes"]}
    if waits:
        answer_module(by=actor, module=row, opens_next=cleaned.get("opens_next", False), **words)
        return _("Your answer is sent, and the client is told that there is something new.")
    write_remark(by=actor, module=row, **words)
    return _("It is sent, and the client is told that there is something new.")


def _next_title(actor: Actor, row: AssignedModule) -> str:
    """The module that the answer may open; empty where none is left or a day opens it."""
    after = following(passages(modules_of(row.assignment), actor.zone), row.module)
    found = programme_in(row.assignment.version_id, actor.language).module(after.module) if after else None
    return found.title if after and found and after.opens != DATE else ""
