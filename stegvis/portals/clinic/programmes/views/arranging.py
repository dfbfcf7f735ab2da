"""One programme of a client: how far each module is, and what the therapist does with it."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_http_methods

from stegvis.care.queries.access import episode_of
from stegvis.definitions import clock
from stegvis.library.queries.programmes import programme_in, published_programmes, version_of
from stegvis.people.models import Actor, Denied, NotFound
from stegvis.people.queries.identity import identity_of
from stegvis.portals.clinic.programmes.forms import DayForm
from stegvis.portals.clinic.programmes.roles import CLINICAL
from stegvis.portals.clinic.programmes.words import given_words, said_line
from stegvis.portals.guard import StaffRequest, staff
from stegvis.portals.see_other import see_other
from stegvis.selfhelp.actions.add_module import add_module
from stegvis.selfhelp.actions.end_assignment import end_assignment
from stegvis.selfhelp.actions.hide_module import hide_module, show_module, skip_module
from stegvis.selfhelp.actions.move_module import move_module
from stegvis.selfhelp.actions.move_to_version import move_to_version
from stegvis.selfhelp.actions.open_module import open_by, open_by_date, open_module
from stegvis.selfhelp.models import AssignedModule, Assignment, Opens
from stegvis.selfhelp.queries.given import assignment_of, may_arrange, modules_of
from stegvis.selfhelp.queries.ledger import ledger_of

# Each thing that may be done with one module, and what is said when it is done.
WITH_MODULE: Mapping[str, tuple[Callable[[Actor, AssignedModule], Any], str]] = {
    "open": (lambda by, each: open_module(by=by, module=each), gettext_noop("The module lies open.")),
    "hide": (lambda by, each: hide_module(by=by, module=each), gettext_noop("The client does not see it now.")),
    "show": (lambda by, each: show_module(by=by, module=each), gettext_noop("The client sees it again.")),
    "skip": (lambda by, each: skip_module(by=by, module=each), gettext_noop("The programme goes on past it.")),
    "up": (lambda by, each: _moved(by, each, -1), gettext_noop("The order is changed.")),
    "down": (lambda by, each: _moved(by, each, 1), gettext_noop("The order is changed.")),
    "by_completion": (
        lambda by, each: open_by(by=by, module=each, opens=Opens.COMPLETION),
        gettext_noop("It opens when the one before it is handed in."),
    ),
    "by_therapist": (
        lambda by, each: open_by(by=by, module=each, opens=Opens.THERAPIST),
        gettext_noop("It opens when you open it."),
    ),
}


@staff(*CLINICAL)
@require_http_methods(["GET", "HEAD", "POST"])
def client_programme_page(request: StaffRequest, episode: uuid.UUID, assignment: uuid.UUID) -> HttpResponse:
    actor = request.actor
    found = episode_of(actor, episode)
    given = assignment_of(actor, found, assignment)
    if request.method == "POST":
        return _done(request, given)
    programme = programme_in(given.version_id, actor.language)
    modules = modules_of(given)
    words = given_words(given, actor, clock.today(actor.zone))
    versions = [each for each in published_programmes(actor) if each.programme_id == given.version.programme_id]
    context = {
        "episode": found,
        "name": identity_of(found.person).name,
        "given": words,
        "rows": list(zip(words.modules, map(DayForm.of, modules), strict=True)),
        "may_arrange": may_arrange(found, given),
        "left_out": [each for each in programme.modules if each.id not in {one.module for one in modules}],
        "versions": [each for each in versions if each.approved_at and each.id != given.version_id],
        "number": given.version.number,
        "ledger": [said_line(line, programme) for line in ledger_of(actor, given.pk)],
    }
    return render(request, "clinic/programmes/arrange.html", context)


def _done(request: StaffRequest, given: Assignment) -> HttpResponse:
    try:
        messages.success(request, _act(request.actor, given, request.POST))
    except Denied as refusal:
        messages.error(request, refusal.sentence)
    return see_other("clinic:client_programme", team=request.team.slug, episode=given.episode_id, assignment=given.pk)


def _act(by: Actor, given: Assignment, sent: QueryDict) -> str:
    """Do what the button said; the sentence that tells it. Raises NotFound for a button that is none of ours."""
    do = sent.get("do", "")
    if do == "end":
        end_assignment(by=by, assignment=given)
        return _("The programme has ended for the client. What is written stays.")
    if do == "add":
        add_module(by=by, assignment=given, name=sent.get("name", ""))
        return _("The module stands last. Open it when it is time.")
    if do == "version":
        move_to_version(by=by, assignment=given, version=version_of(by, _id(sent.get("version"))))
        return _("The client reads the other version from now on.")
    module = next((each for each in modules_of(given) if each.pk == _id(sent.get("module"))), None)
    if module is None:
        raise NotFound
    if do == "by_date":
        form = DayForm(sent)
        if not form.is_valid():
            raise Denied(str(form.errors["on"][0]))
        open_by_date(by=by, module=module, on=form.cleaned_data["on"])
        return _("It opens on the day you chose.")
    if do not in WITH_MODULE:
        raise NotFound
    action, told = WITH_MODULE[do]
    action(by, module)
    return _(told)


def _moved(by: Actor, module: AssignedModule, places: int) -> AssignedModule:
    return move_module(by=by, module=module, position=module.position + places)


def _id(text: str | None) -> uuid.UUID:
    try:
        return uuid.UUID(text or "")
    except ValueError as none:
        raise NotFound from none
