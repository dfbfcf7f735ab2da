"""The papers a team copies from the kit and makes its own, and the handbook beside them."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stegvis.definitions.kit import template_language, templates
from stegvis.definitions.pages import Kind
from stegvis.library.queries.pages import pages_of_kind
from stegvis.network.actions.change_paper import change_paper
from stegvis.network.actions.copy_template import copy_template
from stegvis.network.actions.remove_paper import remove_paper
from stegvis.network.actions.start_checks import BUILDERS, SEEING
from stegvis.network.queries.papers import OwnPaperView, paper_named, papers
from stegvis.network.queries.start_plans import builds
from stegvis.people.models import Denied, NotFound
from stegvis.portals.guard import StaffRequest, staff
from stegvis.portals.office.start_up.forms import PaperForm
from stegvis.portals.office.start_up.paper_file import blocks, paper_file
from stegvis.portals.office.start_up.words import tabs
from stegvis.portals.see_other import see_other


@staff(*SEEING)
@require_safe
def papers_page(request: StaffRequest) -> HttpResponse:
    actor = request.actor
    language = template_language(actor.language, actor.country)
    shown = {
        "papers": papers(actor),
        "templates": [(one, one.title(language)) for one in templates().values()],
        "language": language,
        "handbook": pages_of_kind(actor, Kind.HANDBOOK),
        "may_change": builds(actor),
        "filters": tabs(request, "papers"),
    }
    return render(request, "office/start_up/papers.html", shown)


@staff(*SEEING)
@require_http_methods(["GET", "HEAD", "POST"])
def template_page(request: StaffRequest, paper_template: str) -> HttpResponse:
    """A template of the kit to read, and to copy."""
    actor = request.actor
    found = templates().get(paper_template)
    if found is None:
        raise NotFound
    if request.method == "POST":
        made = copy_template(by=actor, template=paper_template)
        messages.success(request, _("The copy is yours. Change what you like; the template stays as it is."))
        return see_other("office:paper", team=request.team.slug, paper=made.pk)
    language = template_language(actor.language, actor.country)
    shown = {
        "template": found,
        "title": found.title(language),
        "blocks": list(blocks(found.words(language))),
        "language": language,
        "may_change": builds(actor),
    }
    return render(request, "office/start_up/template.html", shown)


@staff(*SEEING)
@require_http_methods(["GET", "HEAD", "POST"])
def paper_page(request: StaffRequest, paper: uuid.UUID) -> HttpResponse:
    found = paper_named(request.actor, paper)
    form = PaperForm(request.POST or None, initial={"title": found.title, "text": found.text, "version": found.version})
    status = 200
    if form.is_bound:
        status = 422
        if form.is_valid():
            try:
                return _changed(request, found, form.cleaned_data)
            except Denied as refusal:
                form.add_error(None, refusal.sentence)
    shown = {"paper": found, "form": form, "may_change": builds(request.actor), "blocks": list(blocks(found.text))}
    return render(request, "office/start_up/paper.html", shown, status=status)


def _changed(request: StaffRequest, found: OwnPaperView, given: dict[str, Any]) -> HttpResponse:
    kept = change_paper(by=request.actor, paper_id=found.id, **given)
    if kept.pk != found.id:
        # Nothing went wrong for good: both texts stand there, and a person puts them together.
        mine = paper_named(request.actor, kept.pk)
        both = [(one, list(blocks(one.text))) for one in (paper_named(request.actor, found.id), mine)]
        return render(request, "office/start_up/two_papers.html", {"both": both}, status=409)
    messages.success(request, _("Saved."))
    return see_other("office:paper", team=request.team.slug, paper=found.id)


@staff(*SEEING)
@require_safe
def paper_file_page(request: StaffRequest, paper: uuid.UUID, file: str) -> HttpResponse:
    return paper_file(request, paper_named(request.actor, paper), file)


@staff(*BUILDERS)
@require_POST
def remove_paper_page(request: StaffRequest, paper: uuid.UUID) -> HttpResponse:
    remove_paper(by=request.actor, paper_id=paper)
    messages.success(request, _("The paper is taken away."))
    return see_other("office:papers", team=request.team.slug)
