"""The first part of a programme for anybody, unguided: nothing is stored, nobody reads. And coming in by a code."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from stegvis.definitions.programme import Block, Module, Programme
from stegvis.library.models import ProgrammeVersion
from stegvis.library.queries.programmes import introductions, programme_in, version_in_use
from stegvis.people.models import NotFound
from stegvis.portals.guard import public
from stegvis.portals.limits import too_many_tries
from stegvis.portals.programme.blocks import drawn
from stegvis.portals.programme.paper import block_of, paper_pdf
from stegvis.portals.programme.rich_text import Sources
from stegvis.portals.public.forms import AccessCodeForm
from stegvis.portals.public.let_in import let_in
from stegvis.portals.public.page import page
from stegvis.portals.see_other import see_other
from stegvis.selfhelp.actions.open_by_code import open_by_code

# Tries a quarter of an hour from one address; a code has ten signs.
MOST = 10


@public
@require_safe
def programmes(request: Any) -> HttpResponse:
    """What one can begin with alone."""
    return page(request, "programmes/list.html", programmes=introductions(request.actor))


@public
@require_safe
def introduction(request: Any, slug: str, number: int = 1) -> HttpResponse:
    """One step of the first part, to read and to do on paper."""
    programme, module, _version = _open(request, slug)
    if not 1 <= number <= len(module.steps):
        raise NotFound
    here = module.steps[number - 1]
    sources = Sources(programme.sources)
    blocks = [block for block in here.blocks if _is_for_anybody(block)]
    return page(
        request,
        "programmes/step.html",
        programme=programme,
        module=module,
        here=here,
        number=number,
        total=len(module.steps),
        blocks=[(block, one) for block, one in zip(blocks, drawn(blocks, sources, programme.language), strict=True)],
        sources=sources.listed,
        slug=slug,
    )


@public
@require_safe
def paper(request: Any, slug: str, block: str) -> HttpResponse:
    """An exercise or worksheet of the first part as a sheet of paper."""
    programme, module, version = _open(request, slug)
    found = block_of(module, block)
    if found is None:
        raise NotFound
    made = paper_pdf(programme, module, found, made_at=version.made_at)
    return HttpResponse(made, content_type="application/pdf")


@never_cache
@public
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: Any) -> HttpResponse:
    """Coming in by a code that tells nobody's name."""
    form = AccessCodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        if too_many_tries(request, "access code", MOST):
            form.add_error(None, _("There have been too many tries from here. Wait a quarter of an hour, or call us."))
        elif person := open_by_code(by=request.actor, code=form.cleaned_data["code"]):
            let_in(request, person.pk, person.organisation_id)
            return see_other("client:programmes")
        else:
            form.add_error("code", _("This does not fit. Check each sign, or ask for a new code where you got it."))
    return page(request, "programmes/code.html", form=form)


def _open(request: Any, slug: str) -> tuple[Programme, Module, ProgrammeVersion]:
    version = version_in_use(request.actor, slug)
    programme = programme_in(version.pk, get_language() or "nb")
    module = programme.module(programme.introduction)
    if module is None:
        raise NotFound
    return programme, module, version


def _is_for_anybody(block: Block) -> bool:
    """No measure, since nobody reads the answer; nothing that depends on an answer; no file, which need a log-in."""
    return block.kind not in ("measure", "image", "film", "sound") and block.when is None
